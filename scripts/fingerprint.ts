/** `npm run fingerprint`: makes `briefing/source.json` from an article on disk, or only compares the two. The article's words go to the screen and nowhere else. */
import type { Fingerprint, Source } from '../briefing/fingerprint.ts'
import { Buffer } from 'node:buffer'
import { basename } from 'node:path'
import process from 'node:process'
import { fingerprint, locate, selectorFor } from '../briefing/fingerprint.ts'
import { blocksOf, clean, quotedStrings, tokenise } from '../briefing/text.ts'
import { Failure } from '../deck/failure.ts'
import { readArticle, readSource, sameArticle, samePrint, sourcePath } from '../deck/source.ts'
import { integer } from './cli/options.ts'
import { openFile } from './cli/output.ts'
import { run } from './cli/run.ts'

const help = `Makes briefing/source.json from an article, so that its quotations can be proved without it.

  npm run fingerprint -- article.txt [options]

  --check                    compare only: is this the article that the deck was made from?
  --leading-blocks <number>  how many blocks (caption, headline, standfirst) stand over the body
  --title, --outlet, --author, --date, --url <text>
                             the citation; what the article does not give is left out, "" takes one back
  --help                     this text

The article is plain text in UTF-8. Its paragraphs are parted by blank lines, or, if it has none, by line breaks.`

const endsInPunctuation = /\p{P}$/u
const spaces = /\s+/
const endOfSentence = /[\s.,;:]+$/
const toEscape = /[\\']/g
const citationKeys = ['title', 'outlet', 'author', 'date', 'url'] as const

const aText = { type: 'string' } as const

run({
  help,
  options: { 'check': { type: 'boolean' }, 'leading-blocks': aText, 'title': aText, 'outlet': aText, 'author': aText, 'date': aText, 'url': aText },
}, async ({ values, words: [path, ...more] }) => {
  if (path === undefined || more.length > 0)
    throw new Failure('usage', `Give the path of one article’s text file${more.length > 0 ? `; ${more.length + 1} were given` : ''}.\nSee --help.`)
  if (values.check === true && citationKeys.some(key => values[key] !== undefined))
    throw new Failure('usage', '--check compares the text and changes nothing, so it takes no citation.\nSee --help.')
  const asked = integer('--leading-blocks', values['leading-blocks'], 0, 1_000_000)
  const text = readArticle(path)
  const blocks = blocksOf(text)
  if (blocks.length === 0)
    throw new Failure('file', `${path}: has no words in it`)
  const known = knownSource(values.check === true)
  if (asked !== undefined && asked >= blocks.length)
    throw new Failure('usage', `--leading-blocks ${asked} leaves no body: ${path} has ${blocks.length} blocks.`)
  const leadingBlocks = asked ?? (known && leadingBlocksLike(known, blocks)) ?? guessLeadingBlocks(blocks)
  const print = fingerprint(text, { leadingBlocks })
  if (values.check === true && known)
    return compare(path, known, print, blocks)

  const knownRuns = runsOf(known)
  const isKnown = known !== undefined && print.paragraphs.some(({ runs }) => knownRuns.has(runs))
  const given = (key: typeof citationKeys[number]): string | null => {
    const value = values[key] ?? (isKnown ? known[key] : null)
    return value === '' ? null : value
  }
  const source = { title: given('title'), outlet: given('outlet'), author: given('author'), date: given('date'), url: given('url'), ...print } satisfies Source
  const output = await openFile(sourcePath)
  await output.write(Buffer.from(`${JSON.stringify(source, null, 2)}\n`))

  console.log(`briefing/source.json is made from ${basename(path)}, SHA-256 ${print.sha256}.\n`)
  for (const key of citationKeys)
    console.log(`  ${key.padEnd(8)}${source[key] ?? `not given; if the article does, --${key} "…"`}`)
  listBlocks(print, blocks)
  listQuotations(print, blocks)
})

/** The fingerprint that is there; to make a new one, none is needed. */
function knownSource(needed: boolean): Source | undefined {
  try {
    return readSource(process.cwd())
  }
  catch (error) {
    if (needed)
      throw error
    return undefined
  }
}

/** How many blocks stand over the body, if this is the known article, perhaps with its blocks parted otherwise: those that are its headings together, else the number by which most paragraphs are off. */
function leadingBlocksLike(known: Source, blocks: readonly string[]): number | undefined {
  const runsOfOne = (several: readonly string[]): string | undefined => fingerprint(several.join(' ').replaceAll('\n', ' '), { leadingBlocks: 0 }).paragraphs[0]?.runs
  // More headings no article has.
  const most = Math.min(20, blocks.length - 1)
  for (let leading = 1; leading <= most; leading++) {
    if (runsOfOne(blocks.slice(0, leading)) === known.leading?.runs)
      return leading
  }
  const beginning = blocks.slice(0, 2 * most).map(block => runsOfOne([block]))
  const votes = known.paragraphs.slice(0, most).map(({ runs }, i) => beginning.indexOf(runs) - i).filter(leading => leading >= 0)
  const votesFor = (leading: number): number => votes.filter(vote => vote === leading).length
  return [...new Set(votes)].sort((a, b) => votesFor(b) - votesFor(a))[0]
}

/** Lines set together over a text whose other blocks are single lines, and lines that end like no sentence, are taken for headings. */
function guessLeadingBlocks(blocks: readonly string[]): number {
  const [first = '', ...others] = blocks
  let leading = first.includes('\n') && others.length > 0 && !others.some(block => block.includes('\n')) ? 1 : 0
  while (leading < blocks.length - 1 && !endsInPunctuation.test(blocks[leading] ?? ''))
    leading++
  return leading
}

function runsOf(print: Fingerprint | undefined): ReadonlySet<string> {
  return new Set(print?.paragraphs.map(({ runs }) => runs))
}

/** @throws {Failure} of kind `content` if the two differ: which paragraphs, and from where on. */
function compare(path: string, known: Source, print: Fingerprint, blocks: readonly string[]): void {
  const name = known.title === null ? 'the article that the deck was made from' : `the article that the deck was made from, “${known.title}”`
  if (known.sha256 === print.sha256)
    return console.log(`${path} is ${name}, byte for byte (SHA-256 ${print.sha256}).`)
  if (sameArticle(known, print))
    return console.log(`${path} is ${name}: the same words in the same ${print.paragraphs.length} paragraphs. Only spaces, line ends or the kind of quotation marks, apostrophes or dashes differ.`)

  const differences: string[] = []
  if (!samePrint(known.leading, print.leading))
    differences.push('  What stands over the body (caption, headline, standfirst) differs.')
  const [knownRuns, runs] = [runsOf(known), runsOf(print)]
  for (let i = 0; i < Math.max(known.paragraphs.length, print.paragraphs.length); i++) {
    const [ours, theirs] = [known.paragraphs[i], print.paragraphs[i]]
    if (samePrint(ours, theirs))
      continue
    const gone = ours && !runs.has(ours.runs) ? ours : undefined
    const added = theirs && !knownRuns.has(theirs.runs) ? theirs : undefined
    if (gone && added)
      differences.push(`  ¶${i + 1} differs: ${firstDifference(gone.runs, added.runs, blocks[print.leadingBlocks + i] ?? '')}`)
    else if (gone)
      differences.push(`  ¶${i + 1} of the deck’s article is not in the file.`)
    else if (added)
      differences.push(`  ¶${i + 1} of the file is not in the deck’s article: “${firstWords(blocks[print.leadingBlocks + i] ?? '')}”`)
  }
  if (differences.length === 0)
    differences.push('  The paragraphs are the same, but not in the same order or number.')
  const same = print.paragraphs.filter(paragraph => knownRuns.has(paragraph.runs)).length
  throw new Failure('content', [
    `${path} is not ${name}. ${same} of its ${print.paragraphs.length} paragraphs are the same; the deck’s article has ${known.paragraphs.length}.`,
    ...differences,
    `If this text is the right one, make the fingerprint anew (without --check) and prove the deck again.`,
  ].join('\n'))
}

/** The file's words about the first run that differs. */
function firstDifference(ours: string, theirs: string, block: string): string {
  let at = 0
  while (at < theirs.length && ours.startsWith(theirs.slice(at, at + 8), at))
    at += 8
  const tokens = tokenise(clean(block))
  // The run that differs first ends with the token that does, unless the text begins with it or ends before it.
  const token = at === 0 ? 0 : Math.min(at / 8 + 3, tokens.length - 1)
  const from = tokens[Math.max(token - 4, 0)]?.start ?? 0
  return `the file has “${from > 0 ? '… ' : ''}${firstWords(block.slice(from))}”`
}

function firstWords(text: string): string {
  const words = text.split(spaces)
  return words.slice(0, 8).join(' ') + (words.length > 8 ? ' …' : '')
}

function listBlocks({ leadingBlocks, paragraphs }: Fingerprint, blocks: readonly string[]): void {
  const breaks = blocks.slice(leadingBlocks).filter(block => block.includes('\n')).length
  console.log(`\n${leadingBlocks === 1 ? '1 leading block is' : `${leadingBlocks} leading blocks are`} not body text. If that is wrong: --leading-blocks <number>.`)
  for (const block of blocks.slice(0, leadingBlocks))
    console.log(`       ${firstWords(block)}`)
  console.log(`${paragraphs.length} paragraphs${breaks > 0 ? `, ${breaks} of them with line breaks inside, which count as spaces` : ''}:`)
  for (const [i, block] of blocks.slice(leadingBlocks).entries())
    console.log(`  ${`¶${i + 1}`.padEnd(5)}${firstWords(block)}`)
}

function listQuotations(print: Fingerprint, blocks: readonly string[]): void {
  const lines = blocks.slice(print.leadingBlocks).flatMap((block, i) => quotedStrings(block).flatMap(({ start, end }) => {
    const text = block.slice(start, end)
    const inner = { start: start + text.length - text.trimStart().length, end: start + text.replace(endOfSentence, '').length }
    if (inner.start >= inner.end)
      return []
    const paragraph = i + 1
    const selector = selectorFor(print, block, inner, paragraph)
    const found = locate(print, { ...selector, paragraph }).kind === 'found'
    return [`  { ${Object.entries({ ...selector, paragraph }).map(([key, value]) => `${key}: ${literal(value)}`).join(', ')} },${found ? '' : ' // stands more than once, or in too short a paragraph: cannot be proved'}`]
  }))
  console.log(lines.length === 0 ? '\nNothing in it stands in quotation marks.' : `\n${lines.length === 1 ? '1 string' : `${lines.length} strings`} in quotation marks, for briefing/evidence.ts:`)
  for (const line of lines)
    console.log(line)
}

/** As TypeScript writes it. */
function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replace(toEscape, '\\$&')}'`
}
