/**
 * How a text is read before it is compared with another: which characters are typography, and which are words.
 *
 * Two texts are the same if they differ in nothing but typography: the kind of a quotation mark, apostrophe or dash; the kind and length of
 * white space; soft hyphens and other invisible characters; composed or decomposed letters (NFC). Everything else counts: case, words, their
 * order, numbers, diacritics and all other punctuation.
 */

/** A word, a number, or one mark of punctuation. Quotation marks are not tokens: `quotedStrings` finds them. */
export interface Token {
  /** As it is compared. */
  readonly text: string
  /** Where it is in the cleaned text, in UTF-16 units: [start, end). */
  readonly start: number
  readonly end: number
  /** A hyphen inside a word, where no quotation may begin or end. */
  readonly joins: boolean
}

/** A string in quotation marks, without the marks; positions in the cleaned text. */
export interface QuotedString {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether a mark closes it; else the text ends. */
  readonly closed: boolean
}

/** Replaces anything in a text that is not text: the object replacement character. */
export const unreadable = '\uFFFC'

// Letters in Unicode that people type for apostrophes.
const modifierApostrophe = /[ʹʻʼʽ]/g
// Soft hyphen, zero-width space, word joiner, byte order mark and the marks that set the direction. Zero-width joiners stay: they are part of words.
const invisible = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g

const letter = String.raw`[\p{L}\p{M}\p{N}\u200C\u200D]`
const apostrophe = String.raw`['’‘‛′\u0060´＇׳]`
const mark = String.raw`[\p{Quotation_Mark}′″\u0060´׳״]`
const hyphen = String.raw`[-‐‑־]`

const tokenPattern = new RegExp([
  // U.S, e.g: letters with full stops between them are one word.
  String.raw`(?<word>(?<!${letter})\p{L}\p{M}*(?:\.\p{L}\p{M}*)+(?!${letter})`,
  // Apostrophes belong to their word, separators to their number, and the double mark in a Hebrew abbreviation to it.
  String.raw`${letter}+(?:(?:${apostrophe}|(?<=\p{N})[.,:/٫٬](?=\p{N})|(?<=\p{Script=Hebrew})["״”](?=\p{Script=Hebrew}))${letter}+)*)`,
  String.raw`(?<hyphen>(?<=[\p{L}\p{M}\p{N}.])${hyphen}(?=${letter}))`,
  String.raw`(?<dash>\p{Dash}+)`,
  String.raw`(?<mark>${mark})`,
  String.raw`\S`,
].join('|'), 'gu')

const anApostrophe = new RegExp(apostrophe, 'gu')
const aLetter = new RegExp(`^${letter}$`, 'u')
const aMark = new RegExp(`^${mark}$`, 'u')
const doubleMark = /[״”]/g
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/
const blankLines = /\n{2,}/
const wordCharacter = /[\p{L}\p{N}]/u
const space = /\s/
const endsWord = /[\p{L}\p{M}\p{N}.,;:!?…)\]}]/u
const startsWord = /[^\s.,;:!?…)\]}\p{Dash}]/u
const pluralPossessive = /^s[’']\s\p{Ll}/u
const beforeSentence = /(?:^|[.!?:,’]\s)$/
const capital = /^\p{Lu}/u
const sentenceMarks: ReadonlySet<string> = new Set(['.', ',', ';', ':'])
const sentenceBreak = /(?<=[.!?…][\p{Quotation_Mark})\]]{0,3})(?<!(?:\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Col|Lt|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.)\s+(?=[\p{Quotation_Mark}([]{0,3}[\p{Lu}\p{Lo}\p{N}])/gu
const noWordCharacter = /[^\p{L}\p{M}\p{N}]/gu

/**
 * `text` composed and without invisible characters, and with quotation marks that are typed as two characters (``…'' and ,,…'') as one.
 * Positions in tokens and quoted strings are positions in this.
 */
export function clean(text: string): string {
  return text.replace(invisible, '').replace(modifierApostrophe, '’').replaceAll('``', '“').replaceAll('\'\'', '”').replaceAll(',,', '„').normalize('NFC')
}

const straightInWord = /(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu
const straightPair = /(?<![\p{L}\p{N}])'(?=\S)(.*?\S)'(?![\p{L}\p{N}])/gsu

/** A text as it is printed: with curly apostrophes, and curly marks around what is in single ones. The comparison sees no difference. */
export function withCurlyMarks(text: string): string {
  return text.replace(straightInWord, '’').replace(straightPair, '‘$1’').replaceAll('\'', '’')
}

/** The tokens of a text that `clean` returned. */
export function tokenise(cleaned: string): Token[] {
  const tokens: Token[] = []
  for (const match of cleaned.matchAll(tokenPattern)) {
    const { word, hyphen, dash, mark } = match.groups ?? {}
    if (mark !== undefined)
      continue
    const text = word?.replace(anApostrophe, '\'').replace(doubleMark, '"') ?? (hyphen === undefined && dash === undefined ? match[0] : '-')
    tokens.push({ text, start: match.index, end: match.index + match[0].length, joins: hyphen !== undefined })
  }
  return tokens
}

/** A token without case and punctuation; empty if it is only punctuation. */
export function bareWord(token: Token): string {
  return token.text.replace(noWordCharacter, '').toLowerCase()
}

/** Whether a token is a word or a number, and not punctuation. */
export function isWord(token: Token): boolean {
  return bareWord(token) !== ''
}

/** The words and numbers of any text, without case and punctuation. */
export function bareWords(text: string): string[] {
  return tokenise(clean(text)).map(bareWord).filter(word => word !== '')
}

/** An agency's place and date before the first sentence: “LONDON, March 3 (Agency) —”. A capital after it tells it from “NATO — the alliance”. */
const agencyDateLine = /^(\p{Lu}{2}[\p{Lu}\s.'’-]*(?:,[^,—–]{1,30}){0,2}(?:\([^)]{1,30}\)\s*)?(?:—|–|(?<=\s)--?))\s+(?=[\p{Lu}\p{Pi}"'])/u

/**
 * An article's blocks in order, cleaned. Blank lines separate them or, if there are none, line breaks. A line break inside a block stays and
 * counts as a space. An agency's place and date before a sentence are a block. Blocks without a word, such as a row of asterisks, are left out.
 */
export function blocksOf(text: string): string[] {
  const lines = clean(text).split(lineBreak).map(line => line.trim())
  while (lines.at(-1) === '')
    lines.pop()
  const first = lines.findIndex(line => line !== '')
  const content = lines.slice(Math.max(first, 0))
  const blocks = content.includes('') ? content.join('\n').split(blankLines) : content
  const dated = blocks.findIndex(block => agencyDateLine.test(block))
  return blocks.flatMap((block, i) => i === dated ? block.split(agencyDateLine) : [block]).filter(block => wordCharacter.test(block))
}

const closersOf: Readonly<Record<string, string>> = { '“': '”', '„': '”“‟', '‟': '”', '”': '”', '«': '»', '»': '«', '‹': '›', '›': '‹', '「': '」', '『': '』', '〝': '〞〟', '＂': '＂', '"': '"״', '״': '"״', '‘': '’', '‚': '‘’', '\'': '\'', '＇': '＇', '″': '″', '`': '`´\'’', '´': '´' }
// These look the same at both ends. The characters beside them tell which end it is.
const openAndClose = '"״＂\'＇”»›″`´'
const singles = '‘‚\'＇`´'
/** No text has deeper quotations inside quotations than this. */
const deepest = 4

/** Every string in quotation marks, in order. `nestedQuotedStrings` finds those inside another too. */
export function quotedStrings(cleaned: string): QuotedString[] {
  const found: QuotedString[] = []
  for (let i = 0; i < cleaned.length; i++) {
    const opener = cleaned.charAt(i)
    const closers = closersOf[opener]
    if (closers === undefined || !opensAt(cleaned, i, opener))
      continue
    const end = singles.includes(opener) ? singleEnd(cleaned, i + 1, opener, closers) : doubleEnd(cleaned, i + 1, opener, closers)
    if (end === undefined)
      continue
    found.push({ text: cleaned.slice(i + 1, end), start: i + 1, end, closed: end < cleaned.length })
    i = end
  }
  return found
}

/** Every string in quotation marks, also those inside another. */
export function nestedQuotedStrings(cleaned: string, depth = deepest): QuotedString[] {
  return depth === 0
    ? []
    : quotedStrings(cleaned).flatMap(outer => [
        outer,
        ...nestedQuotedStrings(outer.text, depth - 1).map(inner => ({ ...inner, start: inner.start + outer.start, end: inner.end + outer.start })),
      ])
}

/** The parts of a cleaned text outside of quotation marks, in order, and where each begins. */
export function outsideQuotations(cleaned: string): { readonly text: string, readonly start: number }[] {
  const quoted = quotedStrings(cleaned)
  return [0, ...quoted.map(({ end }) => end)].map((start, i) => ({ text: cleaned.slice(start, quoted[i]?.start), start }))
}

/** Part of a cleaned text: [start, end) in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The sentences of a cleaned text. A full stop after a single capital letter or a title does not end one. */
export function sentencesOf(cleaned: string): Span[] {
  const starts = [0, ...Array.from(cleaned.matchAll(sentenceBreak), match => match.index + match[0].length)]
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? cleaned.length })).filter(({ start, end }) => start < end)
}

/** The tokens of a text without a full stop, comma, colon or semicolon at the end, which may belong to the sentence around it. */
export function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findLastIndex(({ text }) => !sentenceMarks.has(text))
  return tokens.slice(0, end + 1)
}

/** Whether a mark opens a quotation: it is before a word and not after one, other quotation marks aside. */
function opensAt(text: string, i: number, opener: string): boolean {
  if (!openAndClose.includes(opener))
    return true
  let before = i - 1
  let after = i + 1
  while (aMark.test(text.charAt(before)))
    before--
  while (aMark.test(text.charAt(after)))
    after++
  return !endsWord.test(text.charAt(before)) && startsWord.test(text.charAt(after))
}

/** Where a quotation in double marks ends: at the closing mark of its kind, else at the first single closing mark, else at the end of the text. */
function doubleEnd(text: string, from: number, opener: string, closers: string): number {
  let depth = 1
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i)
    if (closers.includes(character) && (closers.includes(opener) || !openAndClose.includes(character) || !opensAt(text, i, character)))
      depth--
    else if (character === opener)
      depth++
    if (depth === 0)
      return i
  }
  const next = text.indexOf(opener, from)
  return singleEnds(next < 0 ? text : text.slice(0, next), from, '’').closing ?? text.length
}

/**
 * Where a quotation in single marks ends. If no mark closes it, it goes on in the next paragraph if a sentence begins with it; else there is none, and
 * the mark is an apostrophe.
 */
function singleEnd(text: string, from: number, opener: string, closers: string): number | undefined {
  const next = closers.includes(opener) ? -1 : text.indexOf(opener, from)
  const { closing, possessive } = singleEnds(next < 0 ? text : text.slice(0, next), from, closers)
  const goesOn = opener === '‘' && next < 0 && beforeSentence.test(text.slice(0, from - 1)) && capital.test(text.charAt(from))
  return closing ?? possessive ?? (goesOn ? text.length : undefined)
}

/** Where a single mark can close a quotation, or may also be the possessive of a plural. An apostrophe inside a word is neither. */
function singleEnds(text: string, from: number, closers: string): { closing?: number, possessive?: number } {
  let possessive: number | undefined
  for (let i = from + 1; i < text.length; i++) {
    if (!closers.includes(text.charAt(i)) || aLetter.test(text.charAt(i + 1)) || space.test(text.charAt(i - 1)))
      continue
    if (!pluralPossessive.test(text.slice(i - 1, i + 3)))
      return { closing: i }
    possessive ??= i
  }
  return possessive === undefined ? {} : { possessive }
}
