/** Checks that the speaker of a quotation or statement is named where the article, a slide or a note has the words. */
import type { Basis } from './basis.ts'
import type { Outlet, Quotation, Speaker } from './model.ts'
import { paragraphName } from './basis.ts'
import { besideQuoted, earlier, figuresIn, initialsOf, isNegated, namesIn, officesIn, quotedKey } from './facts.ts'
import { factLength, hashFact, paragraphOf } from './source.ts'
import { clean, sentencesOf } from './text.ts'
import { quotedIn } from './wording.ts'

/** Tells whether a paragraph, or a text, has a fact. */
export type HasFact = (fact: string) => boolean

/** The facts of a paragraph. The part over the body has the article's date too. About one fact in a hundred that is not in the paragraph seems to be. */
export function factsOf({ source }: Basis, paragraph: number): HasFact {
  const facts = paragraphOf(source, paragraph)?.facts ?? ''
  const hashes = new Set(Array.from({ length: facts.length / factLength }, (_, i) => facts.slice(i * factLength, (i + 1) * factLength)))
  const dated = paragraph === 0 ? figuresIn(source.date ?? '').map(({ fact }) => fact) : []
  return fact => hashes.has(hashFact(fact)) || dated.includes(fact)
}

/**
 * Whether the facts of a text have a speaker's name or office. Also true if nothing in the name can be compared, because it has no capital letter
 * and is not an office.
 */
export function isNamed({ name: written, role = '', alsoCalled = [], kind }: Speaker, has: HasFact): boolean {
  if (kind === 'author' || kind === 'unstated')
    return true
  // What is written for a name that is not given begins with a capital letter of ours: “Nurses”.
  const name = kind === 'unnamed' ? written.charAt(0).toLowerCase() + written.slice(1) : written
  const isThere = (fact: string): boolean => has(fact) || has(earlier(fact))
  const names = [...namesIn(name), ...officesIn(name)]
  const office = officesIn(role)
  return names.length === 0
    || [...names, ...initialsOf(name)].some(isThere)
    || (office.some(isThere) && namesIn(role).every(isThere))
    || alsoCalled.some(words => [...namesIn(words), ...officesIn(words)].every(isThere))
}

/** Whether the facts of a text have an outlet's name, by its last word or its initials. */
export function isOutletNamed({ name }: Outlet, has: HasFact): boolean {
  const last = namesIn(name).at(-1)
  return last === undefined || [last, ...initialsOf(name)].some(has)
}

/** Checks the speaker against the sentence that has the quotation in the article. Each problem continues a sentence that begins with the quotation's name. */
export function checkQuotationSentence(basis: Basis, { exact, partOf = exact, speaker, paragraph, reading }: Quotation): string[] {
  const has = factsOf(basis, paragraph)
  const key = quotedKey(partOf)
  return reading !== undefined || isNamed(speaker, fact => has(besideQuoted(key, fact)))
    ? []
    : [`is given to ${speaker.name}, and its sentence in ${paragraphName(paragraph)} names neither ${speaker.name} nor that office.\nCorrect the speaker. If the article calls the speaker something else there, or writes it in small letters, enter that in “alsoCalled” of the speaker; if not, say in “reading”, without quotation marks, why it is theirs.`]
}

/** Whether our words before a quotation are negated and the article's sentence is not. */
export function deniesQuotation(basis: Basis, text: string, { exact, partOf = exact, paragraph }: Quotation): boolean {
  return isNegated(text) && !factsOf(basis, paragraph)(besideQuoted(quotedKey(partOf), 'negation'))
}

/** Quotations in a text whose sentence does not say who speaks. `shown` are the speakers whom the same component names. Lines count from 0. */
export function findUnattributed(basis: Basis, text: string, shown: readonly Speaker[] = []): { line: number, message: string }[] {
  const cleaned = clean(text)
  const sentences = sentencesOf(cleaned)
  return quotedIn(basis, text).flatMap(({ text: words, start, end, quotations }) => {
    const [first] = quotations
    const around = sentences.filter(sentence => sentence.start < end && start < sentence.end)
    const outside = `${cleaned.slice(around[0]?.start, start)} ${cleaned.slice(end, around.at(-1)?.end)}`
    const named = new Set([...namesIn(outside), ...officesIn(outside)])
    if (first === undefined || quotations.some(({ speaker }) => shown.includes(speaker) || isNamed(speaker, fact => named.has(fact))))
      return []
    const message = `“${words}” is ${first.speaker.name}’s, and its sentence does not say so.\nName ${first.speaker.name} in the sentence, or show the quotation with a component.`
    return [{ line: cleaned.slice(0, start).split('\n').length - 1, message }]
  })
}
