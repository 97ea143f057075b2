/** Who holds which position, derived from the disputes. */
import type { Dispute, Speaker, Statement } from './model.ts'
import { sourcingOf } from './model.ts'

/** The two sides of a dispute, in their order. */
export const sides = ['claim', 'counterclaim'] as const

/** What a party holds in one dispute. */
interface Position {
  readonly side: typeof sides[number]
  /** In the words of the side. */
  readonly words: string
  /** In ascending order. */
  readonly paragraphs: readonly number[]
  /** Who says that the party holds it, if not the party itself; the outlet; and whether it is our reading. Taken from the party's first statement. */
  readonly source?: string
}

/** The parties of one side, and what they hold. */
interface PartyPositions {
  /** Of the governments and organisations among them, the one that is heard most, else the first to speak. */
  readonly party: Speaker
  /** Dispute by dispute: none where the article reports none, two where the parties are on both sides. */
  readonly positions: readonly (readonly Position[])[]
}

/** The party whose position a statement reports: the one it names, else its speaker. */
export function partyOf(statement: Statement): Speaker {
  return statement.party ?? statement.speaker
}

/** Whether each side has a statement of a party. If not, one side is the author's alone. */
export function isBetweenParties({ claim, counterclaim }: Dispute): boolean {
  return [claim, counterclaim].every(({ statements }) => statements.some(statement => partyOf(statement).kind !== 'author'))
}

/** A key for a speaker's side: the slot, or the speaker's id in the last slot, where nobody takes a side. */
export function sideOf({ slot, id }: Speaker): string {
  return slot === 6 ? id : String(slot)
}

/** The parties of `disputes` by side, in the order of the slots, with their positions in each dispute. The author is not a party. */
export function positions(disputes: readonly Dispute[]): PartyPositions[] {
  const heard = disputes.flatMap(dispute => sides.flatMap(side => dispute[side].statements)).map(partyOf).filter(({ kind }) => kind !== 'author')
  const timesHeard = ({ id }: Speaker): number => heard.filter(party => party.id === id).length
  const bySide = new Map<string, Speaker[]>()
  for (const party of heard)
    bySide.set(sideOf(party), [...bySide.get(sideOf(party)) ?? [], party])
  return [...bySide.values()].sort(([a], [b]) => (a?.slot ?? 0) - (b?.slot ?? 0)).flatMap((parties) => {
    const bodies = parties.filter(({ kind }) => kind === 'government' || kind === 'organisation').sort((a, b) => timesHeard(b) - timesHeard(a))
    const party = bodies[0] ?? parties[0]
    return party === undefined ? [] : [{ party, positions: disputes.map(dispute => positionsIn(dispute, party)) }]
  })
}

function positionsIn(dispute: Dispute, party: Speaker): Position[] {
  return sides.flatMap((side) => {
    const own = dispute[side].statements.filter(statement => sideOf(partyOf(statement)) === sideOf(party) && partyOf(statement).kind !== 'author')
    const [first] = own
    if (first === undefined)
      return []
    const onWordOf = sourcingOf(first) === 'author' ? 'the author only' : partyOf(first).name
    const isInferred = first.reading !== undefined || dispute[side].inferred?.includes(first) === true
    const source = [...onWordOf === party.name ? [] : [onWordOf], ...first.via ? [`via ${first.via.name}`] : [], ...isInferred ? ['by our reading'] : []].join(', ')
    return [{
      side,
      words: dispute[side].position,
      // Those of other speakers or outlets would be read as theirs whom the cell names.
      paragraphs: [...new Set(own.filter(({ speaker, via }) => speaker === first.speaker && via === first.via).map(({ paragraph }) => paragraph))].sort((a, b) => a - b),
      ...source !== '' && { source },
    }]
  })
}
