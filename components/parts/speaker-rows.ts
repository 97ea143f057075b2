/** The rows of SpeakerTable. */
import type { Outlet, Provenance, Speaker, Voice } from '../../briefing/model.ts'
import { voices } from '../../briefing/model.ts'

/** One way in which the article reports a speaker, and the paragraphs that do so. */
export interface Hearing {
  readonly voice: Voice
  /** The outlet that these paragraphs credit. */
  readonly via?: Outlet
  /** Why the credit or the attribution is our reading, if it is. */
  readonly reading?: string
  /** In ascending order. */
  readonly paragraphs: readonly number[]
}

interface SpeakerRow {
  readonly speaker: Speaker
  /** By voice, in the vocabulary's order. */
  readonly heard: readonly Hearing[]
}

/** Returns a row for each speaker of statements, quotations and quantities; speakers of the same side follow each other. */
export function speakerRows(statements: readonly Provenance[]): SpeakerRow[] {
  const speakers = [...new Map(statements.map(({ speaker }) => [speaker.id, speaker])).values()].sort((a, b) => a.slot - b.slot)
  return speakers.map(speaker => ({ speaker, heard: hearingsOf(statements.filter(statement => statement.speaker.id === speaker.id)) }))
}

function hearingsOf(statements: readonly Provenance[]): Hearing[] {
  const found = new Map<string, Hearing & { paragraphs: number[] }>()
  for (const { voice, via, reading, paragraph } of statements) {
    const key = [voice, via?.id, reading].join()
    const hearing = found.get(key) ?? { voice, ...via && { via }, ...reading !== undefined && { reading }, paragraphs: [] }
    hearing.paragraphs = [...new Set([...hearing.paragraphs, paragraph])].sort((a, b) => a - b)
    found.set(key, hearing)
  }
  return [...found.values()].sort((a, b) => voices.indexOf(a.voice) - voices.indexOf(b.voice))
}
