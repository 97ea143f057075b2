/** `npm run new`: starts a deck on another article, in place of the one that is here. */
import type { BlockKind } from '../briefing/blocks.ts'
import type { Source } from '../briefing/source.ts'
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { dateIn, guessBlocks } from '../briefing/blocks.ts'
import { bodyOf, fingerprint } from '../briefing/source.ts'
import { blocksOf } from '../briefing/text.ts'
import { readArticle, sourcePath } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { integer } from './cli/options.ts'
import { openFile } from './cli/output.ts'
import { run } from './cli/run.ts'
import { description, evidenceFile, quotationsIn, slidesFile } from './new/files.ts'

const help = `Starts a deck on an article of your own: fingerprint, evidence with all quotations entered, slides in the usual order. They replace
those that are here.

  npm run new -- article.txt [options]

  --title, --outlet, --author, --date, --url <text>
                             what the article gives of itself; title and date are else those of its headline and date line, and at a terminal
                             it asks for the rest
  --leading-blocks <number>  how many blocks (headline, standfirst, date line, caption) come before the body
  --skip <numbers>           blocks after those that are no paragraphs (crossheads, captions), such as 7,12
  --help                     this text

The article is plain text in UTF-8, kept outside the project. Blank lines separate its blocks or, if it has none, line breaks.`

const spaces = /\s+/
const separators = /[\s,]+/
const diacritics = /\p{M}/gu
const outerHyphens = /^-|-$/g
const lastComma = /,$/

const aText = { type: 'string' } as const
const citationKeys = ['title', 'outlet', 'author', 'date', 'url'] as const
type Citation = Record<typeof citationKeys[number], string | undefined>

run({
  help,
  options: { 'title': aText, 'outlet': aText, 'author': aText, 'date': aText, 'url': aText, 'leading-blocks': aText, 'skip': aText },
}, async ({ values, words: [path, ...more] }) => {
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
  const overBody = (kind: BlockKind): string | undefined => blocks.find((_, i) => kinds[i] === kind && outside.includes(i + 1))
  const cited = await citation({ ...values, title: values.title ?? overBody('headline')?.split('\n')[0], date: values.date ?? dateIn(overBody('date line') ?? '') }, terminal)
  terminal?.close()
  const orNull = (value: string | undefined): string | null => value === undefined || value === '' ? null : value
  const source = { title: orNull(cited.title), outlet: orNull(cited.outlet), author: orNull(cited.author), date: orNull(cited.date), url: orNull(cited.url), ...print } satisfies Source
  const quotations = await write(source, bodyOf(blocks, print))
  console.log('')
  for (const key of citationKeys)
    console.log(`  ${key.padEnd(8)}${source[key] ?? `not given; if the article does: ${key === 'title' ? 'git restore . && npm run new' : 'npm run fingerprint'} -- ${path} --${key} "…"`}`)
  console.log(`
The deck is started: ${print.paragraphs.length} paragraphs, ${quotations} quotations entered.
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

/** Shows what each block is taken for, and returns the numbers of those that are no paragraphs, from 1. */
async function outsideBody(blocks: readonly string[], values: { 'leading-blocks'?: string | undefined, 'skip'?: string | undefined }, terminal: Terminal | undefined): Promise<number[]> {
  const leading = integer('--leading-blocks', values['leading-blocks'], 0, blocks.length - 1)
  const guess = guessBlocks(blocks)
  const guessed = guess.flatMap((kind, i) => kind === 'paragraph' ? [] : [i + 1])
  const ahead = leading ?? countLeading(guessed)
  const skipped = values.skip === undefined ? guessed.filter(no => no > ahead) : numbersIn(values.skip, blocks.length)
  const outside = [...Array.from({ length: ahead }, (_, i) => i + 1), ...skipped.filter(no => no > ahead)]
  show(blocks, guess, outside)
  const answer = await terminal?.question(`\nNo paragraphs: ${outside.join(', ') || 'none'}. Enter if that is right, else all their numbers (0: none): `)
  const corrected = answer === undefined || answer.trim() === '' ? outside : numbersIn(answer, blocks.length)
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

/** @throws {Failure} of kind `usage` for anything but numbers of blocks. */
function numbersIn(list: string, most: number): number[] {
  const parts = list.split(separators).filter(part => part !== '')
  return [...new Set(parts.map(part => integer('The list of blocks', part, 0, most) ?? 0))].filter(no => no > 0).sort((a, b) => a - b)
}

function countLeading(outside: readonly number[]): number {
  return outside.findIndex((no, i) => no !== i + 1) < 0 ? outside.length : outside.findIndex((no, i) => no !== i + 1)
}

async function citation(values: Partial<Citation>, terminal: Terminal | undefined): Promise<Citation> {
  const given: Citation = { title: values.title, outlet: values.outlet, author: values.author, date: values.date, url: values.url }
  for (const key of citationKeys)
    given[key] ??= await terminal?.question(`${key}, as the article gives it (Enter if it does not): `)
  return given
}

/** Of a file, in characters. */
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
    ['briefing/evidence.ts', evidenceFile(source, quotations)],
    ['slides.md', slidesFile(source, quotations, title, name)],
    ['README.md', readFileSync('README.md', 'utf8').replace(readmeHead, `# ${title}\n\nA briefing on one news article, as a [Slidev](https://sli.dev) deck: every quotation is proved, and every statement has its speaker, its voice and its paragraph.\n\n`)],
    ['package.json', readFileSync('package.json', 'utf8').replace(packageName, '"name": "briefing"').replace(describedAs, `"description": "${description}"`)],
  ])
  // Who has read what was read of the other article.
  if (existsSync(reviewPath))
    files.set(reviewPath, `${readFileSync(reviewPath, 'utf8').split('\n')[0]?.replace(lastComma, '') ?? '['}\n]\n`)
  const outputs = await Promise.all(Array.from(files, async ([path, content]) => ({ output: await openFile(path), content })))
  for (const { output, content } of outputs)
    await output.write(Buffer.from(content))
  rmSync('docs/deck.png', { force: true })
  return quotations.length
}
