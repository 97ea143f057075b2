/** Who stands where: derived from the disputes, kept nowhere by hand. */
import type { Dispute, Speaker, Statement } from './model.ts'

/** `author`: only the article's author says so of this party; it is not heard itself. */
export interface Position {
  readonly side: 'claim' | 'counterclaim'
  readonly paragraphs: readonly number[]
  readonly heard: 'itself' | 'through the author'
}

/** One party's positions, dispute by dispute in the order given: none where the article reports none, two where it is on both sides. */
export interface PartyPositions {
  readonly party: Speaker
  readonly positions: readonly (readonly Position[])[]
}

/** The party whose position a statement reports: the one it names, else its speaker. */
export function partyOf(statement: Statement): Speaker {
  return statement.party ?? statement.speaker
}

/** Whether nothing but the author's own reading is set against the claims: no party speaks, and the author reports no party's position. */
export function isAnsweredByAuthorOnly({ counterclaims }: Dispute): boolean {
  return counterclaims.length > 0 && counterclaims.every(({ voice, party }) => voice === 'author' && party === undefined)
}

function positionsIn(dispute: Dispute, party: Speaker): Position[] {
  return (['claim', 'counterclaim'] as const).flatMap((side) => {
    const own = (side === 'claim' ? dispute.claims : dispute.counterclaims).filter(s => partyOf(s).id === party.id)
    if (own.length === 0)
      return []
    return [{
      side,
      paragraphs: [...new Set(own.map(s => s.paragraph))].sort((a, b) => a - b),
      heard: own.every(s => s.speaker.id !== party.id) ? 'through the author' : 'itself',
    } as const]
  })
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
    .map(party => ({ party, positions: disputes.map(dispute => positionsIn(dispute, party)) }))
}
