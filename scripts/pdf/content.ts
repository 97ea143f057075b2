/**
 * Reads the content streams of a print: what each mark (marked-content sequence) paints, and where in the stream.
 *
 * Chromium opens and closes its marks without regard to `q` and `Q`, leaves backgrounds unmarked or marked as content, and numbers the
 * marks inside form XObjects in the page's number space. So every mark is taken out here, and `remark.ts` puts new ones around the same
 * painting.
 */
import type { PDFContext, PDFPage, PDFRef } from '@cantoo/pdf-lib'
import type { Buffer } from 'node:buffer'
import type { Font } from './fonts.ts'
import type { Box, Matrix } from './geometry.ts'
import type { ByteRange, Operator } from './operators.ts'
import type { Edit, SpaceFont, Writing } from './text.ts'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFStream } from '@cantoo/pdf-lib'
import { notUnderstood, PdfError } from './error.ts'
import { readFont, unpack } from './fonts.ts'
import { boxAround, identity, matrixOf, multiply, union } from './geometry.ts'
import { Graphics, PathReader } from './graphics.ts'
import { refIn, resourceIn } from './objects.ts'
import { readOperators } from './operators.ts'
import { TextReader } from './text.ts'

/** What one mark (MCID) of the print paints. */
export interface Painting extends Writing {
  /** Where its paths and pictures lie, cut to the clip. Absent where there are none. */
  box?: Box
}

/** A content stream, and what `remark.ts` needs to put new marks into it. */
export interface Scan {
  readonly ref: PDFRef
  readonly stream: PDFRawStream
  readonly bytes: Uint8Array
  /** Takes the print's own marks out, and writes runs of text more tightly. */
  readonly edits: readonly Edit[]
  readonly units: readonly Unit[]
}

/** One text object, one painted path, one picture or one form: what a mark can enclose. */
export interface Unit extends ByteRange {
  readonly mcid: number | undefined
  /** How deep in `q` it is, and the least depth since the unit before it. */
  readonly depth: number
  readonly lowest: number
  readonly form?: Scan
  /** What a text object outside of any mark writes. */
  readonly unmarked?: Writing
}

/** An open mark. One without `mcid` inside a text object stays: it has the text of its glyphs. */
interface OpenMark {
  readonly mcid?: number
  readonly inText: boolean
  readonly replacesText: boolean
}

/** What all streams of a page share. Fonts and forms are those of the whole document. */
interface Surroundings {
  readonly context: PDFContext
  readonly fonts: Map<PDFDict, Font>
  /** Those that have been painted. */
  readonly forms: Set<PDFRef>
  /** From 1. */
  readonly page: number
  readonly paintings: Map<number, Painting>
  readonly brokenWords: readonly string[]
}

const markNumber = /\/MCID\s+(\d+)/
const replacement = /\/ActualText\s*<([0-9A-F\s]*)>/i
/** Operators that Chromium does not write. The reader would miss their text or place. */
const unknownOperators = new Set(['TJ', 'TD', 'Tc', 'Tw', 'Tz', 'T*', '\'', '"', 'BI'])
const unitSquare = [[0, 0], [1, 0], [0, 1], [1, 1]] as const

/**
 * Reads the content of the pages, and what each mark on them paints, forms included. Fonts are read once and shared by all pages.
 * @param pages in order
 * @param brokenWords those that a line break divides
 * @throws {PdfError} where a stream is not of the kind that Chromium writes, or shows a character that no font has.
 */
export function readContents(pages: readonly PDFPage[], brokenWords: readonly string[]): { readonly scan: Scan, readonly paintings: ReadonlyMap<number, Painting> }[] {
  const shared = { fonts: new Map<PDFDict, Font>(), forms: new Set<PDFRef>(), brokenWords }
  return pages.map(({ node }, index) => {
    const surroundings = { ...shared, context: node.context, page: index + 1, paintings: new Map<number, Painting>() }
    const content = refIn(node, 'Contents')
    if (!content)
      throw notUnderstood(index + 1, 'its content is not one stream')
    return { scan: readStream(surroundings, content, node.Resources() ?? node.context.obj({}), identity), paintings: surroundings.paintings }
  })
}

function readStream(surroundings: Surroundings, ref: PDFRef, resources: PDFDict, matrix: Matrix): Scan {
  const stream = surroundings.context.lookup(ref)
  if (!(stream instanceof PDFRawStream))
    throw notUnderstood(surroundings.page, 'its content is not one stream')
  const bytes = unpack(stream)
  return { ref, stream, bytes, ...new StreamReader(surroundings, resources, matrix).read(bytes) }
}

function withoutMarks(scan: Scan): Scan {
  return { ...scan, units: scan.units.map(({ form, ...unit }) => ({ ...unit, mcid: undefined, ...form && { form: withoutMarks(form) } })) }
}

class StreamReader {
  private readonly edits: Edit[] = []
  private readonly units: Unit[] = []
  private readonly marks: OpenMark[] = []
  private readonly graphics: Graphics
  private readonly path: PathReader
  private readonly text: TextReader
  /** Where the text object began that is open. */
  private textStart: number | undefined
  /** What it writes, if it is in no mark. */
  private unmarked: Writing | undefined

  constructor(private readonly surroundings: Surroundings, private readonly resources: PDFDict, matrix: Matrix) {
    this.graphics = new Graphics(matrix)
    this.path = new PathReader(this.graphics)
    this.text = new TextReader(this.edits, surroundings.brokenWords, () => this.spaceFont())
  }

  read(bytes: Buffer): Pick<Scan, 'edits' | 'units'> {
    readOperators(bytes, operator => this.follow(operator))
    if (this.marks.length > 0)
      throw this.notUnderstood('a mark is not closed')
    // More edits come later, when the space after a text turns out to be missing.
    return { edits: this.edits, units: this.units }
  }

  private follow(operator: Operator): void {
    if (unknownOperators.has(operator.name))
      throw this.notUnderstood(`it uses the operator ${operator.name}`)
    if (this.followText(operator))
      return
    this.graphics.follow(operator)
    this.path.follow(operator)
    this.followMark(operator)
    this.followPicture(operator)
    this.text.interrupt()
    this.followPathEnd(operator)
  }

  /** Follows the operators that begin, place, show and end text. Returns whether this is one. */
  private followText(operator: Operator): boolean {
    const { name, numbers, start, end } = operator
    switch (name) {
      case 'BT':
        this.textStart = start
        this.unmarked = this.mcid === undefined ? { text: '', hasText: false } : undefined
        this.text.begin(this.markedPainting() ?? this.unmarked, this.graphics.matrix)
        return true
      case 'ET':
        this.text.end(start)
        this.addUnit({ start: this.textStart ?? start, end })
        this.textStart = undefined
        this.unmarked = undefined
        return true
      case 'Tf':
        this.text.setFont(operator.nameOperand, this.font(operator.nameOperand), numbers.at(-1) ?? 0)
        return true
      case 'Tm':
        this.text.place(numbers)
        return true
      case 'Td':
        this.text.move(operator)
        return true
      case 'Tj':
        this.showText(operator)
        return true
      default:
        return false
    }
  }

  private showText(operator: Operator): void {
    const before = this.text.show(operator, this.marks.some(mark => mark.replacesText))
    if (before !== undefined) {
      throw new PdfError('content', `Page ${this.surroundings.page} of the PDF has a character that none of the fonts has, after “${before.slice(-40)}”. `
        + 'Use another character, or a font that has it.')
    }
  }

  private followMark(operator: Operator): void {
    if (operator.name === 'BMC' || operator.name === 'BDC')
      this.openMark(operator)
    else if (operator.name === 'EMC')
      this.closeMark(operator)
  }

  private openMark({ source, start, end }: Operator): void {
    const mcid = markNumber.exec(source)?.[1]
    const meaning = replacement.exec(source)?.[1]
    const inText = this.textStart !== undefined
    if (inText && mcid !== undefined)
      throw this.notUnderstood('a mark begins inside a text object')
    const painting = this.markedPainting()
    if (inText && painting && meaning !== undefined)
      painting.text += PDFHexString.of(meaning).decodeText()
    if (!inText)
      this.edits.push({ start, end, text: '' })
    this.marks.push({ ...mcid !== undefined && { mcid: Number(mcid) }, inText, replacesText: meaning !== undefined })
  }

  private closeMark({ start, end }: Operator): void {
    const mark = this.marks.pop()
    if (mark?.inText !== (this.textStart !== undefined))
      throw this.notUnderstood('its marks and its text objects cross')
    if (!mark.inText)
      this.edits.push({ start, end, text: '' })
  }

  /** Shadings, pictures and forms. */
  private followPicture(operator: Operator): void {
    if (operator.name === 'sh')
      this.addUnit(operator, this.graphics.clip)
    else if (operator.name === 'Do')
      this.paint(operator)
  }

  private paint(operator: Operator): void {
    const { context, forms } = this.surroundings
    const ref = resourceIn(this.resources, 'XObject', operator.nameOperand)
    const target = ref && context.lookup(ref)
    if (!ref || !(target instanceof PDFStream))
      throw this.notUnderstood(`it paints /${operator.nameOperand}, which is not there`)
    if (target.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Form')) {
      this.addUnit(operator, boxAround(this.graphics.matrix, unitSquare))
      return
    }
    const own = target.dict.lookupMaybe(PDFName.of('Matrix'), PDFArray)?.asArray().map(n => Number(n.toString())) ?? []
    const inner = target.dict.lookupMaybe(PDFName.of('Resources'), PDFDict) ?? this.resources
    const matrix = multiply(matrixOf(own), this.graphics.matrix)
    if (forms.has(ref)) {
      return this.paintAgain(operator, target, matrix)
    }
    forms.add(ref)
    this.addUnit(operator, undefined, readStream(this.surroundings, ref, inner, matrix))
  }

  /** A form that is painted a second time, such as letters filled with a gradient, becomes a copy that is an artifact. Otherwise it would be read twice. */
  private paintAgain({ start, end, nameOperand }: Operator, form: PDFStream, matrix: Matrix): void {
    const { context } = this.surroundings
    const name = PDFName.of(`${nameOperand}Again`)
    const forms = this.resources.lookupMaybe(PDFName.of('XObject'), PDFDict)
    if (!forms || !(form instanceof PDFRawStream))
      throw this.notUnderstood('it paints a form that is not there')
    const copy = context.register(PDFRawStream.of(form.dict.clone(context), form.contents))
    forms.set(name, copy)
    this.edits.push({ start, end, text: `/${name.decodeText()} Do` })
    const scan = readStream({ ...this.surroundings, paintings: new Map() }, copy, form.dict.lookupMaybe(PDFName.of('Resources'), PDFDict) ?? this.resources, matrix)
    this.units.push({ start, end, mcid: undefined, depth: this.graphics.depth, lowest: this.graphics.takeLowest(), form: withoutMarks(scan) })
  }

  private followPathEnd(operator: Operator): void {
    const path = this.path.end(operator)
    if (path?.isPainted === true)
      this.addUnit(path, path.box)
    if (path?.clips === true)
      this.graphics.clipTo(path.box)
  }

  private addUnit({ start, end }: ByteRange, box?: Box, form?: Scan): void {
    const { graphics } = this
    const painting = this.markedPainting()
    if (painting && box) {
      const visible = graphics.visible(box)
      painting.box = painting.box ? union(painting.box, visible) : visible
    }
    this.units.push({ start, end, mcid: this.mcid, depth: graphics.depth, lowest: graphics.takeLowest(), ...form && { form }, ...this.unmarked && { unmarked: this.unmarked } })
  }

  /** The number of the innermost mark that has one. */
  private get mcid(): number | undefined {
    return this.marks.findLast(mark => mark.mcid !== undefined)?.mcid
  }

  private markedPainting(): Painting | undefined {
    const { mcid, surroundings: { paintings } } = this
    if (mcid === undefined)
      return undefined
    const painting = paintings.get(mcid) ?? { text: '', hasText: false }
    paintings.set(mcid, painting)
    return painting
  }

  private font(name: string): Font {
    const { context, fonts } = this.surroundings
    const ref = resourceIn(this.resources, 'Font', name)
    const dict = ref && context.lookup(ref)
    if (!(dict instanceof PDFDict))
      throw this.notUnderstood(`it uses the font /${name}, which is not there`)
    const font = fonts.get(dict) ?? readFont(dict)
    fonts.set(dict, font)
    return font
  }

  /** A font of the document that has a space. It is named in this stream's resources, if it is not yet. */
  private spaceFont(): SpaceFont | undefined {
    const { resources, surroundings: { context, fonts } } = this
    const named = resources.lookupMaybe(PDFName.of('Font'), PDFDict)
    const [dict, font] = [...fonts].find(([, { space }]) => space !== undefined) ?? []
    const ref = dict && context.getObjectRef(dict)
    if (!named || !font || !ref)
      return undefined
    const known = named.entries().find(([, value]) => value === ref)?.[0] ?? PDFName.of('Space')
    named.set(known, ref)
    return { name: known.decodeText(), font }
  }

  private notUnderstood(what: string): PdfError {
    return notUnderstood(this.surroundings.page, what)
  }
}
