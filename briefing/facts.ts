/**
 * Facts that a program can compare between an article and a paraphrase without understanding them: numbers, dates, names, offices, negations.
 * Each is a short string, so that a fingerprint can keep its hash. The word lists are English; numbers and names are found in any language that
 * has capital letters.
 */
import type { QuotedString, Span, Token } from './text.ts'
import { bareWord, clean, isWord, nestedQuotedStrings, outsideQuotations, sentencesOf, tokenise, withoutEnd } from './text.ts'

/** A number or date in a text. */
export interface Figure {
  /** As it is hashed. */
  readonly fact: string
  /** As it is in the text. */
  readonly words: string
  /** Whether it is a numeral spelt out. */
  readonly isSpelt: boolean
}

const numerals = new Map('two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ').map((word, i) => [word, i + 2]))
const tens = new Map('twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, 10 * i + 20]))
/** The same behind a sum of money: £1.4m. */
const lettersOf: ReadonlyMap<string, string> = new Map([['k', 'thousand'], ['m', 'million'], ['mn', 'million'], ['bn', 'billion'], ['tn', 'trillion']])
const sum = /\p{Sc}\s?\p{Nd}[\p{Nd}.,]*(k|mn?|bn|tn)\b/giu
const magnitudes: ReadonlyMap<string, number> = new Map([['dozen', 12], ['hundred', 100], ['thousand', 1e3], ['million', 1e6], ['billion', 1e9], ['trillion', 1e12]])
/** Words that imply a number. */
const counted: readonly (readonly [stem: string, number: number])[] = [['bilateral', 2], ['couple', 2], ['double', 2], ['pair', 2], ['twice', 2], ['twin', 2], ['trilateral', 3], ['trio', 3], ['triple', 3], ['quarter', 4]]
const months = 'january february march april may june july august september october november december'.split(' ')
const weekdays = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
const periods: ReadonlySet<string> = new Set('week weekend month year decade century night spring summer autumn fall winter'.split(' '))
const aroundDates: ReadonlySet<string> = new Set([...periods, ...'a about after afternoon ago am an and around as at before beginning between by dawn day days during early end evening following from half hour hours in into last late later mid middle midnight month months morning near next nights noon of on over past pm previous same since start that the this through till to toward until week weekends weeks within years'.split(' ')])
const offices: ReadonlySet<string> = new Set('adviser advisor agency ambassador analyst army author bishop board captain chair chairman chairwoman chancellor chief colonel commander company contract council court director doctor editor engineer envoy expert foundation general government governor head institute judge king lawyer leader manager master mayor ministry minister official owner police pope premier president prince princess professor prosecutor queen report reporter representative researcher resident secretary senator spokesman spokesperson spokeswoman study treasurer tribunal union university witness'.split(' '))
// Words that have a capital at the beginning of a sentence and are no names.
const functionWords: ReadonlySet<string> = new Set('a about after all also although an and another as at because before but by during each even every few first for from he her his how i if in it its last like many most my no nobody none not of on one only or our over she since so some such that the their them then there these they this those though to two under until we what when where which while who whose why with without yet you'.split(' '))
const negations: ReadonlySet<string> = new Set('not no never none neither nor nobody nothing nowhere without cannot'.split(' '))
const negatingStems = 'deni deny refus reject rule fail lack doubt oppos disput'.split(' ')

/** As in “No. 3”. */
const numberSign = /\bNos?\.(?=\s\p{Nd})/gu
const contraction = /n't$/
const possessive = /'s$/
const plural = /s$/
const capital = /^\p{Lu}/u
const numeral = /\p{Nd}+(?:[.,:/٫٬]\p{Nd}+)*/u
const groups = /[.,٬](?=\p{Nd}{3}(?!\p{Nd}))/gu
const pronoun = /\b(?:he|she|they)\b/i
const heOrShe = /\b(?:he|she)\b/i
const aPronoun = /^(?:he|him|she|her|they|them|it|we|i)$/i

const nothing: Token = { text: '', start: 0, end: 0, joins: false }

/** Every number, month, weekday and phrase such as “last week” in a text, in order. Paragraph numbers (¶4) are ours and do not count. */
export function figuresIn(text: string): Figure[] {
  const cleaned = clean(text)
  const tokens = tokenise(cleaned)
  const figures: Figure[] = []
  for (let i = 0; i < tokens.length; i++) {
    const { fact, length, isSpelt } = figureAt(tokens, i)
    if (fact === undefined)
      continue
    figures.push({ fact, words: cleaned.slice(tokens[i]?.start, tokens[i + length - 1]?.end), isSpelt })
    i += length - 1
  }
  return figures
}

function figureAt(tokens: readonly Token[], i: number): { fact?: string, length: number, isSpelt: boolean } {
  const word = (offset: number): string => bareWord(tokens[i + offset] ?? nothing)
  const text = tokens[i]?.text ?? ''
  const [digits] = numeral.exec(text) ?? []
  if (digits !== undefined)
    return tokens[i - 1]?.text === '¶' ? { length: 1, isSpelt: false } : { fact: `number ${digits.replace(groups, '')}`, length: 1, isSpelt: false }
  const ten = tens.get(word(0))
  if (ten !== undefined) {
    const unit = tokens[i + 1]?.text === '-' ? numerals.get(word(2)) ?? (word(2) === 'one' ? 1 : undefined) : undefined
    return { fact: `number ${ten + (unit ?? 0)}`, length: unit === undefined ? 1 : 3, isSpelt: true }
  }
  const value = numerals.get(word(0)) ?? (magnitudes.has(word(0)) ? word(0) : undefined)
  if (value !== undefined)
    return { fact: `number ${value}`, length: 1, isSpelt: true }
  if (['last', 'this', 'next'].includes(word(0)) && periods.has(word(1)))
    return { fact: `time ${word(0)} ${word(1)}`, length: 2, isSpelt: false }
  if (['yesterday', 'today', 'tomorrow'].includes(word(0)))
    return { fact: `time ${word(0)}`, length: 1, isSpelt: false }
  if (capital.test(text) && weekdays.includes(word(0)))
    return { fact: `weekday ${word(0)}`, length: 1, isSpelt: false }
  // May and March are verbs as well.
  const isMonth = capital.test(text) && months.includes(word(0)) && (!['may', 'march'].includes(word(0)) || [tokens[i - 1], tokens[i + 1]].some(token => numeral.test(token?.text ?? '')))
  if (isMonth)
    return { fact: `month ${word(0)}`, length: 1, isSpelt: false }
  const short = capital.test(text) ? months.find(month => month.slice(0, 3) === word(0) || (month === 'september' && word(0) === 'sept')) : undefined
  const dayAt = tokens[i + 1]?.text === '.' ? 2 : 1
  const isBesideDay = [tokens[i - 1], tokens[i + dayAt]].some(token => numeral.test(token?.text ?? ''))
  return short !== undefined && isBesideDay ? { fact: `month ${short}`, length: 1, isSpelt: false } : { length: 1, isSpelt: false }
}

/** Whether words can be a date: each belongs to a figure, is a name that is among the facts, or is usual around dates; and not all are of the last kind. */
export function isDate(words: string, has: (fact: string) => boolean): boolean {
  const cleaned = clean(words)
  const others = figuresIn(cleaned).reduce((rest, figure) => rest.replace(figure.words, ''), cleaned)
  const told = tokenise(others).filter(token => isWord(token) && !aroundDates.has(bareWord(token)))
  return told.every(token => namesIn(token.text).some(has)) && (told.length > 0 || others !== cleaned)
}

/** Whether a number is among facts: in figures, spelt out, or as so many thousands. True of 0 and 1, because texts have other words for them. */
export function hasNumber(number: number, has: (fact: string) => boolean): boolean {
  return number === 0 || number === 1 || has(`number ${number}`)
    || [...magnitudes].some(([word, size]) => number >= size && has(`number ${word}`) && hasNumber(number / size, has))
}

/** The month of that number, from 1, as a fact. */
export function monthFact(month: number): string {
  return `month ${months[month - 1] ?? ''}`
}

/** The names in a text: a fact for each word with a capital letter, common first words of sentences aside. Inflected forms share one. */
export function namesIn(text: string): string[] {
  return tokenise(clean(text)).flatMap(token => capital.test(token.text) && isWord(token) && !functionWords.has(bareWord(token)) ? [`name ${stemOf(token)}`] : [])
}

/** The first letters of a word, without a possessive: the same for Norway and Norwegian. */
export function stemOf(token: Token): string {
  return bareWord({ ...token, text: token.text.replace(possessive, '') }).slice(0, 4)
}

/** The offices in a text. */
export function officesIn(text: string): string[] {
  return tokenise(clean(text)).map(token => bareWord({ ...token, text: token.text.replace(possessive, '') })).flatMap((word) => {
    const office = [word, word.replace(plural, '')].find(form => offices.has(form))
    return office === undefined ? [] : [`office ${office}`]
  })
}

/** A name's initials, as a fact: European Union as EU. */
export function initialsOf(name: string): string[] {
  const words = tokenise(clean(name)).filter(token => capital.test(token.text) && !functionWords.has(bareWord(token)))
  return words.length < 2 ? [] : [`name ${words.map(token => bareWord(token).charAt(0)).join('').slice(0, 4)}`]
}

/** Whether a name is only a pronoun, which is anybody. */
export function isPronoun(name: string): boolean {
  return aPronoun.test(name.trim())
}

/** Whether a text says that something is not so. */
export function isNegated(text: string): boolean {
  return tokenise(clean(text).replace(numberSign, '')).some(token => negations.has(bareWord(token)) || contraction.test(token.text.toLowerCase()))
}

function mayBeNegated(text: string): boolean {
  return isNegated(text) || tokenise(clean(text)).some(token => negatingStems.some(stem => bareWord(token).startsWith(stem)))
}

/** The words of a quotation, as the facts about it name it. */
export function quotedKey(text: string): string {
  return withoutEnd(tokenise(clean(text))).map(token => token.text).join(' ')
}

/** A fact about the sentence around a quotation: a name in it, or that it is negated. */
export function besideQuoted(key: string, fact: string): string {
  return `beside “${key}” ${fact}`
}

/** A fact about the paragraph before, to which “she said” or a quotation alone may refer. */
export function earlier(fact: string): string {
  return `earlier ${fact}`
}

/** Who is named in a paragraph's cleaned text, outside of quotation marks. */
export function namedOutsideQuotations(block: string): string[] {
  const outside = withoutQuotations(block)
  return [...namesIn(outside), ...officesIn(outside)]
}

function withoutQuotations(block: string): string {
  return outsideQuotations(block).map(({ text }) => text).join(' ')
}

/** Whether a text has no words, or “he” or “she” before any name. */
function refersBack(outside: string): boolean {
  const end = outside.search(heOrShe)
  return end < 0 ? !tokenise(outside).some(isWord) : namesIn(outside.slice(0, end)).length === 0
}

/**
 * Every fact of a paragraph's cleaned text.
 * @param block the text
 * @param before who is named in the last paragraph before it that names somebody
 */
export function factsOfParagraph(block: string, before: readonly string[] = []): string[] {
  return [
    ...refersBack(withoutQuotations(block)) ? before.map(earlier) : [],
    ...figuresIn(block).map(({ fact }) => fact),
    ...tokenise(block).flatMap(token => counted.filter(([stem]) => bareWord(token).startsWith(stem)).map(([, number]) => `number ${number}`)),
    ...Array.from(block.matchAll(sum), ([, letter = '']) => `number ${lettersOf.get(letter.toLowerCase())}`),
    ...namesIn(block),
    ...officesIn(block),
    ...mayBeNegated(block) ? ['negation'] : [],
    ...nestedQuotedStrings(block).flatMap(quoted => factsBeside(block, quoted, before)),
  ]
}

/** Who is named in the sentence of a quotation, and whether that sentence is negated. */
function factsBeside(block: string, quoted: QuotedString, before: readonly string[]): string[] {
  const outside = textAround(block, quoted, true)
  const facts = [...namesIn(outside), ...officesIn(outside), ...refersBack(outside) ? before : [], ...mayBeNegated(textAround(block, quoted, false)) ? ['negation'] : []]
  const keys = [quoted.text, ...sentencesOf(quoted.text).map(({ start, end }) => quoted.text.slice(start, end))].map(quotedKey)
  return keys.flatMap(key => facts.map(fact => besideQuoted(key, fact)))
}

/** The sentence around a quotation. To find names, also the sentences before it while there is only a pronoun. */
function textAround(block: string, { start, end }: Span, isForNames: boolean): string {
  const sentences = sentencesOf(block)
  const around = (from: number, to: number): string => `${block.slice(sentences[from]?.start, start)} ${block.slice(end, sentences[to]?.end)}`
  let from = Math.max(sentences.findIndex(sentence => sentence.end > start), 0)
  let to = Math.max(sentences.findLastIndex(sentence => sentence.start < end), from)
  if (!tokenise(around(from, to)).some(isWord))
    [from, to] = [Math.max(from - 1, 0), Math.min(to + 1, sentences.length - 1)]
  if (!isForNames)
    return around(from, to)
  while (from > 0 && (pronoun.test(around(from, to)) || namesIn(around(from, to)).length === 0))
    from--
  return around(from, to)
}
