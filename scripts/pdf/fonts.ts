/** What text needs of a font: how long its codes are, what they mean in Unicode, and how far they advance. */
import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'

export interface Font {
  /** A composite font's codes are glyph numbers of two bytes (ISO 32000-1, 9.7); any other font's are one byte. */
  readonly isComposite: boolean
  readonly unicode: ReadonlyMap<number, string>
  /** A glyph's advance in thousandths of the font size, for a composite font. */
  readonly advance: (code: number) => number
}

const characters = /beginbfchar(.*?)endbfchar/gs
const character = /<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi
const ranges = /beginbfrange(.*?)endbfrange/gs
const range = /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi

/** Reads a font dictionary. */
export function readFont(font: PDFDict): Font {
  const map = font.lookup(PDFName.of('ToUnicode'))
  const isComposite = font.lookup(PDFName.of('Subtype')) === PDFName.of('Type0')
  const glyphs = isComposite ? font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict) : undefined
  const widths = widthsOf(glyphs?.lookupMaybe(PDFName.of('W'), PDFArray))
  const usual = glyphs?.lookupMaybe(PDFName.of('DW'), PDFNumber)?.asNumber() ?? 1000
  return {
    isComposite,
    unicode: map instanceof PDFRawStream ? unicodeMap(unpack(map).toString('latin1')) : new Map<number, string>(),
    advance: code => widths.get(code) ?? usual,
  }
}

/** A composite font's widths (ISO 32000-1, 9.7.4.3): `first [w w …]` or `first last w`, any number of times. */
function widthsOf(array: PDFArray | undefined): Map<number, number> {
  const widths = new Map<number, number>()
  if (!array)
    return widths
  const number = (at: number): number => array.lookup(at, PDFNumber).asNumber()
  for (let i = 0; i < array.size();) {
    const first = number(i)
    const list = array.lookup(i + 1)
    if (list instanceof PDFArray) {
      list.asArray().forEach((_, step) => widths.set(first + step, list.lookup(step, PDFNumber).asNumber()))
      i += 2
    }
    else {
      for (let code = first; code <= number(i + 1); code++)
        widths.set(code, number(i + 2))
      i += 3
    }
  }
  return widths
}

/** A stream's bytes as they were before packing. */
export function unpack(stream: PDFRawStream): Buffer {
  return stream.dict.get(PDFName.of('Filter')) ? inflateSync(stream.contents) : Buffer.from(stream.contents)
}

/** A ToUnicode CMap (ISO 32000-1, 9.10.3). Skia gives ranges their first target only, and steps from there. */
function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>()
  const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, body = ''] of cmap.matchAll(characters)) {
    for (const [, code = '', target = ''] of body.matchAll(character))
      map.set(Number.parseInt(code, 16), text(target))
  }
  for (const [, body = ''] of cmap.matchAll(ranges)) {
    for (const [, first = '', last = '', target = ''] of body.matchAll(range)) {
      const start = text(target)
      for (let code = Number.parseInt(first, 16), step = 0; code <= Number.parseInt(last, 16); code++, step++)
        map.set(code, start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + step))
    }
  }
  return map
}
