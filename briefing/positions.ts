/** Who stands where: derived from the disputes, kept nowhere by hand. */
import type { Dispute, Speaker, Statement } from './model.ts'

/** `author`: only the article's author says so of this party; it is not heard itself. */
export interface Position {
  readonly side: 'claim' | 'counterclaim' | 'both'
  readonly paragraphs: readonly number[]
  readonly heard: 'itself' | 'through the author'
}

/** One party's positions, in the order of the disputes given; `undefined` where the article reports none. */
export interface PartyPositions {
  readonly party: Speaker
  readonly positions: readonly (Position | undefined)[]
}

/** The party whose position a statement reports: the one it names, else its speaker. */
export function partyOf(statement: Statement): Speaker {
  return statement.party ?? statement.speaker
}

function positionOf(party: Speaker, dispute: Dispute): Position | undefined {
  const claims = dispute.claims.filter(s => partyOf(s).id === party.id)
  const counterclaims = dispute.counterclaims.filter(s => partyOf(s).id === party.id)
  const own = [...claims, ...counterclaims]
  if (own.length === 0)
    return undefined
  return {
    side: counterclaims.length === 0 ? 'claim' : claims.length === 0 ? 'counterclaim' : 'both',
    paragraphs: [...new Set(own.map(s => s.paragraph))].sort((a, b) => a - b),
    heard: own.every(s => s.speaker.id !== party.id) ? 'through the author' : 'itself',
  }
}

/** Every party that takes a side in one of `disputes`, in order of colour slot and first appearance, with its position in each. */
export function positions(disputes: readonly Dispute[]): PartyPositions[] {
  const parties = new Map<string, Speaker>()
  for (const { claims, counterclaims } of disputes) {
    for (const statement of [...claims, ...counterclaims])
      parties.set(partyOf(statement).id, partyOf(statement))
  }
  return [...parties.values()]
    .sort((a, b) => a.slot - b.slot)
    .map(party => ({ party, positions: disputes.map(dispute => positionOf(party, dispute)) }))
}
