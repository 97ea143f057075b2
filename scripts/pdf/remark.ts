/** Puts new marks around what the streams of a page paint. */
import type { Scan, Unit } from './content.ts'
import type { Edit } from './text.ts'
import type { MarkedContent } from './tree.ts'
import { Buffer } from 'node:buffer'

/**
 * A stream with new marks: `owners[mcid]`. A page and each form have separate number spaces, but no number is used twice on a page, because some
 * readers ignore that.
 */
export interface MarkedStream {
  readonly scan: Scan
  readonly bytes: Uint8Array
  readonly owners: ReadonlyMap<number, MarkedContent>
  readonly isForm: boolean
}

/** Which edge of the page repeats something on every page (ISO 32000-1, 14.8.2.2). */
export type Pagination = 'Header' | 'Footer'

interface Knowledge {
  /** Who owns what a mark of the print paints. */
  readonly ownerOf: (mcid: number | undefined) => MarkedContent | undefined
  /** Which edge something outside of any mark belongs to, if it does. */
  readonly paginationOf: (unit: Unit) => Pagination | undefined
}

/** Consecutive units that share a mark. One without an owner, and so without a number, is an artifact. */
interface Sequence {
  readonly owner: MarkedContent | undefined
  readonly mcid: number | undefined
  /** Of an artifact. */
  readonly pagination: Pagination | undefined
  readonly depth: number
  readonly start: number
  end: number
}

/**
 * Writes a page again: what has an owner is tagged, everything else is an artifact. A form with one owner, backgrounds aside, is marked where it is
 * used; any other form has marks inside.
 */
export function remark(page: Scan, knowledge: Knowledge): MarkedStream[] {
  const marker = new Marker(knowledge)
  marker.mark(page, false)
  return marker.marked
}

class Marker {
  /** The streams, a form before the one that it is painted in. */
  readonly marked: MarkedStream[] = []
  private next = 0

  constructor(private readonly knowledge: Knowledge) {}

  mark(scan: Scan, isForm: boolean): void {
    const sequences: Sequence[] = []
    let open: Sequence | undefined
    for (const unit of scan.units) {
      const owners = this.ownersIn(unit)
      if (owners.length > 1 && unit.form) {
        this.mark(unit.form, true)
        open = undefined
        continue
      }
      if (unit.form)
        this.leaveUnmarked(unit.form)
      const [owner] = owners
      const pagination = owner === undefined ? this.knowledge.paginationOf(unit) : undefined
      if (open && open.owner === owner && open.pagination === pagination && open.depth === unit.depth && unit.lowest >= open.depth) {
        open.end = unit.end
      }
      else {
        open = { owner, mcid: owner === undefined ? undefined : this.next++, pagination, depth: unit.depth, start: unit.start, end: unit.end }
        sequences.push(open)
      }
    }
    const owners = new Map(sequences.flatMap(({ mcid, owner }) => mcid === undefined || owner === undefined ? [] : [[mcid, owner] as const]))
    this.marked.push({ scan, bytes: assemble(scan, sequences.flatMap(marksAround)), owners, isForm })
  }

  /** Those who own what a unit paints, each once. */
  private ownersIn(unit: Unit): MarkedContent[] {
    const owners = unit.form ? unit.form.units.flatMap(inner => this.ownersIn(inner)) : [this.knowledge.ownerOf(unit.mcid)]
    return [...new Set(owners)].filter(owner => owner !== undefined)
  }

  private leaveUnmarked(form: Scan): void {
    this.marked.push({ scan: form, bytes: assemble(form, []), owners: new Map(), isForm: true })
    form.units.forEach(unit => unit.form && this.leaveUnmarked(unit.form))
  }
}

function marksAround({ mcid, pagination, start, end }: Sequence): Edit[] {
  const artifact = pagination === undefined ? '/Artifact BMC' : `/Artifact<</Type/Pagination/Subtype/${pagination}>>BDC`
  return [
    { start, end: start, text: `${mcid === undefined ? artifact : `/Content<</MCID ${mcid}>>BDC`}\n` },
    { start: end, end, text: '\nEMC' },
  ]
}

function assemble(scan: Scan, inserts: readonly Edit[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { start, end, text } of [...scan.edits, ...inserts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(scan.bytes.subarray(from, start), Buffer.from(text, 'latin1'))
    from = end
  }
  return Buffer.concat([...pieces, scan.bytes.subarray(from)])
}
