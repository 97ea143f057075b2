/** `npm run new`: starts a deck on another article, in place of the one that is here. */
import type { BlockKind } from '../briefing/blocks.ts'
import type { Citation, Source } from '../briefing/source.ts'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { guessBlocks, guessDate } from '../briefing/blocks.ts'
import { bodyOf, citationKeys, fingerprint } from '../briefing/source.ts'
import { blocksOf } from '../briefing/text.ts'
import { readArticle, sourcePath } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { articleOptions, blockNumbers, integer } from './cli/options.ts'
import { writeFiles } from './cli/output.ts'
import { run } from './cli/run.ts'
import { description, newEvidence, newSlides, quotationsIn } from './new/files.ts'

const help = `Starts a deck on an article of your own: fingerprint, evidence with all quotations entered, slides in the usual order. They replace
those that are here.

  npm run new -- article.txt [options]

  --title, --outlet, --author, --date, --url <text>
                             the citation. Without these options, title and date are those of the headline and the date line; at a
                             terminal, the command asks for the rest
  --leading-blocks <number>  how many blocks (headline, standfirst, date line, caption) come before the body
  --skip <numbers>           all blocks after those that are no paragraphs (crossheads, captions), such as 7,12, in place of the guess
  --help                     this text

The article is plain text in UTF-8, kept outside the project. Blank lines separate its blocks or, if it has none, line breaks.`

const spaces = /\s+/
const diacritics = /\p{M}/gu
const outerHyphens = /^-|-$/g
const lastComma = /,$/

run({ help, options: articleOptions }, async ({ values, words: [path, ...more] }) => {
  if (path === undefined || more.length > 0)
    throw new Failure('usage', 'Give the path of one article’s text file.\nSee --help.')
  refuseUnsavedWork()
  const text = readArticle(path)
  const blocks = blocksOf(text)
  if (blocks.length === 0)
    throw new Failure('file', `${path}: has no words in it`)
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined
  const outside = await outsideBody(blocks, values, terminal)
  const leadingBlocks = countLeading(outside)
  const print = fingerprint(text, { leadingBlocks, skippedBlocks: outside.filter(no => no > leadingBlocks) })
  const kinds = guessBlocks(blocks)
  const headline = blocks.find((_, i) => kinds[i] === 'headline' && outside.includes(i + 1))
  const citation = await completeCitation({ ...values, title: values.title ?? headline?.split('\n')[0], date: values.date ?? guessDate(blocks) }, terminal)
  terminal?.close()
  const source = { ...citation, ...print }
  const quotations = await write(source, bodyOf(blocks, print))
  console.log('')
  for (const key of citationKeys)
    console.log(`  ${key.padEnd(8)}${source[key] ?? `not given; if the article has it: ${key === 'title' ? 'git restore . && npm run new' : 'npm run fingerprint'} -- ${path} --${key} "…"`}`)
  console.log(`
The deck is started: ${print.paragraphs.length} paragraphs, ${quotations} ${quotations === 1 ? 'quotation' : 'quotations'} entered.
  npm run check   lists what to fill in
  npm run dev     shows the slides while you do`)
})

/** @throws {Failure} of kind `usage` if something here is in no commit, because it would be lost. */
function refuseUnsavedWork(): void {
  let status: string
  try {
    status = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  }
  catch (error) {
    throw new Failure('usage', 'This folder is not under version control, and this command replaces files. First: git init && git add -A && git commit -m "Copy".', { cause: error })
  }
  if (status !== '')
    throw new Failure('usage', `This command replaces files, and there is work that is in no commit. Nothing was changed. Commit it first:\n${status.trimEnd()}`)
}

type Terminal = ReturnType<typeof createInterface>

/** Shows what each block seems to be, and returns the numbers, from 1, of the blocks that are not paragraphs. */
async function outsideBody(blocks: readonly string[], values: { 'leading-blocks'?: string | undefined, 'skip'?: string | undefined }, terminal: Terminal | undefined): Promise<number[]> {
  const leading = integer('--leading-blocks', values['leading-blocks'], 0, blocks.length - 1)
  const guess = guessBlocks(blocks)
  const guessed = guess.flatMap((kind, i) => kind === 'paragraph' ? [] : [i + 1])
  const ahead = leading ?? countLeading(guessed)
  const skipped = values.skip === undefined ? guessed.filter(no => no > ahead) : blockNumbers('--skip', values.skip, blocks.length)
  const outside = [...Array.from({ length: ahead }, (_, i) => i + 1), ...skipped.filter(no => no > ahead)]
  show(blocks, guess, outside)
  const counted = guessed.filter(no => !outside.includes(no))
  if (counted.length > 0)
    console.log(`\nCounted as paragraphs, although they look like something else: ${counted.map(no => `${no} (${guess[no - 1]})`).join(', ')}. If they are no paragraphs, name them too: --skip ${[...new Set([...skipped, ...counted.filter(no => no > ahead)])].sort((a, b) => a - b).join(',')}`)
  const answer = await terminal?.question(`\nNo paragraphs: ${outside.join(', ') || 'none'}. Enter if that is right, else all their numbers (0: none): `)
  const corrected = answer === undefined || answer.trim() === '' ? outside : blockNumbers('The list of blocks', answer, blocks.length)
  if (corrected.length >= blocks.length)
    throw new Failure('usage', 'No block is left for the body. Nothing was changed.')
  return corrected
}

function show(blocks: readonly string[], guess: readonly BlockKind[], outside: readonly number[]): void {
  let paragraph = 0
  for (const [i, block] of blocks.entries()) {
    const isOutside = outside.includes(i + 1)
    const name = isOutside ? guess[i] === 'paragraph' ? 'no paragraph' : guess[i] ?? '' : `¶${++paragraph}`
    const words = block.split(spaces)
    console.log(`${String(i + 1).padStart(4)}  ${name.padEnd(13)} ${words.slice(0, 9).join(' ')}${words.length > 9 ? ' …' : ''}`)
  }
}

function countLeading(outside: readonly number[]): number {
  const gap = outside.findIndex((no, i) => no !== i + 1)
  return gap < 0 ? outside.length : gap
}

/** Asks for what is missing of the citation, if somebody is at a terminal. */
async function completeCitation(given: Readonly<Partial<Record<keyof Citation, string | undefined>>>, terminal: Terminal | undefined): Promise<Citation> {
  const citation: { -readonly [K in keyof Citation]: Citation[K] } = { title: null, outlet: null, author: null, date: null, url: null }
  for (const key of citationKeys)
    citation[key] = (given[key] ?? await terminal?.question(`${key}, as the article has it (Enter if it has none): `) ?? '') || null
  return citation
}

/** Of a file's name, in characters. */
const longestName = 40
const lastWord = /-[^-]*$/
const notInName = /[^\p{L}\p{N}]+/gu
const packageName = /"name": "[^"]*"/
const describedAs = /"description": "[^"]*"/
const readmeHead = /^[\s\S]*?(?=^You need Node)/m
const reviewPath = 'briefing/review.json'

/** Writes all files, or none. Returns how many quotations there are. */
async function write(source: Source, body: readonly string[]): Promise<number> {
  const quotations = quotationsIn(body)
  const title = source.title ?? 'TODO'
  const slug = title.normalize('NFKD').replaceAll(diacritics, '').toLowerCase().replace(notInName, '-').replaceAll(outerHyphens, '')
  const name = (slug.length > longestName ? slug.slice(0, longestName + 1).replace(lastWord, '') : slug) || 'briefing'
  const files = new Map([
    [sourcePath, `${JSON.stringify(source, null, 2)}\n`],
    ['briefing/evidence.ts', newEvidence(source, quotations)],
    ['slides.md', newSlides(source, quotations, title, name)],
    ['README.md', readFileSync('README.md', 'utf8').replace(readmeHead, `# ${title}\n\nA briefing on one news article, as a [Slidev](https://sli.dev) deck: every quotation is proved, and every statement has its speaker, its voice and its paragraph.\n\n`)],
    ['package.json', readFileSync('package.json', 'utf8').replace(packageName, '"name": "briefing"').replace(describedAs, `"description": "${description}"`)],
  ])
  // Nobody has read anything of the new article yet.
  if (existsSync(reviewPath))
    files.set(reviewPath, `${readFileSync(reviewPath, 'utf8').split('\n')[0]?.replace(lastComma, '') ?? '['}\n]\n`)
  await writeFiles(files)
  rmSync('docs/deck.png', { force: true })
  return quotations.length
}
