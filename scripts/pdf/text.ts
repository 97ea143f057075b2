/**
 * The text objects of a print. Chromium shows and places every glyph by an operator of its own, which takes three times the space, and
 * leaves out the space where a line ends, which runs words together for whoever reads the text without looking at the page.
 */
import type { Font } from './fonts.ts'
import type { Operator, Range } from './operators.ts'
import { Buffer } from 'node:buffer'

/** What stands in a range of a stream is to become `text`. */
export interface Edit extends Range {
  readonly text: string
}

/** From the matrix's space to the page's (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number]

/** Where a glyph stands on its page, and how large, in points. */
interface Spot {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** What is written within one mark. */
export interface Writing {
  /** In Unicode, a space where a line ends. */
  text: string
  /** Whether it shows glyphs, be they blank. */
  hasText: boolean
  start?: Spot
  end?: Spot
  /** Shows a space after it, if its font has one. */
  addSpace?: () => void
}

const endsInSpace = /\s$/
const beginsInSpace = /^\s/
/** After a hyphen or dash inside a word, and between letters of scripts that do without spaces, a line ends without one. */
const endsInWord = /[^\s\-‐–—/][\-‐–—/]$|[\u00AD\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u
/** Beside these a gap is padding. */
const opens = /[([“‘«„‚‹]$/
const closes = /^[)\]”’»‹.,;:!?…]/
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u

/** Whether `next` is read as a word of its own after `before` on the page, but not in the text: its line or a gap says so, and no space. */
export function lacksSpace(before: Writing, next: Writing): boolean {
  if (!before.end || !next.start || before.text === '' || endsInSpace.test(before.text) || beginsInSpace.test(next.text))
    return false
  const size = Math.max(before.end.size, next.start.size)
  // Indices and exponents stand off the line by less.
  if (Math.abs(before.end.y - next.start.y) > 0.6 * size)
    return !endsInWord.test(before.text)
  const gap = Math.abs(next.start.x - before.end.x)
  return gap > 0.2 * size && !opens.test(before.text) && !closes.test(next.text) && !rightToLeft.test(before.text + next.text)
}

/** Follows the text operators of one stream. What it would write otherwise goes into `edits`. */
export class TextReader {
  private font: Font | undefined
  private size = 0
  private writing: Writing | undefined
  private isFirst = false
  private matrix: Matrix = [1, 0, 0, 1, 0, 0]
  private placed: Matrix = [1, 0, 0, 1, 0, 0]
  /** Where the line begins, and how far from there the next glyph stands, in text space. */
  private line: readonly [x: number, y: number] = [0, 0]
  private pen = 0
  private readonly run: Run

  constructor(private readonly edits: Edit[]) {
    this.run = new Run(edits)
  }

  /** `BT`, in a mark or in none. `matrix` leads to the page. */
  begin(writing: Writing | undefined, matrix: Matrix): void {
    this.writing = writing
    this.isFirst = true
    this.matrix = matrix
    this.place([])
  }

  /** `ET`, at an offset in the stream. */
  end(at: number): void {
    this.run.end(false)
    const { writing, font, edits } = this
    if (writing && !this.isFirst) {
      writing.end = this.spot()
      writing.addSpace = () => {
        writing.text += ' '
        if (font?.space !== undefined)
          edits.push({ start: at, end: at, text: `<${font.space.toString(16).padStart(font.isComposite ? 4 : 2, '0')}>Tj ` })
      }
    }
  }

  /** `Tf` */
  setFont(font: Font, size: number): void {
    this.interrupt()
    this.font = font
    this.size = size
  }

  /** `Tm` */
  place([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): void {
    this.run.end(false)
    this.placed = [a, b, c, d, e, f]
    this.line = [0, 0]
    this.pen = 0
  }

  /** `Td` */
  move({ numbers: [x = 0, y = 0], end }: Operator): void {
    if (y !== 0)
      this.interrupt()
    this.line = [this.line[0] + x, this.line[1] + y]
    this.pen = 0
    this.run.move(x, end)
  }

  /** Any operator that neither shows nor places glyphs. */
  interrupt(): void {
    this.run.end(true)
  }

  /**
   * `Tj`. The text is not the glyphs' if something else stands for them.
   * @returns the text before the first glyph that no font has, if there is one.
   */
  show({ start, end, stringOperand: codes }: Operator, isReplaced: boolean): string | undefined {
    const { font, size, writing } = this
    if (!font)
      return undefined
    let text = ''
    let advance = 0
    for (let i = 0; i < codes.length; i += font.isComposite ? 2 : 1) {
      const code = font.isComposite ? ((codes[i] ?? 0) << 8) + (codes[i + 1] ?? 0) : codes[i] ?? 0
      // Glyph 0 is .notdef (ISO 14289-1, 7.21.8).
      if (code === 0 && font.isComposite)
        return `${writing?.text ?? ''}${text}`
      text += font.unicode.get(code) ?? ''
      advance += font.advance(code) * size
    }
    if (writing) {
      if (this.isFirst) {
        const start = this.spot()
        if (lacksSpace(writing, { text, hasText: true, start }))
          writing.addSpace?.()
        writing.start ??= start
      }
      writing.hasText = true
      if (!isReplaced)
        writing.text += text
      this.isFirst = false
    }
    this.pen += advance
    if (font.isComposite && size > 0)
      this.run.show({ start, end }, codes, advance, size)
    return undefined
  }

  private spot(): Spot {
    const [a, b, c, d, e, f] = this.placed
    const [x, y] = [this.line[0] + this.pen, this.line[1]]
    const [px, py] = [x * a + y * c + e, x * b + y * d + f]
    const m = this.matrix
    const height = Math.hypot(c * m[0] + d * m[2], c * m[1] + d * m[3])
    return { x: px * m[0] + py * m[2] + m[4], y: px * m[1] + py * m[3] + m[5], size: this.size * height }
  }
}

/** Glyphs on one line: `<g> Tj dx 0 Td <g> Tj …` becomes `[<gg> k <g>] TJ`. None moves by more than half a thousandth of the font size. */
class Run {
  private range: Range | undefined
  private glyphs = 0
  private parts = ''
  /** Where the next glyph is to stand, and where it would stand by itself: from the start of the run, in text space. */
  private wanted = 0
  private reached = 0

  constructor(private readonly edits: Edit[]) {}

  show({ start, end }: Range, codes: Uint8Array, advance: number, size: number): void {
    const kern = this.glyphs === 0 ? 0 : Math.round((this.reached - this.wanted) * 1000 / size)
    if (kern !== 0)
      this.parts += `>${kern}<`
    this.parts += Buffer.from(codes).toString('hex')
    this.reached += advance - kern * size / 1000
    this.glyphs++
    this.range = { start: this.range?.start ?? start, end }
  }

  move(x: number, end: number): void {
    if (!this.range)
      return
    this.wanted += x
    this.range = { ...this.range, end }
  }

  /** Writes the run. What follows may be placed from where its last glyph was. */
  end(isFollowed: boolean): void {
    if (this.range && this.glyphs > 1)
      this.edits.push({ ...this.range, text: `[<${this.parts}>]TJ${isFollowed && this.wanted !== 0 ? ` ${Number(this.wanted.toFixed(5))} 0 Td` : ''}` })
    this.range = undefined
    this.glyphs = 0
    this.parts = ''
    this.wanted = 0
    this.reached = 0
  }
}
