/** Finds what is still to be written, and slips that are easy to overlook: empty or double names, apostrophes of the wrong kind. */
import type { Basis, Problem, SlideText, WhereIs } from './basis.ts'
import { paragraphName } from './basis.ts'
import { entriesOf, evidenceTexts } from './entries.ts'
import { isPronoun } from './facts.ts'
import { contentsOf, isRecord } from './record.ts'
import { quotedStrings } from './text.ts'

/** The text in each place that is to be filled in. */
export const placeholder = 'TODO'

const collections = ['quotations', 'statements', 'events', 'quantities', 'disputes', 'arguments', 'observations', 'places']
const toDo = new RegExp(String.raw`\b${placeholder}\b`)
const straightApostrophe = /\p{L}'\p{L}/u

/** Lists what is still to be filled in: one problem for each collection, and one for the slides. */
export function checkToDo({ evidence }: Basis, texts: readonly SlideText[], whereIs: WhereIs): Problem[] {
  const speakers = Object.values(evidence.speakers).filter(({ name }) => toDo.test(name))
  const isSpeakerToDo = (value: unknown): boolean => isRecord(value) && typeof value.name === 'string' && toDo.test(value.name)
  const isToDo = (entry: Readonly<Record<string, unknown>>): boolean => contentsOf(entry).some(([key, value]) =>
    (typeof value === 'string' && toDo.test(value))
    || (key === 'speaker' && isSpeakerToDo(value))
    || (isRecord(value) && !('id' in value) && isToDo(value)))
  const todo = entriesOf(evidence).filter(({ collection, entry }) => collection !== 'speakers' && isRecord(entry) && isToDo(entry))
  const entries = collections.flatMap((collection) => {
    const own = todo.filter(entry => entry.collection === collection)
    const [first] = own
    if (!first)
      return []
    const names = own.map(({ id, entry }) => isRecord(entry) && typeof entry.paragraph === 'number' ? `${id} (${paragraphName(entry.paragraph)})` : id)
    return [{ where: whereIs(collection, first.id), message: `Fill in ${placeholder} in ${names.length} of ${collection}: ${names.join(', ')}.${collection === 'quotations' ? '\nEnter who says it under speakers, and what about in “about”.' : ''}` }]
  })
  const spare = todo.length > 0 ? [] : speakers.map(({ id }) => ({ where: whereIs('speakers', id), message: `No entry uses the speaker “${id}” any more. Delete it.` }))
  return [...entries, ...spare, ...slidesToDo(texts)]
}

function slidesToDo(texts: readonly SlideText[]): Problem[] {
  const open = texts.filter(({ text }) => toDo.test(text))
  const [first] = open
  return first ? [{ where: `${first.file}:${first.line}`, message: `Fill in ${placeholder} in line ${[...new Set(open.map(({ line }) => line))].join(', ')}.` }] : []
}

/** Checks that every speaker, outlet and place has a name, and no two of a kind the same. */
export function checkNames({ evidence }: Basis, whereIs: WhereIs): Problem[] {
  return (['speakers', 'outlets', 'places'] as const).flatMap((collection) => {
    const seen = new Map<string, string>()
    return Object.values(evidence[collection]).flatMap(({ id, name }) => {
      const key = name.trim().toLowerCase()
      const other = seen.get(key)
      seen.set(key, id)
      if (key === '')
        return [{ where: whereIs(collection, id), message: `${collection}.${id} has no name. Write the one that the article has, or what it calls them instead: “A second resident”.` }]
      return other === undefined ? [] : [{ where: whereIs(collection, id), message: `${collection}.${id} and ${collection}.${other} have the same name, “${name}”, and nobody can tell them apart. Name them differently (“A second resident”), or delete one.` }]
    })
  })
}

/** Checks that what a speaker is also called is not a pronoun: that would be anybody. */
export function checkOtherNames({ evidence }: Basis, whereIs: WhereIs): Problem[] {
  return Object.values(evidence.speakers).flatMap(({ id, alsoCalled = [] }) => alsoCalled.filter(isPronoun).map(word => ({
    where: whereIs('speakers', id),
    message: `speakers.${id} is also called “${word}”, which is anybody. Delete it. A pronoun in the article refers to whom the paragraph before names; where it means another, say whom in the “reading” of the statement or quotation.`,
  })))
}

/** Finds straight apostrophes inside curly quotation marks. What is only spoken may have them. */
export function checkApostrophes({ evidence }: Basis, texts: readonly SlideText[], whereIs: WhereIs): Problem[] {
  return [
    ...evidenceTexts(evidence).map(({ text, collection, id }) => ({ text, where: whereIs(collection, id) })),
    ...Object.values(evidence.quotations).map(({ id, exact }) => ({ text: `“${exact}”`, where: whereIs('quotations', id) })),
    ...texts.filter(({ kind }) => kind !== 'note').map(({ text, file, line }) => ({ text, where: `${file}:${line}` })),
  ].flatMap(({ text, where }) => quotedStrings(text)
    .filter(quoted => text.charAt(quoted.start - 1) === '“' && straightApostrophe.test(quoted.text))
    .map(quoted => ({ where, message: `“${quoted.text}” has a straight apostrophe inside curly marks. Write ’.` })))
}
