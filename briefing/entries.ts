/** Checks the evidence's entries one by one: who says what, how and where, and what each dispute lacks. */
import type { Basis, Problem, WhereIs } from './basis.ts'
import type { Briefing, Dispute, Side, Speaker } from './model.ts'
import { paragraphName } from './basis.ts'
import { isBetweenParties, partyOf, sideOf, sides } from './positions.ts'
import { contentsOf, isRecord } from './record.ts'
import { paragraphOf } from './source.ts'

interface Entry {
  readonly collection: string
  readonly id: string
  readonly entry: unknown
}

interface EntryText extends Entry {
  readonly property: string
  readonly text: string
}

/** The article says neither of itself, so a remark with one of them tells of our reading. */
const oursInWords = /\b(?:we|our)\b/i
/** Properties that no reader sees, or that other rules check. */
const notText: ReadonlySet<string> = new Set(['id', 'exact', 'partOf', 'prefix', 'suffix', 'kind', 'voice', 'label'])

/** Every entry of the evidence, in order. */
export function entriesOf(evidence: Briefing): Entry[] {
  return contentsOf(evidence).flatMap(([collection, entries]) => isRecord(entries) ? Object.entries(entries).map(([id, entry]) => ({ collection, id, entry })) : [])
}

/** Every text in the evidence that a reader may see, once each. */
export function evidenceTexts(evidence: Briefing): EntryText[] {
  const seen = new Set<unknown>()
  return entriesOf(evidence).flatMap(({ collection, id, entry }) => {
    const textsIn = (value: unknown, property: string): EntryText[] => {
      if (typeof value === 'string')
        return [{ text: value, collection, id, entry, property }]
      if (seen.has(value))
        return []
      seen.add(value)
      return contentsOf(value).flatMap(([key, inner]) => notText.has(key) ? [] : textsIn(inner, Array.isArray(value) ? property : key))
    }
    return textsIn(entry, id)
  })
}

/** Everything that is wrong in who says what, how and where. `quotation-rules.ts` checks the quotations. */
export function checkEntries(basis: Basis, whereIs: WhereIs): Problem[] {
  const { evidence } = basis
  const seen = new Set<unknown>(Object.values(evidence.quotations))
  return entriesOf(evidence).flatMap(({ collection, id, entry }) => {
    const problemsIn = (value: unknown): Problem[] => {
      if (seen.has(value))
        return []
      seen.add(value)
      const own = isRecord(value) ? checkEntry(value, basis).map(message => ({ where: whereIs(collection, id), message: `${collection}.${id} ${message}` })) : []
      return [...own, ...contentsOf(value).flatMap(([, inner]) => problemsIn(inner))]
    }
    return problemsIn(entry)
  })
}

function checkEntry(value: Readonly<Record<string, unknown>>, basis: Basis): string[] {
  const { evidence } = basis
  const problems: string[] = []
  if (Array.isArray(value.paragraphs))
    problems.push(...(value.paragraphs.length === 0 ? [undefined] : value.paragraphs).flatMap(paragraph => checkParagraph(paragraph, basis)))
  if ('paragraph' in value || 'speaker' in value)
    problems.push(...checkParagraph(value.paragraph, basis))
  if ('speaker' in value && !isAmong(evidence.speakers, value.speaker))
    problems.push('has a speaker who is not in the evidence. Enter the speaker under speakers, and refer to that entry.')
  if (value.via !== undefined && !isAmong(evidence.outlets, value.via))
    problems.push('has an outlet that is not in the evidence. Enter the outlet under outlets, and refer to that entry.')
  if (typeof value.text === 'string' && value.text.trim() === '')
    problems.push('says nothing. Put into “text”, in words of our own, what the article says.')
  if ('text' in value && 'voice' in value)
    problems.push(...checkVoice(value, evidence))
  return problems
}

function checkParagraph(paragraph: unknown, { source }: Basis): string[] {
  if (typeof paragraph === 'number' && paragraphOf(source, paragraph))
    return []
  return [`names ${typeof paragraph === 'number' ? `¶${paragraph}` : 'no paragraph'}; the article has ¶1 to ¶${source.paragraphs.length}. Name the one that says it.`]
}

/** A statement is in somebody's own words if, and only if, it has their quotation. */
function checkVoice(value: Readonly<Record<string, unknown>>, evidence: Briefing): string[] {
  const quotation = Object.values(evidence.quotations).find(quotation => quotation === value.quotation)
  if (!quotation)
    return value.voice === 'direct' ? ['has the voice “direct” but no quotation from the evidence. Add its quotation, or make the voice “indirect”.'] : []
  if (value.voice === 'direct' && value.speaker === quotation.speaker && value.paragraph === quotation.paragraph)
    return []
  return [`does not agree with its quotation “${quotation.id}”, which is ${quotation.speaker.name}’s, direct, ${paragraphName(quotation.paragraph)}. Make speaker, voice and paragraph the same.`]
}

function isAmong(entries: Readonly<Record<string, unknown>>, value: unknown): boolean {
  return Object.values(entries).includes(value)
}

/** Everything that is wrong in how the disputes are set up: sides that lack something, and parties that change sides. */
export function checkDisputes({ evidence }: Basis, whereIs: WhereIs): Problem[] {
  const disputes = Object.values(evidence.disputes)
  const lacking = disputes.flatMap(dispute => lacksOf(dispute).map(lack => ({ where: whereIs('disputes', dispute.id), message: `The dispute “${dispute.id}” ${lack}` })))
  return [...lacking, ...checkSidesKept(disputes, whereIs)]
}

function lacksOf(dispute: Dispute): string[] {
  const { claim, counterclaim, leavesOut = '' } = dispute
  if (claim.statements.length === 0 && counterclaim.statements.length === 0)
    return ['has no statement on either side. Enter one, or delete the dispute.']
  const lacks = sides.flatMap(side => lacksOfSide(side, dispute[side]))
  if (lacks.length > 0)
    return lacks
  if (sides.some(side => (dispute[side].inferred ?? []).length > 0) && !oursInWords.test(leavesOut))
    return ['has statements on a side by our reading, and its “leavesOut” does not say what we read into them. Say so there: “Whether …; we read it so.”']
  const isAnswered = claim.statements.length > 0 && counterclaim.statements.length > 0
  return isAnswered && leavesOut.trim() === '' && !isBetweenParties(dispute)
    ? ['has the author alone on one side. Say in “leavesOut” what is not in the article.']
    : []
}

function lacksOfSide(name: typeof sides[number], { position, statements, inferred = [], none = '' }: Side): string[] {
  if (statements.length === 0)
    return none.trim() === '' ? [`is one-sided: its ${name} has no statement. Enter one, or say in its “none” why there is none: the slide shows these words.`] : []
  if (none.trim() !== '')
    return [`has statements for its ${name}, and a “none” that says why there are none. Delete one of the two.`]
  const elsewhere = inferred.filter(statement => !statements.includes(statement))
  if (elsewhere.length > 0)
    return [`has in the “inferred” of its ${name} what is not in its “statements”: ${elsewhere.map(({ id }) => id).join(', ')}.`]
  return position.trim() === '' ? [`does not say what its ${name} holds. Put it into “position”, in two to four words.`] : []
}

/** Where a party is in a dispute. */
interface Taken {
  readonly side: typeof sides[number]
  readonly party: Speaker
  readonly dispute: Dispute
}

/** Finds parties that are on the side of the claim in one dispute and of the counterclaim in another. Parties of one side count as one. */
function checkSidesKept(disputes: readonly Dispute[], whereIs: WhereIs): Problem[] {
  const first = new Map<string, Taken>()
  const problems: Problem[] = []
  for (const dispute of disputes) {
    for (const side of sides) {
      for (const party of partiesOf(dispute[side])) {
        const before = first.get(sideOf(party))
        if (before === undefined)
          first.set(sideOf(party), { side, party, dispute })
        else if (before.side !== side)
          problems.push({ where: whereIs('disputes', dispute.id), message: sideChange(before, { side, party, dispute }) })
      }
    }
  }
  return problems
}

/** The parties of a side, one for each slot. The author, documents and unstated speakers have no side. */
function partiesOf({ statements }: Side): Speaker[] {
  const parties = statements.map(partyOf).filter(({ kind }) => kind !== 'author' && kind !== 'document' && kind !== 'unstated')
  return [...new Map(parties.map(party => [sideOf(party), party])).values()]
}

function sideChange(before: Taken, now: Taken): string {
  const names = before.party.id === now.party.id ? now.party.name : `${now.party.name} (of the side of ${before.party.name})`
  return `The dispute “${now.dispute.id}” has ${names} on the side of the ${now.side}; the dispute “${before.dispute.id}” on that of the ${before.side}.
The claim is the side of the party whose act or accusation a dispute is about, and a party keeps its side in all disputes. Exchange the sides of one of the two disputes; or, if these speakers are not one side, use different slots for them.`
}
