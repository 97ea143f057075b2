/** Who holds which position, derived from the disputes. */
import type { Dispute, Slot, Speaker, Statement } from './model.ts'
import { sourcingOf } from './model.ts'

/** The two sides of a dispute, in their order. */
export const sides = ['claim', 'counterclaim'] as const

/** What a party holds in one dispute. */
export interface Position {
  readonly side: typeof sides[number]
  /** In the words of the side. */
  readonly words: string
  /** In ascending order. */
  readonly paragraphs: readonly number[]
  /** Whether only the author says so: nothing that the party says itself is reported. */
  readonly isAuthorOnly: boolean
}

/** The parties of one slot, which are one side, and what they hold. */
export interface PartyPositions {
  /** The government, if there is one among them, else the first to speak. */
  readonly party: Speaker
  /** The others, in the order in which they speak. */
  readonly others: readonly Speaker[]
  /** Dispute by dispute: none where the article reports none, two where the parties are on both sides. */
  readonly positions: readonly (readonly Position[])[]
}

/** The party whose position a statement reports: the one it names, else its speaker. */
export function partyOf(statement: Statement): Speaker {
  return statement.party ?? statement.speaker
}

/** Whether each side has a statement of a party. If not, it is the author who answers a party, or whom a party answers. */
export function isBetweenParties({ claim, counterclaim }: Dispute): boolean {
  return [claim, counterclaim].every(({ statements }) => statements.some(statement => partyOf(statement).kind !== 'author'))
}

/** The parties of `disputes` by slot, in the order of the slots, with what they hold in each dispute. The author is no party. */
export function positions(disputes: readonly Dispute[]): PartyPositions[] {
  const bySlot = new Map<Slot, Map<string, Speaker>>()
  for (const statement of disputes.flatMap(dispute => sides.flatMap(side => dispute[side].statements))) {
    const party = partyOf(statement)
    if (party.kind !== 'author')
      bySlot.set(party.slot, (bySlot.get(party.slot) ?? new Map<string, Speaker>()).set(party.id, party))
  }
  return [...bySlot].sort(([a], [b]) => a - b).flatMap(([slot, found]) => {
    const parties = [...found.values()]
    const party = parties.find(({ kind }) => kind === 'government') ?? parties[0]
    return party === undefined ? [] : [{ party, others: parties.filter(({ id }) => id !== party.id), positions: disputes.map(dispute => positionsIn(dispute, slot)) }]
  })
}

function positionsIn(dispute: Dispute, slot: Slot): Position[] {
  return sides.flatMap((side) => {
    const own = dispute[side].statements.filter(statement => partyOf(statement).slot === slot && partyOf(statement).kind !== 'author')
    return own.length === 0
      ? []
      : [{
          side,
          words: dispute[side].position,
          paragraphs: [...new Set(own.map(({ paragraph }) => paragraph))].sort((a, b) => a - b),
          isAuthorOnly: own.every(statement => sourcingOf(statement) === 'author'),
        }]
  })
}
