/** Proves the evidence's quotations against the article's fingerprint. */
import type { Basis, Problem, WhereIs } from './basis.ts'
import type { Quotation, TextQuoteSelector } from './model.ts'
import type { Fingerprint } from './source.ts'
import type { Token } from './text.ts'
import { nearestTo, paragraphName, tokensOf } from './basis.ts'
import { nearest, paragraphsThatQuote } from './matching.ts'
import { paragraphOf, runLength } from './source.ts'
import { bareWords, isWord } from './text.ts'

type QuotationSelector = TextQuoteSelector & Pick<Quotation, 'paragraph' | 'partOf'>

/** The words of a quotation are compared, and their punctuation; not the spaces between them. */
const missingSpace = /[,;]\p{L}/u
const ellipsis = /…|\.{3}/

/** Every quotation that is not proved, in the order of the article. */
export function checkQuotations({ source, quotations }: Basis, whereIs: WhereIs): Problem[] {
  const inOrder = quotations.map(({ quotation }) => quotation).sort((a, b) => a.paragraph - b.paragraph)
  return inOrder.flatMap((quotation) => {
    const problem = checkQuotation(source, quotation)
    return problem === undefined ? [] : [{ where: whereIs('quotations', quotation.id), message: `The quotation “${quotation.id}” ${problem}` }]
  })
}

/**
 * Checks one quotation.
 * @returns what is wrong with it, to continue a sentence that begins with its name; nothing if its paragraph has exactly these words as a whole
 * string or sentence in quotation marks, or if it shows with … what it leaves out of `partOf`
 */
export function checkQuotation(source: Fingerprint, quotation: QuotationSelector): string | undefined {
  const { exact, partOf, paragraph } = quotation
  if (!tokensOf(exact).some(isWord))
    return 'has no words. Put the article’s words into “exact”.'
  if (missingSpace.test(exact))
    return 'has no space after a comma or semicolon. Put it in.'
  if (paragraphOf(source, paragraph) === undefined)
    return `names ¶${paragraph}; the article has ¶1 to ¶${source.paragraphs.length}. Name the paragraph that it is in.`
  return checkWords(source, partOf ?? exact, paragraph) ?? (partOf === undefined ? undefined : checkPart(exact, partOf)) ?? checkContext(source, quotation)
}

function checkWords(source: Fingerprint, words: string, paragraph: number): string | undefined {
  const places = paragraphsThatQuote(source, tokensOf(words))
  if (places.includes(paragraph))
    return undefined
  if (places.length > 0)
    return `is not in ${paragraphName(paragraph)}.\nExpected to find “${words}” in ${paragraphName(paragraph)}; it is in ${places.map(paragraphName).join(', ')}. Name that paragraph${places[0] === 0 ? ': 0 is what is over the body' : ''}.`
  const found = nearest(source, words, paragraph)
  if (found && found.count === bareWords(words).length)
    return `is in ${paragraphName(found.paragraph)}, but not as a whole string in quotation marks, or with other capital letters or punctuation.\nQuote all that is between the marks, or put all of it into “partOf” and show with … what is left out.`
  return `is not in the article: no string in quotation marks is this from its first word to its last.\nExpected to find “${words}” in ${paragraphName(paragraph)}. ${found ? nearestTo(found) : 'Compare it with the article, letter by letter.'}\nIf it is part of what is between the marks, put all of that into “partOf”, and show with … what is left out.`
}

/** A shortened quotation must have an ellipsis wherever words of the whole are left out. */
function checkPart(exact: string, whole: string): string | undefined {
  const pieces = exact.split(ellipsis).map(tokensOf)
  const tokens = tokensOf(whole)
  let from = 0
  for (const [i, piece] of pieces.entries()) {
    if (piece.length === 0)
      continue
    const isLast = i === pieces.length - 1
    const at = indexIn(tokens, piece, from, isLast)
    if (at < 0)
      return `is no part of its “partOf”: “${whole}” has nowhere, in this order, “${piece.map(({ text }) => text).join(' ')}”.\nTake its words as they are, whole words only.`
    if (i === 0 && at > 0)
      return 'begins in the middle of its “partOf” and does not show it. Begin it with ….'
    from = at + piece.length
  }
  const isToEnd = !tokens.slice(from).some(isWord)
  return pieces.at(-1)?.length !== 0 && !isToEnd ? 'ends before its “partOf” does and does not show it. End it with ….' : undefined
}

/** Where tokens follow one another and cut no hyphenated word, for the first or the last time; -1 if nowhere. */
function indexIn(tokens: readonly Token[], piece: readonly Token[], from: number, isLast: boolean): number {
  const isHere = (_: Token, at: number): boolean => at >= from
    && piece.every((token, k) => tokens[at + k]?.text === token.text)
    && ![at - 1, at, at + piece.length - 1, at + piece.length].some(i => tokens[i]?.joins)
  return isLast ? tokens.findLastIndex(isHere) : tokens.findIndex(isHere)
}

/** Context is optional, but must be provable if there is any. */
function checkContext(source: Fingerprint, { exact, partOf = exact, prefix, suffix, paragraph }: QuotationSelector): string | undefined {
  if (prefix === undefined && suffix === undefined)
    return undefined
  const text = [prefix, partOf, suffix].filter(Boolean).join(' ')
  const words = bareWords(text).length
  const found = nearest(source, text, paragraph)
  if (words >= runLength && found?.paragraph === paragraph && found.count === words)
    return undefined
  return `has context, “prefix” or “suffix”, that ${words < runLength ? `is too short to be proved: it takes ${runLength} words in all` : `is not in ${paragraphName(paragraph)}`}. Delete it: no proof needs it.`
}
