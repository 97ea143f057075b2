/**
 * The content streams of a print: which marked-content sequence paints what, and the same streams marked anew.
 *
 * Chromium opens and closes its marks without regard to `q` and `Q`, leaves backgrounds unmarked or marked as content, and numbers the
 * marks inside form XObjects in the page's number space. So every mark is taken out and put back around the same painting, by owner.
 */
import type { PDFContext, PDFDict } from '@cantoo/pdf-lib'
import type { Font } from './fonts.ts'
import type { Operator, Range } from './operators.ts'
import type { Edit, Matrix, Writing } from './text.ts'
import { Buffer } from 'node:buffer'
import { PDFDict as Dict, PDFArray, PDFHexString, PDFName, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { Failure } from '../../deck/failure.ts'
import { readFont, unpack } from './fonts.ts'
import { readOperators } from './operators.ts'
import { TextReader } from './text.ts'

/** Left, bottom, right, top in the page's space, in points. */
export type Box = [left: number, bottom: number, right: number, top: number]

/** What one mark (MCID) of the print paints. */
export interface Painting extends Writing {
  /** Where its paths and pictures lie, cut to the clip. Absent where there are none. */
  box?: Box
}

/** A content stream, taken apart as far as its marks need. */
export interface Scan {
  readonly ref: PDFRef
  readonly stream: PDFRawStream
  readonly bytes: Uint8Array
  /** The print's own marks, to be left out, and runs of text, to be written more tightly. */
  readonly edits: readonly Edit[]
  readonly units: readonly Unit[]
}

/** One text object, one painted path, one picture or one form: what a mark can enclose. */
interface Unit extends Range {
  readonly mcid: number | undefined
  /** How deep in `q` it stands, and the least depth since the unit before it. */
  readonly depth: number
  readonly lowest: number
  readonly form?: Scan
}

interface GraphicsState {
  readonly matrix: Matrix
  readonly clip: Box | undefined
}

/** A mark that is open. One without `mcid` inside a text object says how its glyphs read, and stays. */
interface OpenMark {
  readonly mcid?: number
  readonly inText: boolean
  readonly replacesText: boolean
}

const markNumber = /\/MCID\s+(\d+)/
const replacement = /\/ActualText\s*<([0-9A-F\s]*)>/i
const painting = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'])

/** Reads the content streams of one document. Fonts are read once and shared by all pages. */
export class ContentReader {
  private readonly fonts = new Map<PDFDict, Font>()
  private readonly forms = new Set<PDFRef>()

  constructor(private readonly context: PDFContext) {}

  /**
   * Takes a page's content apart. `paintings` is filled with what each mark paints, forms included. `page` counts from 1.
   * @throws {Failure} where the stream is not of the kind that Chromium writes, or shows a character that no font has.
   */
  read(page: number, content: PDFRef, resources: PDFDict, paintings: Map<number, Painting>, initial: Matrix = [1, 0, 0, 1, 0, 0]): Scan {
    const stream = this.context.lookup(content)
    if (!(stream instanceof PDFRawStream))
      throw notUnderstood(page, 'its content is not one stream')
    const bytes = unpack(stream)
    const edits: Edit[] = []
    const units: Unit[] = []
    const marks: OpenMark[] = []
    const states: GraphicsState[] = []
    const text = new TextReader(edits)
    let state: GraphicsState = { matrix: initial, clip: undefined }
    let lowest = 0
    let path: { start: number, box: Box } | undefined
    let clips = false
    let textStart: number | undefined

    const openMark = (): number | undefined => marks.findLast(mark => mark.mcid !== undefined)?.mcid
    const paintingOf = (mcid: number | undefined): Painting | undefined => {
      if (mcid === undefined)
        return undefined
      const found = paintings.get(mcid) ?? { text: '', hasText: false }
      paintings.set(mcid, found)
      return found
    }
    const addUnit = ({ start, end }: Range, box?: Box, form?: Scan): void => {
      const mcid = openMark()
      const owner = paintingOf(mcid)
      if (owner && box) {
        const visible = state.clip ? intersection(box, state.clip) : box
        owner.box = owner.box ? union(owner.box, visible) : visible
      }
      units.push({ start, end, mcid, depth: states.length, lowest, ...form && { form } })
      lowest = states.length
    }
    const addPoints = (start: number, ...points: readonly (readonly [number, number])[]): void => {
      for (const [x, y] of points) {
        const point = at(state.matrix, x, y)
        path = path ? { ...path, box: union(path.box, point) } : { start, box: point }
      }
    }
    const paint = (operator: Operator): void => {
      const ref = entry(resources, 'XObject', operator.nameOperand)
      const target = ref && this.context.lookup(ref)
      if (!ref || !(target instanceof PDFStream))
        throw notUnderstood(page, `it paints /${operator.nameOperand}, which is not there`)
      const unit = [at(state.matrix, 0, 0), at(state.matrix, 1, 0), at(state.matrix, 0, 1), at(state.matrix, 1, 1)].reduce(union)
      if (target.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Form')) {
        addUnit(operator, unit)
        return
      }
      if (this.forms.has(ref))
        throw notUnderstood(page, 'it paints a form twice')
      this.forms.add(ref)
      const own = target.dict.lookupMaybe(PDFName.of('Matrix'), PDFArray)?.asArray().map(n => Number(n.toString())) ?? []
      const inner = target.dict.lookupMaybe(PDFName.of('Resources'), Dict) ?? resources
      addUnit(operator, undefined, this.read(page, ref, inner, paintings, multiply(matrixOf(own), state.matrix)))
    }

    const visit = (operator: Operator): void => {
      const { name, numbers, start, end } = operator
      switch (name) {
        case 'q':
          states.push(state)
          break
        case 'Q':
          state = states.pop() ?? state
          lowest = Math.min(lowest, states.length)
          break
        case 'cm':
          state = { ...state, matrix: multiply(matrixOf(numbers), state.matrix) }
          break
        case 'm':
        case 'l':
        case 'c':
        case 'v':
        case 'y':
          for (let i = 0; i < numbers.length; i += 2)
            addPoints(start, [numbers[i] ?? 0, numbers[i + 1] ?? 0])
          break
        case 're': {
          const [x = 0, y = 0, width = 0, height = 0] = numbers
          addPoints(start, [x, y], [x + width, y], [x, y + height], [x + width, y + height])
          break
        }
        case 'W':
        case 'W*':
          clips = true
          break
        case 'sh':
          addUnit(operator, state.clip)
          break
        case 'BT':
          textStart = start
          text.begin(paintingOf(openMark()), state.matrix)
          return
        case 'ET':
          text.end(start)
          addUnit({ start: textStart ?? start, end })
          textStart = undefined
          return
        case 'Tf':
          text.setFont(this.font(page, resources, operator.nameOperand), numbers.at(-1) ?? 0)
          return
        case 'Tm':
          text.place(numbers)
          return
        case 'Td':
          text.move(operator)
          return
        case 'Tj': {
          const before = text.show(operator, marks.some(mark => mark.replacesText))
          if (before !== undefined) {
            throw new Failure('content', `Page ${page} of the PDF has a character that none of the fonts has, after “${before.slice(-40)}”. `
              + 'Use another character, or a font that has it.')
          }
          return
        }
        case 'BMC':
        case 'BDC': {
          const source = operator.source
          const mcid = markNumber.exec(source)?.[1]
          const meaning = replacement.exec(source)?.[1]
          const inText = textStart !== undefined
          if (inText && mcid !== undefined)
            throw notUnderstood(page, 'a mark begins inside a text object')
          const painted = paintingOf(openMark())
          if (inText && painted && meaning !== undefined)
            painted.text += PDFHexString.of(meaning).decodeText()
          if (!inText)
            edits.push({ start, end, text: '' })
          marks.push({ ...mcid !== undefined && { mcid: Number(mcid) }, inText, replacesText: meaning !== undefined })
          break
        }
        case 'EMC': {
          const mark = marks.pop()
          if (mark?.inText !== (textStart !== undefined))
            throw notUnderstood(page, 'its marks and its text objects cross')
          if (!mark.inText)
            edits.push({ start, end, text: '' })
          break
        }
        case 'Do':
          paint(operator)
          break
        case 'TJ':
        case 'TD':
        case 'Tc':
        case 'Tw':
        case 'Tz':
        case 'T*':
        case '\'':
        case '"':
        case 'BI':
          throw notUnderstood(page, `it uses the operator ${name}`)
      }
      text.interrupt()
      if (path && (name === 'n' || painting.has(name))) {
        if (name !== 'n')
          addUnit({ start: path.start, end }, path.box)
        if (clips)
          state = { ...state, clip: state.clip ? intersection(state.clip, path.box) : path.box }
        clips = false
        path = undefined
      }
    }

    readOperators(bytes, visit)
    if (marks.length > 0)
      throw notUnderstood(page, 'a mark is not closed')
    return { bytes, stream, ref: content, edits, units }
  }

  private font(page: number, resources: PDFDict, name: string): Font {
    const ref = entry(resources, 'Font', name)
    const dict = ref && this.context.lookup(ref)
    if (!(dict instanceof Dict))
      throw notUnderstood(page, `it uses the font /${name}, which is not there`)
    const font = this.fonts.get(dict) ?? readFont(dict)
    this.fonts.set(dict, font)
    return font
  }
}

/**
 * A stream with the marks that `remark` gave it: `owners[mcid]`. A page and a form each have a number space of their own, but no number is
 * used twice on a page, since not every reader looks at whose it is.
 */
export interface Marked<T> {
  readonly scan: Scan
  readonly bytes: Uint8Array
  readonly owners: ReadonlyMap<number, T>
  readonly isForm: boolean
}

/**
 * Writes a scanned page anew: what `ownerOf` gives an owner for is tagged, everything else is an artifact.
 * A form that one owner paints, backgrounds aside, is marked where it is used; any other one gets marks of its own.
 */
export function remark<T>(page: Scan, ownerOf: (mcid: number | undefined) => T | undefined): Marked<T>[] {
  const results: Marked<T>[] = []
  let next = 0

  function ownersIn(form: Scan): Set<T | undefined> {
    return new Set(form.units.flatMap(unit => unit.form ? [...ownersIn(unit.form)] : [ownerOf(unit.mcid)]))
  }

  function unmark(form: Scan): void {
    results.push({ scan: form, bytes: assemble(form, []), owners: new Map(), isForm: true })
    form.units.forEach(unit => unit.form && unmark(unit.form))
  }

  function write(scan: Scan, isForm: boolean): void {
    const owners = new Map<number, T>()
    const inserts: Edit[] = []
    let open: { owner: T | undefined, depth: number, end: number } | undefined
    const close = (): void => {
      if (open)
        inserts.push({ start: open.end, end: open.end, text: '\nEMC' })
      open = undefined
    }
    for (const unit of scan.units) {
      let owner = ownerOf(unit.mcid)
      if (unit.form) {
        const inside = ownersIn(unit.form)
        inside.delete(undefined)
        if (inside.size > 1) {
          close()
          write(unit.form, true)
          continue
        }
        unmark(unit.form)
        owner = [...inside][0]
      }
      if (open && open.owner === owner && open.depth === unit.depth && unit.lowest >= open.depth) {
        open.end = unit.end
        continue
      }
      close()
      inserts.push({ start: unit.start, end: unit.start, text: owner === undefined ? '/Artifact BMC\n' : `/Content<</MCID ${next}>>BDC\n` })
      if (owner !== undefined)
        owners.set(next++, owner)
      open = { owner, depth: unit.depth, end: unit.end }
    }
    close()
    results.push({ scan, bytes: assemble(scan, inserts), owners, isForm })
  }

  write(page, false)
  return results
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

/** A failure for what only another Chromium than the ones we know could have written. `page` counts from 1. */
export function notUnderstood(page: number | undefined, what: string): Failure {
  const where = page === undefined ? 'The print' : `Page ${page} of the print`
  return new Failure('browser', `${where} is not of the kind that this exporter knows: ${what}. The browser may have changed how it writes tagged PDFs: use the one that the lock file pins.`)
}

/** The least box around two. */
export function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function intersection(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

function at(m: Matrix, x: number, y: number): Box {
  const [px, py] = [x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]]
  return [px, py, px, py]
}

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f]
}

/** First `m`, then `n`. */
function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ]
}

function entry(resources: PDFDict, kind: string, name: string): PDFRef | undefined {
  const value = resources.lookupMaybe(PDFName.of(kind), Dict)?.get(PDFName.of(name))
  return value instanceof PDFRef ? value : undefined
}
