/** Finds the paragraphs among an article's blocks: not the headline and the like above them, and not the captions and crossheads between them. */
import { figuresIn } from './facts.ts'
import { clean } from './text.ts'

/** What a block of an article is. Only paragraphs are numbered. */
export type BlockKind = 'headline' | 'standfirst' | 'date line' | 'by-line' | 'caption' | 'photo credit' | 'crosshead' | 'paragraph'

const spaces = /\s+/
const sentenceEnd = /[.!?…。！？।؟][\p{Pe}\p{Pf}\p{Pi}"'*]*$/u
const byLine = /^(?:by|von|par|por|di|da|av|af|door)\s+\p{Lu}/iu
const date = /\b(?:1[89]|20)\d\d\b/
const credit = /^(?:photo|picture|image|foto|credit|©)|\b(?:photo(?:graph)?|picture|image)(?: by)?:? .{0,40}$|\b(?:AP|AFP|EPA|Getty(?: Images)?)\W*$/i
const endsInMark = /(?!\p{Quotation_Mark})\p{P}\p{Quotation_Mark}*$/u

/** What each block seems to be. A guess: somebody who has the article in view must confirm it. */
export function guessBlocks(blocks: readonly string[]): BlockKind[] {
  const first = firstParagraph(blocks)
  const headline = blocks.findIndex(block => specialKind(block) === undefined)
  return blocks.map((block, i) => {
    const special = specialKind(block)
    if (i >= first)
      return special ?? (isShort(block, 9) && !endsInMark.test(block) ? 'crosshead' : 'paragraph')
    return special ?? (i === headline ? 'headline' : sentenceEnd.test(block) || !isShort(block, 12) ? 'standfirst' : 'caption')
  })
}

/** The date in a date line: from its first number, month or weekday to the last of them, without a place or an agency. */
export function dateIn(line: string): string | undefined {
  const text = clean(line)
  const words = figuresIn(text).map(({ words }) => words)
  const last = words.at(-1) ?? ''
  return text.slice(text.indexOf(words[0] ?? ''), text.lastIndexOf(last) + last.length) || undefined
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
  if (isShort(block, 12) && byLine.test(block))
    return 'by-line'
  if (isShort(block, 30) && credit.test(block))
    return sentenceEnd.test(block) ? 'caption' : 'photo credit'
  return isShort(block, 8) && date.test(block) && !sentenceEnd.test(block) ? 'date line' : undefined
}

function isShort(block: string, words: number): boolean {
  return block.split(spaces).length <= words
}
