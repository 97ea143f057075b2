/** Changes paragraph numbers when an article gains or loses blocks. */
import type { Fingerprint } from '../../briefing/source.ts'

/** New numbers of paragraphs by their old ones; undefined for those that are gone. */
type Renumbering = ReadonlyMap<number, number | undefined>

const numbered = /(\bparagraph: |¶)(\d+)\b/g
const listed = /\b(paragraphs: \[)([\d,\s]+)\]/g
const digits = /\d+/g

/** Finds each of the old paragraphs in the new fingerprint: by its hash or, if its words have changed, between the same two others. */
export function renumbering(old: Fingerprint, now: Fingerprint): Renumbering {
  const unchanged = new Map<number, number>()
  let from = 0
  for (const [i, { whole }] of old.paragraphs.entries()) {
    const at = now.paragraphs.findIndex((paragraph, k) => k >= from && paragraph.whole === whole)
    if (at >= 0) {
      unchanged.set(i + 1, at + 1)
      from = at + 1
    }
  }
  const numberOf = (no: number): number | undefined => no === 0 ? 0 : no === old.paragraphs.length + 1 ? now.paragraphs.length + 1 : unchanged.get(no)
  return new Map(old.paragraphs.map((_, i) => {
    const no = i + 1
    let before = no - 1
    let after = no + 1
    while (numberOf(before) === undefined)
      before--
    while (numberOf(after) === undefined)
      after++
    const [first, last] = [numberOf(before) ?? 0, numberOf(after) ?? 0]
    return [no, numberOf(no) ?? (last - first === after - before ? first + no - before : undefined)]
  }))
}

/** Lists which numbers change, one line for each run of paragraphs that move together. */
export function shiftsOf(numbers: Renumbering): string[] {
  const runs: { from: number, to: number, by: number | undefined }[] = []
  for (const [old, now] of numbers) {
    const by = now === undefined ? undefined : now - old
    const last = runs.at(-1)
    if (last && last.by === by)
      last.to = old
    else
      runs.push({ from: old, to: old, by })
  }
  const name = (from: number, to: number): string => from === to ? `¶${from}` : `¶${from} to ¶${to}`
  return runs.filter(({ by }) => by !== 0).map(({ from, to, by }) => by === undefined
    ? `${name(from, to)} ${from === to ? 'is' : 'are'} gone. Check everything that names ${from === to ? 'it' : 'them'}.`
    : `${name(from, to)} ${from === to ? 'is' : 'are'} now ${name(from + by, to + by)}.`)
}

/** The evidence's source with its paragraphs' new numbers: `paragraph`, `paragraphs`, and ¶ in its texts. Those that are gone keep theirs. */
export function renumber(code: string, numbers: Renumbering): string {
  const moved = (no: string): string => String(numbers.get(Number(no)) ?? no)
  return code
    .replace(numbered, (_, before: string, no: string) => before + moved(no))
    .replace(listed, (_, before: string, list: string) => `${before}${list.replace(digits, moved)}]`)
}
