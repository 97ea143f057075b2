/** `npm run fingerprint`: makes `briefing/source.json` from an article on disk, or only compares the two. The article's words are printed, and written nowhere. */
import type { BlockLayout, Citation, Fingerprint, Source } from '../briefing/source.ts'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import { guessBlocks, guessDate } from '../briefing/blocks.ts'
import { checkQuotation } from '../briefing/quotation-rules.ts'
import { bodyOf, citationKeys, fingerprint, hashLength, overBody, runLength } from '../briefing/source.ts'
import { blocksOf, clean, isWord, quotedStrings, tokenise } from '../briefing/text.ts'
import { evidencePath, readArticle, readSource, sameArticle, samePrint, sourcePath } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { articleOptions, blockNumbers, integer } from './cli/options.ts'
import { writeFiles } from './cli/output.ts'
import { run } from './cli/run.ts'
import { renumber, renumbering, shiftsOf } from './fingerprint/renumber.ts'
import { exactWords, literal } from './new/files.ts'

const help = `Makes briefing/source.json from an article, so that its quotations can be proved without it.

  npm run fingerprint -- article.txt [options]

  --check                    compare only: is this the article that the deck was made from?
  --replace                  replace another article's fingerprint, or leave the evidence's paragraph numbers as they are
  --renumber                 where paragraphs have moved, give the evidence their new numbers
  --leading-blocks <number>  how many blocks (caption, headline, standfirst) come before the body
  --skip <numbers>           later blocks that are not paragraphs (crossheads, captions), such as 7,12; 0 is none
  --title, --outlet, --author, --date, --url <text>
                             the citation; leave out what the article does not have, "" removes what was set before
  --help                     this text

The article is plain text in UTF-8. Blank lines separate its paragraphs or, if it has none, line breaks.`

const spaces = /\s+/

run({
  help,
  options: { ...articleOptions, check: { type: 'boolean' }, replace: { type: 'boolean' }, renumber: { type: 'boolean' } },
}, async ({ values, words: [path, ...more] }) => {
  const { check = false, replace = false, renumber: moves = false } = values
  if (path === undefined || more.length > 0)
    throw new Failure('usage', `Give the path of one article’s text file${more.length > 0 ? `; ${more.length + 1} were given` : ''}.\nSee --help.`)
  if (check && citationKeys.some(key => values[key] !== undefined))
    throw new Failure('usage', '--check compares the text and changes nothing, so it takes no citation.\nSee --help.')
  const leadingBlocks = integer('--leading-blocks', values['leading-blocks'], 0, 1_000_000)
  const text = readArticle(path)
  const blocks = blocksOf(text)
  if (blocks.length === 0)
    throw new Failure('file', `${path}: has no words in it`)
  const known = knownSource(check)
  if (leadingBlocks !== undefined && leadingBlocks >= blocks.length)
    throw new Failure('usage', `--leading-blocks ${leadingBlocks} leaves no body: ${path} has ${blocks.length} blocks.`)
  const guessed = (known && layoutLike(known, blocks)) ?? { leadingBlocks: Math.max(0, guessBlocks(blocks).indexOf('paragraph')) }
  const skippedBlocks = values.skip === undefined ? guessed.skippedBlocks : blockNumbers('--skip', values.skip, blocks.length)
  const print = fingerprint(text, { leadingBlocks: leadingBlocks ?? guessed.leadingBlocks, ...skippedBlocks && { skippedBlocks } })
  if (check && known)
    return compare(path, known, print, blocks)
  if (known && !replace && !sharesParagraph(known, print))
    throw new Failure('usage', `briefing/source.json is another article’s${known.title === null ? '' : `, “${known.title}”`}: no paragraph of ${path} is in it. Nothing was changed.\nTo put ${path} in its place: --replace.`)

  const numbers = known && !replace ? renumbering(known, print) : undefined
  const shifts = numbers ? shiftsOf(numbers) : []
  if (shifts.length > 0 && !moves)
    throw new Failure('usage', `Paragraphs have other numbers in ${path}:\n${shifts.map(shift => `  ${shift}\n`).join('')}Nothing was changed. To move the numbers in ${evidencePath} too: --renumber. To leave them as they are: --replace.`)
  const source = { ...citation(values, known, print), ...print } satisfies Source
  const files = new Map([[sourcePath, `${JSON.stringify(source, null, 2)}\n`]])
  if (numbers && shifts.length > 0 && existsSync(evidencePath))
    files.set(evidencePath, renumber(readFileSync(evidencePath, 'utf8'), numbers))
  await writeFiles(files)
  console.log(`briefing/source.json is made from ${basename(path)}, SHA-256 ${print.sha256}.\n`)
  for (const key of citationKeys)
    console.log(`  ${key.padEnd(8)}${source[key] ?? `not given; if the article has it: --${key} "…"`}`)
  if (shifts.length > 0)
    console.log(`\nThe numbers in ${evidencePath} are changed. Check the slides and notes that name a ¶:\n${shifts.map(shift => `  ${shift}`).join('\n')}`)
  if (known && values.date === undefined)
    warnOfDate(path, source, known, blocks)
  listBlocks(print, blocks)
  listQuotations(print, blocks)
})

/** Warns if the article now has another date than the one that is kept. */
function warnOfDate(path: string, { date, leading }: Source, known: Source, blocks: readonly string[]): void {
  const line = guessDate(blocks)
  if (date === null || line === undefined || line === date || samePrint(known.leading, leading))
    return
  const inferred = existsSync(evidencePath) ? readFileSync(evidencePath, 'utf8').split('\n').flatMap((text, i) => text.includes('date line') ? [i + 1] : []) : []
  console.error(`\n${sourcePath} still has the date “${date}”, and the date line of ${path} says “${line}”. If that is now the date: npm run fingerprint -- ${path} --date "${line}"${
    inferred.length > 0 ? `\nAnd look at what rests on the date line: ${evidencePath}, line ${inferred.join(', ')}.` : ''}`)
}

/** The citation that the options set; where they do not, the one that the same article had before. */
function citation(given: Readonly<Partial<Record<keyof Citation, string>>>, known: Source | undefined, print: Fingerprint): Citation {
  const before = known && sharesParagraph(known, print) ? known : undefined
  const valueOf = (key: keyof Citation): string | null => (given[key] ?? before?.[key] ?? '') || null
  return { title: valueOf('title'), outlet: valueOf('outlet'), author: valueOf('author'), date: valueOf('date'), url: valueOf('url') }
}

function sharesParagraph(known: Source, print: Fingerprint): boolean {
  const wholes = wholesOf(known)
  return known.sha256 === print.sha256 || print.paragraphs.some(({ whole }) => wholes.has(whole))
}

/** The fingerprint that is there. Only a comparison needs one. */
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

/**
 * Which blocks are not paragraphs, if this is the known article, even with other separators between its blocks: those that together are its headings,
 * else those whose removal leaves most known paragraphs.
 */
function layoutLike(known: Source, blocks: readonly string[]): BlockLayout | undefined {
  const wholeOf = (several: readonly string[]): string | undefined => fingerprint(several.join(' ').replaceAll('\n', ' '), { leadingBlocks: 0 }).paragraphs[0]?.whole
  // No article has more headings than this.
  const most = Math.min(20, blocks.length - 1)
  for (let leading = 1; leading <= most; leading++) {
    if (wholeOf(blocks.slice(0, leading)) === known.leading?.whole)
      return { leadingBlocks: leading }
  }
  const knownWholes = wholesOf(known)
  const isKnown = blocks.map(block => knownWholes.has(wholeOf([block]) ?? ''))
  if (!isKnown.includes(true))
    return undefined
  const { leadingBlocks: before, skippedBlocks = [] } = known
  const kinds = guessBlocks(blocks)
  const guessed = skippedBlocks.length === 0 ? [] : kinds.flatMap((kind, i) => kind === 'paragraph' || isKnown[i] === true ? [] : [i + 1])
  const layouts = Array.from({ length: most + 1 }, (_, leadingBlocks) => leadingBlocks).flatMap(leadingBlocks => [skippedBlocks.map(no => no + leadingBlocks - before), guessed].map(skipped =>
    ({ leadingBlocks, skippedBlocks: skipped.filter(no => no > leadingBlocks && no <= blocks.length) })))
  const score = ({ leadingBlocks, skippedBlocks }: Required<BlockLayout>): number => isKnown.reduce((sum, known, i) => sum + (i < leadingBlocks || skippedBlocks.includes(i + 1) ? 0 : known ? 1 : -1), 0)
  const best = Math.max(...layouts.map(score))
  const good = layouts.filter(layout => score(layout) === best)
  return good.find(({ leadingBlocks }) => leadingBlocks === before) ?? good[0]
}

function wholesOf(print: Fingerprint): ReadonlySet<string> {
  return new Set(print.paragraphs.map(({ whole }) => whole))
}

/**
 * Prints in what way two fingerprints are the same.
 * @throws {Failure} of kind `content` if they are not: which paragraphs differ, and from which words on
 */
function compare(path: string, known: Source, print: Fingerprint, blocks: readonly string[]): void {
  const name = known.title === null ? 'the article that the deck was made from' : `the article that the deck was made from, “${known.title}”`
  if (known.sha256 === print.sha256)
    return console.log(`${path} is ${name}, byte for byte (SHA-256 ${print.sha256}).`)
  if (sameArticle(known, print))
    return console.log(`${path} is ${name}: the same words in the same ${print.paragraphs.length} paragraphs. Only spaces, line ends or the kind of quotation marks, apostrophes or dashes differ.`)

  const knownWholes = wholesOf(known)
  const same = print.paragraphs.filter(({ whole }) => knownWholes.has(whole)).length
  throw new Failure('content', [
    `${path} is not ${name}. ${same} of its ${print.paragraphs.length} paragraphs are the same; the deck’s article has ${known.paragraphs.length}.`,
    ...differencesBetween(known, print, blocks).map(difference => `  ${difference}`),
    `If this text is the right one, make a new fingerprint (without --check) and prove the deck again.`,
  ].join('\n'))
}

/** A sentence for each difference. */
function differencesBetween(known: Source, print: Fingerprint, blocks: readonly string[]): string[] {
  const [knownWholes, wholes] = [wholesOf(known), wholesOf(print)]
  const body = bodyOf(blocks, print)
  const differences = samePrint(known.leading, print.leading) ? [] : ['What comes before the body (caption, headline, standfirst) differs.']
  for (let i = 0; i < Math.max(known.paragraphs.length, print.paragraphs.length); i++) {
    const [ours, theirs] = [known.paragraphs[i], print.paragraphs[i]]
    if (samePrint(ours, theirs))
      continue
    const block = body[i] ?? ''
    const gone = ours && !wholes.has(ours.whole) ? ours : undefined
    const added = theirs && !knownWholes.has(theirs.whole) ? theirs : undefined
    if (gone && added)
      differences.push(`¶${i + 1} differs: ${firstDifference(gone.words, added.words, block)}`)
    else if (gone)
      differences.push(`¶${i + 1} of the deck’s article is not in the file.`)
    else if (added)
      differences.push(`¶${i + 1} of the file is not in the deck’s article: “${firstWords(block)}”`)
  }
  return differences.length > 0 ? differences : ['The paragraphs are the same, but not in the same order or number.']
}

/** The file's words around the first run that differs. */
function firstDifference(ours: string, theirs: string, block: string): string {
  let run = 0
  while (run * hashLength < theirs.length && ours.startsWith(theirs.slice(run * hashLength, (run + 1) * hashLength), run * hashLength))
    run++
  const words = tokenise(clean(block)).filter(isWord)
  if (run * hashLength >= theirs.length)
    return ours.length > theirs.length ? 'it lacks words at its end' : 'in capital letters or punctuation only'
  // The first run that differs ends with the word that differs, unless the text begins with that word.
  const word = run === 0 ? 0 : run + runLength - 1
  const from = words[Math.max(word - 4, 0)]?.start ?? 0
  return `the file has “${from > 0 ? '… ' : ''}${firstWords(block.slice(from))}”`
}

function firstWords(text: string): string {
  const words = text.split(spaces)
  return words.slice(0, 8).join(' ') + (words.length > 8 ? ' …' : '')
}

function listBlocks(print: Fingerprint, blocks: readonly string[]): void {
  const { leadingBlocks, skippedBlocks = [] } = print
  const body = bodyOf(blocks, print)
  const breaks = body.filter(block => block.includes('\n')).length
  console.log(`\n${leadingBlocks === 1 ? '1 leading block is' : `${leadingBlocks} leading blocks are`} not body text. If that is wrong: --leading-blocks <number>.`)
  for (const block of blocks.slice(0, leadingBlocks))
    console.log(`       ${firstWords(block)}`)
  if (skippedBlocks.length > 0)
    console.log('Blocks inside the body that are no paragraphs. If that is wrong: --skip <numbers>.')
  for (const no of skippedBlocks)
    console.log(`  ${String(no).padEnd(5)}${firstWords(blocks[no - 1] ?? '')}`)
  console.log(`${body.length} paragraphs${breaks > 0 ? `, ${breaks} of them with line breaks inside, which count as spaces` : ''}:`)
  for (const [i, block] of body.entries())
    console.log(`  ${`¶${i + 1}`.padEnd(5)}${firstWords(block)}`)
}

function listQuotations(print: Fingerprint, blocks: readonly string[]): void {
  const lines = [overBody(blocks, print), ...bodyOf(blocks, print)].flatMap((block, paragraph) => quotedStrings(block).flatMap(({ text }) => {
    const exact = exactWords(text)
    return exact === '' || checkQuotation(print, { exact, paragraph }) !== undefined ? [] : [`  { exact: ${literal(exact)}, paragraph: ${paragraph} },`]
  }))
  console.log(lines.length === 0 ? '\nNothing in it is in quotation marks.' : `\n${lines.length === 1 ? '1 string' : `${lines.length} strings`} in quotation marks, for briefing/evidence.ts:`)
  for (const line of lines)
    console.log(line)
}
