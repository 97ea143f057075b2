/** Checks the wording of our texts: strings in quotation marks, copied words, loaded words. */
import type { Basis, Problem } from './basis.ts'
import type { Quotation } from './model.ts'
import type { QuotedString, Token } from './text.ts'
import { keyOf, nearestTo, paragraphName, tokensOf } from './basis.ts'
import { copiedWords, nearest, paragraphsThatQuote } from './matching.ts'
import { bareWord, clean, isWord, outsideQuotations, quotedStrings, tokenise, unreadable, withoutEnd } from './text.ts'

/** A string in quotation marks, and what proves it. */
interface Quoted extends QuotedString {
  readonly by: 'quotation' | 'title' | 'exception' | 'nothing'
  /** The quotations that are these words, from the first to the last. */
  readonly quotations: readonly Quotation[]
}

interface WordingProblem {
  readonly at: number
  readonly message: string
}

/** How many of the article's words in a row count as copied. Names and facts take fewer. */
const copiedLength = 8

/**
 * Checks a text: strings in quotation marks that nothing proves; and, outside quotation marks, eight or more of the article's words in a row
 * and the author's loaded words.
 * @param basis of the article
 * @param text to check
 * @param where its file, or its slide
 * @param line where it begins; then each problem has its own line
 */
export function checkText(basis: Basis, text: string, where: string, line?: number): Problem[] {
  const cleaned = clean(text)
  const findings = [
    ...quotedIn(basis, text).filter(({ by }) => by === 'nothing').map(quoted => ({ at: quoted.start, message: unproved(quoted, basis) })),
    ...outsideQuotations(cleaned).flatMap(({ text: own, start }) => [...findCopies(basis, own), ...findLoadedWords(basis, own)].map(({ at, message }) => ({ at: start + at, message }))),
  ]
  return findings.sort((a, b) => a.at - b.at).map(({ at, message }) => ({
    where: line === undefined ? where : `${where}:${line + cleaned.slice(0, at).split('\n').length - 1}`,
    message,
  }))
}

/** Every string in quotation marks in a text, and what proves it. */
export function quotedIn(basis: Basis, text: string): Quoted[] {
  return quotedStrings(clean(text))
    .filter(quoted => quoted.text.includes(unreadable) || tokenise(quoted.text).some(isWord))
    .map((quoted) => {
      const isReadable = quoted.closed && !quoted.text.includes(unreadable)
      const quotations = isReadable ? quotationsOf(basis, quoted.text) : []
      return { ...quoted, quotations, by: isReadable ? proofOf(basis, quoted.text, quotations) : 'nothing' }
    })
}

function proofOf({ titles, exceptions }: Basis, text: string, quotations: readonly Quotation[]): Quoted['by'] {
  if (exceptions.has(keyOf(text)))
    return 'exception'
  if (quotations.length > 0)
    return 'quotation'
  return titles.has(keyOf(text)) ? 'title' : 'nothing'
}

/** The quotations that are exactly this string; it may end in the punctuation that the article has there. */
function quotationsOf({ source, quotations }: Basis, text: string): Quotation[] {
  const tokens = tokensOf(text)
  const [key, bare] = [keyOf(text), textOf(withoutEnd(tokens))]
  return quotations
    .filter(({ quotation, tokens: own }) => keyOf(quotation.exact) === key || (bare === textOf(withoutEnd(own)) && paragraphsThatQuote(source, tokens).includes(quotation.paragraph)))
    .map(({ quotation }) => quotation)
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(token => token.text).join(' ')
}

function unproved({ text, closed }: QuotedString, { source, quotations }: Basis): string {
  if (!closed)
    return `The quotation mark before “${text.slice(0, 40)}” is never closed. Close it.`
  if (text.includes(unreadable))
    return `“${text.replaceAll(unreadable, '…')}” contains something that is known only in the running deck.\nOnly put text and {{ $brief.quotations.<id>.exact }} between quotation marks.`
  const bare = textOf(withoutEnd(tokensOf(text)))
  const whole = quotations.find(({ tokens }) => textOf(withoutEnd(tokens)) !== bare && ` ${textOf(tokens)} `.includes(` ${bare} `))
  if (whole)
    return `“${text}” is only part of the quotation “${whole.quotation.id}”, “${whole.quotation.exact}”.\nQuote all of it, or enter the part as a quotation with “partOf”.`
  const found = nearest(source, text)
  return `“${text}” is in quotation marks, and is no quotation of the evidence from its first word to its last.${found ? ` ${nearestTo(found)}` : ''}\nEnter it under quotations if the article has it in quotation marks; else remove the marks, or say why they are there in quotationMarkExceptions.`
}

function findCopies({ source, names }: Basis, own: string): WordingProblem[] {
  return copiedWords(source, own, copiedLength, names).map(({ words, count, paragraph, start }) => ({
    at: start,
    message: `${count} words in a row are the article’s (${paragraphName(paragraph)}): “${words}”.\nSay it in other words, or quote it and say whose words they are.`,
  }))
}

function findLoadedWords({ loadedWords, names }: Basis, own: string): WordingProblem[] {
  const tokens = tokenise(own).filter(isWord)
  const words = tokens.map(bareWord)
  const isAt = (phrase: readonly string[], i: number): boolean => phrase.every((word, k) => words[i + k] === word)
  // Inside a name they do not count: slides show the article's title, which may have loaded words.
  const inNames = new Set(names.flatMap(name => words.flatMap((_, i) => isAt(name, i) ? name.map((_, k) => i + k) : [])))
  return loadedWords.flatMap(phrase => tokens.flatMap(({ start }, i) => {
    if (!isAt(phrase, i) || phrase.every((_, k) => inNames.has(i + k)))
      return []
    const found = own.slice(start, tokens[i + phrase.length - 1]?.end)
    return [{ at: start, message: `“${found}” is the author’s loaded word, used here as ours.\nUse a neutral one, or quote the author: in quotation marks, with a reason in quotationMarkExceptions.` }]
  }))
}
