/**
 * How a text is read before anything is compared: which characters are typography and which are words.
 *
 * Seen through: the kind of a quotation mark, apostrophe or dash; white space of any kind and length; soft hyphens and other invisible
 * characters; composed against decomposed letters (NFC). Seen through is nothing else: case, words, their order, numbers,
 * diacritics and all other punctuation stay.
 */

/** A word, a number, or one mark of punctuation. Quotation marks are no tokens: `quotedStrings` finds them. */
export interface Token {
  /** As it is compared. */
  readonly text: string
  /** Where it stands in the cleaned text, in UTF-16 units: [start, end). */
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
  /** Whether a mark closes it, or the text just ends. */
  readonly closed: boolean
}

/** What takes the place of something in a text that cannot be read as text: the object replacement character. */
export const unreadable = '\uFFFC'

// Letters by Unicode's reckoning, apostrophes to whoever types them.
const modifierApostrophe = /[ʹʻʼʽ]/g
// Soft hyphen, zero-width space, word joiner, byte order mark and the marks that set the direction. The zero-width joiners stay: they spell words.
const invisible = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g

const letter = String.raw`[\p{L}\p{M}\p{N}\u200C\u200D]`
const apostrophe = String.raw`['’‘‛′\u0060´＇׳]`
const mark = String.raw`[\p{Quotation_Mark}′″\u0060´׳״]`
const hyphen = String.raw`[-‐‑־]`

const tokenPattern = new RegExp([
  // U.S, e.g: letters parted by full stops are one word.
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
const noWordCharacter = /[^\p{L}\p{M}\p{N}]/gu

/** `text` composed and without invisible characters. Positions in tokens and quoted strings are positions in this. */
export function clean(text: string): string {
  return text.replace(invisible, '').replace(modifierApostrophe, '’').normalize('NFC')
}

/** The tokens of a text that `clean` gave. */
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

/** What is left of a token when case and punctuation are set aside; empty if it is punctuation. */
export function bareWord(token: Token): string {
  return token.text.replace(noWordCharacter, '').toLowerCase()
}

/**
 * An article's blocks in order, cleaned: parted by blank lines if it has any, else by line breaks. A line break inside a block stays and counts
 * as a space. Blocks without a word, such as a row of asterisks, are left out.
 */
export function blocksOf(text: string): string[] {
  const lines = clean(text).split(lineBreak).map(line => line.trim())
  while (lines.at(-1) === '')
    lines.pop()
  const first = lines.findIndex(line => line !== '')
  const content = lines.slice(Math.max(first, 0))
  const blocks = content.includes('') ? content.join('\n').split(blankLines) : content
  return blocks.filter(block => wordCharacter.test(block))
}

const closersOf: Readonly<Record<string, string>> = { '“': '”', '„': '”“‟', '‟': '”', '”': '”', '«': '»', '»': '«', '‹': '›', '›': '‹', '「': '」', '『': '』', '〝': '〞〟', '＂': '＂', '"': '"״', '״': '"״', '‘': '’', '‚': '‘’', '\'': '\'', '＇': '＇' }
// These look the same at both ends, so only what stands beside them tells which end it is.
const openAndClose = '"״＂\'＇”»›'
const singles = '‘‚\'＇'

/** Every string in quotation marks, in order; those inside another are not told apart from it (see `nestedQuotedStrings`). */
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

/** Every string in quotation marks, those inside another included. */
export function nestedQuotedStrings(cleaned: string): QuotedString[] {
  return quotedStrings(cleaned).flatMap(outer => [
    outer,
    ...nestedQuotedStrings(outer.text).map(inner => ({ ...inner, start: inner.start + outer.start, end: inner.end + outer.start })),
  ])
}

/** What stands before and after, other quotation marks aside: a mark opens before a word and not right after one. */
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

/** Without a closing mark of its own kind a double one ends at the first single closing mark, else with the text. */
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

/** A single mark that nothing closes is an apostrophe. */
function singleEnd(text: string, from: number, opener: string, closers: string): number | undefined {
  const next = closers.includes(opener) ? -1 : text.indexOf(opener, from)
  const { closing, possessive } = singleEnds(next < 0 ? text : text.slice(0, next), from, closers)
  return closing ?? possessive
}

/** Where a single mark can close a quotation, and where it rather makes a plural's possessive; an apostrophe inside a word is neither. */
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
