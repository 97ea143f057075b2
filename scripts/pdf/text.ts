/**
 * Reads and shortens the text objects of a print. Chromium uses separate operators to show and place each glyph, which takes three times the bytes,
 * and leaves out the space at the end of a line, so that screen readers join the words.
 */
import type { Font } from './fonts.ts'
import type { Matrix } from './geometry.ts'
import type { ByteRange, Operator } from './operators.ts'
import { Buffer } from 'node:buffer'
import { identity, matrixOf, transform } from './geometry.ts'

/** A change to a stream: what is in its range becomes `text`. */
export interface Edit extends ByteRange {
  readonly text: string
}

/** Where a glyph is on its page, and how large, in points. */
interface Spot {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** What is written within one mark. */
export interface Writing {
  /** In Unicode, with a space where a line ends. */
  text: string
  /** Whether it shows glyphs, blank ones included. */
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
const lastLetters = /\S*$/
const spaceOrEnd = /\s|$/
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u

/** A font that has a space, by its name in the resources of a stream. */
export interface SpaceFont {
  readonly name: string
  readonly font: Font
}

/**
 * Whether only a new line or a gap on the page, and no space in the text, separates `next` from `before`. Inside `brokenWords` a line ends without a
 * space.
 */
export function lacksSpace(before: Writing, next: Writing, brokenWords: readonly string[]): boolean {
  if (!before.end || !next.start || before.text === '' || endsInSpace.test(before.text) || beginsInSpace.test(next.text))
    return false
  const size = Math.max(before.end.size, next.start.size)
  // Indices and exponents are closer to the line than that.
  if (Math.abs(before.end.y - next.start.y) > 0.6 * size)
    return !endsInWord.test(before.text) && !closes.test(next.text) && !brokenWords.some(word => word.startsWith(`${lastWord(before.text)}${firstWord(next.text)}`))
  const gap = Math.abs(next.start.x - before.end.x)
  return gap > 0.2 * size && !opens.test(before.text) && !closes.test(next.text) && !rightToLeft.test(before.text + next.text)
}

function lastWord(text: string): string {
  return text.slice(text.search(lastLetters))
}

function firstWord(text: string): string {
  return text.slice(0, text.search(spaceOrEnd))
}

/** Follows the text operators of one stream. `edits` gets what will be written in another way. */
export class TextReader {
  private font: Font | undefined
  private fontName = ''
  private size = 0
  private writing: Writing | undefined
  private isFirst = false
  /** Leads from the text object's surroundings to the page. */
  private matrix = identity
  /** Leads from text space to those surroundings: what `Tm` sets. */
  private placed = identity
  /** Where the line begins, and how far from there the next glyph is, in text space. */
  private line: readonly [x: number, y: number] = [0, 0]
  private pen = 0
  private readonly run: Run

  /** `spaceFont` finds the font of other text that has a space, once the whole document has been read. */
  constructor(private readonly edits: Edit[], private readonly brokenWords: readonly string[], private readonly spaceFont: () => SpaceFont | undefined) {
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
    const { writing, font, fontName, size, edits } = this
    if (writing && !this.isFirst) {
      writing.end = this.spot()
      writing.addSpace = () => {
        writing.text += ' '
        const other = font?.space === undefined ? this.spaceFont() : undefined
        if (font?.space !== undefined)
          edits.push({ start: at, end: at, text: `${spaceIn(font)}Tj ` })
        else if (other)
          edits.push({ start: at, end: at, text: `/${other.name} ${size} Tf ${spaceIn(other.font)}Tj /${fontName} ${size} Tf ` })
      }
    }
  }

  /** `Tf` */
  setFont(name: string, font: Font, size: number): void {
    this.interrupt()
    this.font = font
    this.fontName = name
    this.size = size
  }

  /** `Tm` */
  place(numbers: readonly number[]): void {
    this.run.end(false)
    this.placed = matrixOf(numbers)
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
   * `Tj`. The glyphs do not count as text if another text replaces them.
   * @returns the text before the first glyph that no font has, if there is one.
   */
  show({ start, end, stringOperand: codes }: Operator, isReplaced: boolean): string | undefined {
    const { font, size } = this
    if (!font)
      return undefined
    let text = ''
    let advance = 0
    for (const code of codesIn(codes, font)) {
      // Glyph 0 is .notdef (ISO 14289-1, 7.21.8).
      if (code === 0 && font.isComposite)
        return `${this.writing?.text ?? ''}${text}`
      text += font.unicode.get(code) ?? ''
      advance += font.advance(code) * size
    }
    this.record(text, isReplaced)
    this.pen += advance
    if (font.isComposite && size > 0)
      this.run.show({ start, end }, codes, advance, size)
    return undefined
  }

  /** Adds text to what the mark holds, before the pen moves over it. */
  private record(text: string, isReplaced: boolean): void {
    const { writing } = this
    if (!writing)
      return
    if (this.isFirst) {
      const start = this.spot()
      if (lacksSpace(writing, { text, hasText: true, start }, this.brokenWords))
        writing.addSpace?.()
      writing.start ??= start
    }
    writing.hasText = true
    if (!isReplaced)
      writing.text += text
    this.isFirst = false
  }

  private spot(): Spot {
    const { matrix: m, placed } = this
    const [,, c, d] = placed
    const [x, y] = transform(m, ...transform(placed, this.line[0] + this.pen, this.line[1]))
    return { x, y, size: this.size * Math.hypot(c * m[0] + d * m[2], c * m[1] + d * m[3]) }
  }
}

function spaceIn({ space = 0, isComposite }: Font): string {
  return `<${space.toString(16).padStart(isComposite ? 4 : 2, '0')}>`
}

/** The codes in a string: two bytes each with a composite font, else one. */
function codesIn(bytes: Uint8Array, font: Font): readonly number[] {
  if (!font.isComposite)
    return [...bytes]
  return Array.from({ length: Math.ceil(bytes.length / 2) }, (_, i) => ((bytes[2 * i] ?? 0) << 8) + (bytes[2 * i + 1] ?? 0))
}

/** Glyphs on one line: `<g> Tj dx 0 Td <g> Tj …` becomes `[<gg> k <g>] TJ`. None moves by more than half a thousandth of the font size. */
class Run {
  private range: ByteRange | undefined
  private glyphs = 0
  private parts = ''
  /** Where the next glyph is to be, and where it would be by itself: from the start of the run, in text space. */
  private wanted = 0
  private reached = 0

  constructor(private readonly edits: Edit[]) {}

  show({ start, end }: ByteRange, codes: Uint8Array, advance: number, size: number): void {
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
