/** Compares who is said to speak with who is named: in the article, and beside a quotation on a slide or in a note. */
import type { Basis } from './basis.ts'
import type { Outlet, Quotation, Speaker } from './model.ts'
import { paragraphName } from './basis.ts'
import { besideQuoted, figuresIn, initialsOf, isNegated, namesIn, officesIn, quotedKey } from './facts.ts'
import { factLength, hashFact, paragraphOf } from './source.ts'
import { clean, sentencesOf } from './text.ts'
import { quotedIn } from './wording.ts'

/** Tells whether a paragraph, or a text, has a fact. */
export type HasFact = (fact: string) => boolean

/** The facts of a paragraph; those over the body have the article's date with them. About one in a hundred that it does not have is taken for one that it has. */
export function factsOf({ source }: Basis, paragraph: number): HasFact {
  const facts = paragraphOf(source, paragraph)?.facts ?? ''
  const hashes = new Set(Array.from({ length: facts.length / factLength }, (_, i) => facts.slice(i * factLength, (i + 1) * factLength)))
  const dated = paragraph === 0 ? figuresIn(source.date ?? '').map(({ fact }) => fact) : []
  return fact => hashes.has(hashFact(fact)) || dated.includes(fact)
}

/**
 * Whether a speaker is named, or has the office, where those facts are. True of a name, or of what the speaker is also called, that has no capital
 * letter and is no office, since nothing can be said.
 */
export function isNamed({ name, role = '', alsoCalled = [], kind }: Speaker, has: HasFact): boolean {
  if (kind === 'author' || kind === 'unstated')
    return true
  const names = [...namesIn(name), ...officesIn(name)]
  const office = officesIn(role)
  return names.length === 0
    || [...names, ...initialsOf(name)].some(has)
    || (office.some(has) && namesIn(role).every(has))
    || alsoCalled.some(words => [...namesIn(words), ...officesIn(words)].every(has))
}

/** The same of an outlet: the last word of its name says which one it is. */
export function isOutletNamed({ name }: Outlet, has: HasFact): boolean {
  const last = namesIn(name).at(-1)
  return last === undefined || [last, ...initialsOf(name)].some(has)
}

/** What a quotation's own sentence in the article says against its attribution, each as the rest of a sentence that begins with its name. */
export function checkQuotationSentence(basis: Basis, { exact, partOf = exact, speaker, paragraph, reading }: Quotation): string[] {
  const has = factsOf(basis, paragraph)
  const key = quotedKey(partOf)
  return reading !== undefined || isNamed(speaker, fact => has(besideQuoted(key, fact)))
    ? []
    : [`is given to ${speaker.name}, and its sentence in ${paragraphName(paragraph)} names neither ${speaker.name} nor that office.\nCorrect the speaker. If the article calls the speaker something else there, enter that in “alsoCalled” of the speaker; if not, say in “reading”, without quotation marks, why it is theirs.`]
}

/** Whether the words before a quotation deny what the article does not deny. */
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
