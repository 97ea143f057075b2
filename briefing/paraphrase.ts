/**
 * Checks of paraphrases. From the fingerprint alone: figures, outlets and speakers that the paragraph does not have. From the article's text: more,
 * but with errors, so these are questions for the person who compares the two.
 */
import type { HasFact } from './attribution.ts'
import type { Basis } from './basis.ts'
import type { Briefing, Outlet, Quantity, ReportedEvent, Speaker, Statement, When } from './model.ts'
import type { Token } from './text.ts'
import { deniesQuotation, factsOf, isNamed, isOutletNamed } from './attribution.ts'
import { everywhere, keyOf, paragraphName } from './basis.ts'
import { factsOfParagraph, figuresIn, hasNumber, isDate, isNegated, monthFact, namesIn, stemOf } from './facts.ts'
import { amountInWords, limitsOf, paragraphsNamedIn } from './model.ts'
import { bareWord, clean, isWord, sentencesOf, tokenise } from './text.ts'

// An article may spell out an acronym: European Union for EU.
const acronym = /^[\p{Lu}.]{2,5}$/u
const possessive = /'s$/
const clauseBreak = /[,;:]\s|\s(?:and|but|that|when|while|because|who|which)\s/
const dateLine = /\bdate line\b/
const hedges: ReadonlySet<string> = new Set('perhaps maybe may might likely unlikely probably possibly reportedly apparently allegedly alleged seems seem appears appear suspected'.split(' '))
const approximation = /\b(?:about|some|roughly|around|approximately|nearly|almost|more than|fewer than|less than|at least|at most|up to|over|under) \p{Sc}?\p{Nd}[\p{Nd}.,]*/giu
const commonWords: ReadonlySet<string> = new Set('a about after all also an and are as at be been before but by did do does for from had has have he her his if in into is it its more no not of on one or other our out over says said she so some than that the their them there these they this to under up was were what when where which who will with would'.split(' '))
/** The least share of a paraphrase's word stems that is usually in its paragraph. */
const leastShared = 0.2

/** What is wrong with a statement, an event or a quantity. Each problem continues a sentence that begins with its name. */
export function checkParaphrase(basis: Basis, item: Statement | ReportedEvent | Quantity): string[] {
  const { text, quotation, speaker, party, via, reading, voice, paragraph } = item
  const has = factsOf(basis, paragraph)
  return [
    ...missingFigures(text, has).map(words => `says “${words}”, which ${paragraphName(paragraph)} does not.\nUse the article’s figure or date, or name the paragraph that has it.`),
    ...'when' in item ? checkWhen(basis, item.when, paragraph) : [],
    ...'amount' in item ? checkAmount(basis, item) : [],
    ...via === undefined || reading !== undefined || isOutletNamed(via, has) ? [] : [`credits ${via.name}, which ${paragraphName(paragraph)} does not name.\nTake the outlet out, or say in “reading” which paragraph credits it.`],
    ...reading === undefined ? [speaker, ...party === undefined ? [] : [party]].filter(one => !isNamed(one, has)).map(one => unnamed(one, paragraph)) : [],
    ...checkAuthor(voice, speaker),
    ...quotation && deniesQuotation(basis, text, quotation) ? [`denies the quotation “${quotation.id}”: its words before it have a negation, and the article’s sentence has none.\nTake it out, or say it in another way.`] : [],
  ]
}

function unnamed({ name }: Speaker, paragraph: number): string {
  return `is given to ${name}, and ${paragraphName(paragraph)} names neither ${name} nor that office.\nCorrect the speaker or the paragraph. If the article calls the speaker something else there, or writes it in small letters, enter that in “alsoCalled” of the speaker; if not, say in “reading”, without quotation marks, why it is theirs.`
}

/** Only the author has the voice “author”, and the author has no other voice. */
function checkAuthor(voice: string, { name, kind }: Speaker): string[] {
  if ((voice === 'author') === (kind === 'author'))
    return []
  return [voice === 'author'
    ? `has the voice “author” and the speaker ${name}, who is not the author.\nIf the article reports it of ${name}, the voice is “indirect”; if the author says it of ${name}, the speaker is the author and ${name} the “party”.`
    : `is the author’s and has the voice “${voice}”. Make the voice “author”.`]
}

/** Numbers and dates of a text that are not among the facts. */
function missingFigures(text: string, has: HasFact): string[] {
  return figuresIn(text).filter(({ fact }) => !has(fact)).map(({ words }) => words)
}

/** Numbers and dates in a remark of ours that none of the paragraphs has. Spelt-out numbers and “today” are ours and do not count. */
export function figuresMissingIn(basis: Basis, remark: string, paragraphs: readonly number[]): string[] {
  const sources = paragraphs.map(paragraph => factsOf(basis, paragraph))
  return figuresIn(remark).filter(({ fact, isSpelt }) => !isSpelt && !fact.startsWith('time') && !sources.some(has => has(fact))).map(({ words }) => words)
}

function checkWhen(basis: Basis, when: When, paragraph: number): string[] {
  const inferred = 'inferred' in when ? when.inferred ?? '' : ''
  const from = [...new Set([paragraph, ...paragraphsNamedIn(inferred), ...dateLine.test(inferred) ? [0] : []])]
  const sources = from.map(number => factsOf(basis, number))
  const has = (fact: string): boolean => sources.some(has => has(fact))
  const missing = figuresOf(when).filter(({ fact }) => !has(fact))
  // A component puts these words in quotation marks.
  if (missing.length === 0 && when.kind === 'relative' && !isDate(when.words, has) && !basis.exceptions.has(keyOf(when.words)))
    return [`is dated “${when.words}”, and nothing proves that these words are in ${paragraphName(paragraph)}: of a date, the fingerprint has only days, months, numbers and names.\nUse only those words, or make it undated; or compare the words with the article, and say so in quotationMarkExceptions.`]
  return missing.map(({ words }) => `is dated “${words}”, which ${from.map(paragraphName).join(' and ')} ${from.length === 1 ? 'does' : 'do'} not have.\nUse the article’s date, or say in “inferred” where that part of it is from: “year from ¶1”, “year from the date line”.`)
}

function checkAmount(basis: Basis, { amount, unit, asOf, paragraph }: Quantity): string[] {
  const has = factsOf(basis, paragraph)
  const { atLeast = 0, atMost = atLeast } = limitsOf(amount)
  const missing = [...new Set([atLeast, atMost])].filter(limit => !hasNumber(limit, has))
  return [
    ...missing.map(limit => `has the amount “${limit}”, which ${paragraphName(paragraph)} does not.\nUse the article’s number, or name the paragraph that has it.`),
    ...figuresMissingIn(basis, unit, everywhere(basis)).map(words => `has “${words}” in its unit, which the article nowhere has.`),
    ...atLeast > atMost ? [`is at least ${atLeast} and at most ${atMost}. Exchange the two.`] : [],
    ...asOf ? checkWhen(basis, asOf, paragraph) : [],
  ]
}

function figuresOf(when: When): { fact: string, words: string }[] {
  switch (when.kind) {
    case 'year':
      return figuresIn(String(when.year))
    case 'month':
      return [...figuresIn(String(when.year)), { fact: monthFact(when.month), words: monthFact(when.month) }]
    case 'day':
      return [...figuresIn(`${when.year} ${when.day}`), { fact: monthFact(when.month), words: monthFact(when.month) }]
    case 'relative':
      return figuresIn(when.words)
    case 'undated':
      return []
  }
}

/** Figures in a remark of ours that none of its paragraphs has. Each problem continues a sentence that begins with the remark's name. */
export function checkRemark(basis: Basis, text: string, paragraphs: readonly number[]): string[] {
  return figuresMissingIn(basis, text, paragraphs)
    .map(words => `says “${words}”, which ${paragraphs.map(paragraphName).join(', ')} does not.\nUse the article’s figure or date, or add the paragraph that has it.`)
}

/**
 * Asks, once for each paragraph, about statements without an outlet if the paragraph names one.
 * @param evidence of the deck
 * @param article its paragraphs by their numbers; at 0 is what is over the body
 */
export function askAboutOutlets(evidence: Pick<Briefing, 'speakers' | 'outlets' | 'statements' | 'events' | 'quantities'>, article: readonly string[]): { item: string, message: string }[] {
  const { speakers, outlets, statements, events, quantities = {} } = evidence
  const entries = Object.entries({ statements, events, quantities }).flatMap(([collection, entries]) => Object.values<Statement>(entries).map(entry => ({ ...entry, item: `${collection}.${entry.id}` })))
  const ofSpeakers = Object.values(speakers).map(({ name }) => name)
  // “The Courier Company” is not the “Harbour Courier”.
  const isIn = (outlet: Outlet, facts: readonly string[]): boolean => {
    const names = namesIn(outlet.name)
    const isShared = ofSpeakers.some(name => name !== outlet.name && namesIn(name).includes(names.at(-1) ?? ''))
    return names.length > 0 && (isShared ? names.every(name => facts.includes(name)) : isOutletNamed(outlet, fact => facts.includes(fact)))
  }
  return article.flatMap((block, paragraph) => {
    const facts = factsOfParagraph(clean(block))
    const named = Object.values(outlets).filter(outlet => isIn(outlet, facts)).map(({ name }) => name)
    const [first, ...others] = entries.filter(entry => entry.paragraph === paragraph && entry.voice !== 'author' && entry.via === undefined && entry.reading === undefined && !named.includes(entry.speaker.name))
    if (first === undefined || named.length === 0)
      return []
    return [{ item: first.item, message: `¶${paragraph} names ${named.join(' and ')}; is this from there? Then add “via”.${others.length === 0 ? '' : ` The same of ${others.map(({ item }) => item).join(', ')}.`}` }]
  })
}

/**
 * Compares a paraphrase with the article's text, and asks about what a reader should look at.
 * @param item the statement, event or quantity
 * @param article its paragraphs by their numbers; at 0 is what is over the body
 */
export function askAboutParaphrase(item: Statement | ReportedEvent | Quantity, article: readonly string[]): string[] {
  const { text, quotation, paragraph } = item
  const block = clean(article[paragraph] ?? '')
  const own = [...'amount' in item ? [amountInWords(item.amount)] : [], text, ...quotation ? [quotation.exact] : []].join(' ')
  const closest = closestClause(block, own)
  const lostHedges = hedgesIn(closest).filter(hedge => !hedgesIn(own).includes(hedge))
  return [
    ...namesMissing(text, block).map(name => `${paragraphName(paragraph)} does not have the name “${name}”.`),
    ...isNegated(own) === isNegated(closest) ? [] : [isNegated(own) ? 'It is negated, and the clause that comes nearest is not.' : 'The clause that comes nearest is negated, and it is not.'],
    ...lostHedges.length === 0 || hedgesIn(own).length > 0 ? [] : [`The clause that comes nearest says “${lostHedges.join('”, “')}”, and it says nothing of the kind.`],
    ...approximationsIn(block).filter(({ number }) => numbersIn(own).includes(number) && !approximationsIn(own).some(ours => ours.number === number)).map(({ words }) => `${paragraphName(paragraph)} says “${words}”, and it gives the number as exact.`),
    ...sharedWith(block, own) < leastShared ? [`It has little in common with ${paragraphName(paragraph)}.`] : [],
  ]
}

function namesMissing(text: string, block: string): string[] {
  const stems = new Set(tokenise(block).map(stemOf))
  const afterTheFirst = sentencesOf(clean(text)).flatMap(({ start, end }) => tokenise(clean(text).slice(start, end)).slice(1))
  return afterTheFirst.filter(token => namesIn(token.text).length > 0 && !acronym.test(token.text.replace(possessive, '')) && !stems.has(stemOf(token))).map(token => token.text)
}

function hedgesIn(text: string): string[] {
  // Capital letters aside: the month is no hedge.
  return tokenise(clean(text)).filter(({ text }) => text !== 'May').map(bareWord).filter(word => hedges.has(word))
}

function numbersIn(text: string): string[] {
  return figuresIn(text).map(({ fact }) => fact)
}

/** Numbers in figures that a text does not give exactly, with the words that say so. */
function approximationsIn(text: string): { words: string, number: string }[] {
  return Array.from(clean(text).matchAll(approximation), ([words]) => ({ words, number: numbersIn(words)[0] ?? '' }))
}

function contentStems(text: string): Set<string> {
  return new Set(tokenise(clean(text)).filter((token: Token) => isWord(token) && !commonWords.has(bareWord(token))).map(stemOf))
}

function sharedWith(block: string, own: string): number {
  const [theirs, ours] = [contentStems(block), contentStems(own)]
  return ours.size === 0 ? 1 : [...ours].filter(stem => theirs.has(stem)).length / ours.size
}

/** The clause of a paragraph that shares most words with a paraphrase; of several, the shortest. */
function closestClause(block: string, own: string): string {
  const clauses = sentencesOf(block).flatMap(({ start, end }) => block.slice(start, end).split(clauseBreak))
  const shared = new Map(clauses.map(clause => [clause, sharedWith(clause, own)]))
  return clauses.sort((a, b) => (shared.get(b) ?? 0) - (shared.get(a) ?? 0) || a.length - b.length)[0] ?? ''
}
