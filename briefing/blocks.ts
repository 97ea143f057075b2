/**
 * Finds the paragraphs among an article's blocks: not the headline and the like above them, not the captions and crossheads between them, and not
 * the corrections and credits below.
 */
import { figuresIn } from './facts.ts'
import { bareWords, clean } from './text.ts'

/** What a block of an article is. Only paragraphs are numbered. */
export type BlockKind = 'kicker' | 'headline' | 'standfirst' | 'date line' | 'by-line' | 'caption' | 'photo credit' | 'crosshead' | 'end matter' | 'paragraph'

const spaces = /\s+/
const sentenceEnd = /[.!?…。！？।؟][\p{Pe}\p{Pf}\p{Pi}"'*]*$/u
const byLine = /^(?:by|von|par|por|di|da|av|af|door)\s+\p{Lu}/iu
const jobTitle = /\b(?:writer|reporter|correspondent|editor|columnist)\b/i
const year = /\b(?:1[89]|20)\d\d\b/
/** An agency's place and date: “LONDON, March 3 (Agency) —”. */
const placeAndDate = /^\p{Lu}{2}.*[—–-]$/u
const capitals = /^\P{Ll}+$/u
const clockTime = /:\d/
const betweenDates = /\s\|\s/
const endMatter = /^\(.*\)$|^(?:corrections?|clarification|editor[’']s note|(?:additional )?reporting by|with (?:additional )?reporting|(?:a version of )?this (?:article|story) (?:was|is|has|appear\w*|first|originally)|sign up|subscribe|read more|(?:reach|contact) \S+ (?:\S+ )?at|got a (?:story|tip)|know something)\b|\bcontributed (?:to this|reporting)\b|\b(?:writes|reports) (?:about|on|for)\b|\bis (?:an?|our|the) [^.]*\b(?:writer|reporter|correspondent|editor|columnist)\b/i
const credit = /^(?:photo|picture|image|foto|credit|©)|\b(?:photo(?:graph)?|picture|image)(?: by)?:? .{0,40}$|\b(?:AP|AFP|EPA|Getty(?: Images)?)\W*$|\([^)/]{3,30}\/[^)/]{2,30}\)$/i
const endsInMark = /(?!\p{Quotation_Mark})\p{P}\p{Quotation_Mark}*$/u

/** What each block seems to be. A guess: somebody who has the article in view must confirm it. */
export function guessBlocks(blocks: readonly string[]): BlockKind[] {
  const first = firstParagraph(blocks)
  const titles = blocks.flatMap((block, i) => i < first && specialKind(block) === undefined ? [i] : [])
  const [top = -1, second] = titles
  const kicker = second !== undefined && isShort(blocks[top] ?? '', 3) && capitals.test(blocks[top] ?? '') ? top : undefined
  const headline = kicker === undefined ? top : second
  const end = blocks.findLastIndex(block => specialKind(block) === undefined && endsInMark.test(block) && !(isShort(block, 40) && endMatter.test(block)))
  return blocks.map((block, i) => {
    const special = specialKind(block)
    if (i > end)
      return special ?? 'end matter'
    if (i >= first)
      return special ?? (isShort(block, 9) && !endsInMark.test(block) ? 'crosshead' : 'paragraph')
    return special ?? (i === kicker ? 'kicker' : i === headline ? 'headline' : sentenceEnd.test(block) || !isShort(block, 12) ? 'standfirst' : 'caption')
  })
}

/** The date in the first date line or by-line that has one: from its first number, month or weekday to the last of them, without place, agency and time of day. */
export function guessDate(blocks: readonly string[]): string | undefined {
  const kinds = guessBlocks(blocks)
  return blocks.filter((_, i) => kinds[i] === 'date line' || kinds[i] === 'by-line').flatMap(block => clean(block).split(betweenDates)).map(dateIn).find(date => date !== '')
}

function dateIn(text: string): string {
  const words = figuresIn(text).map(({ words }) => words).filter(words => !clockTime.test(words))
  const [first, last] = [words[0], words.at(-1)]
  return first === undefined || last === undefined ? '' : text.slice(text.indexOf(first), text.lastIndexOf(last) + last.length)
}

/** How many blocks are over the body: up to the last of those that do not look like text, and what is between them. */
function firstParagraph(blocks: readonly string[]): number {
  // Where every paragraph is one line, several lines at the beginning are headline and standfirst.
  const [opening = '', ...others] = blocks
  const opensWithLines = opening.includes('\n') && !others.some(block => block.includes('\n'))
  const looksLikeBody = (block: string): boolean => sentenceEnd.test(block) && specialKind(block) === undefined && !(opensWithLines && block === opening)
  let first = 0
  for (const [i, block] of blocks.slice(0, -1).entries()) {
    if (!looksLikeBody(block) && i - first <= 1)
      first = i + 1
    else if (i - first > 1)
      break
  }
  return first
}

function specialKind(block: string): BlockKind | undefined {
  const [opening = ''] = block.split('\n')
  if (isShort(opening, 12) && byLine.test(opening) && !sentenceEnd.test(block))
    return 'by-line'
  if (isShort(block, 5) && jobTitle.test(block) && !sentenceEnd.test(block))
    return 'by-line'
  if (isShort(block, 40) && credit.test(block))
    return sentenceEnd.test(block) ? 'caption' : 'photo credit'
  return placeAndDate.test(block) || block.split('\n').some(isOnlyDate) || (isShort(block, 8) && year.test(block) && !sentenceEnd.test(block)) ? 'date line' : undefined
}

function isOnlyDate(line: string): boolean {
  const figures = figuresIn(line)
  return figures.length > 1 && bareWords(figures.reduce((rest, { words }) => rest.replace(words, ''), line)).length === 0
}

function isShort(block: string, words: number): boolean {
  return block.split(spaces).length <= words
}
