/** Reads fonts: the length of their codes, their meaning in Unicode, and how far they advance. */
import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'

export interface Font {
  /** A composite font's codes are glyph numbers of two bytes (ISO 32000-1, 9.7); any other font's are one byte. */
  readonly isComposite: boolean
  readonly unicode: ReadonlyMap<number, string>
  /** How far a glyph advances, as a share of the font size. */
  readonly advance: (code: number) => number
  /** The code of the space, if the font has one. */
  readonly space: number | undefined
}

/** Ligatures become letters, because an outline shows the words too. */
const ligature = /[\uFB00-\uFB06]/g
const characters = /beginbfchar(.*?)endbfchar/gs
const character = /<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi
const ranges = /beginbfrange(.*?)endbfrange/gs
const range = /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi

/** Reads a font dictionary. */
export function readFont(font: PDFDict): Font {
  const map = font.lookup(PDFName.of('ToUnicode'))
  const unicode = map instanceof PDFRawStream ? unicodeMap(unpack(map).toString('latin1')) : new Map<number, string>()
  const isComposite = font.lookup(PDFName.of('Subtype')) === PDFName.of('Type0')
  return {
    isComposite,
    unicode,
    space: [...unicode].find(([, text]) => text === ' ')?.[0],
    advance: isComposite ? compositeAdvance(font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)) : simpleAdvance(font),
  }
}

function compositeAdvance(glyphs: PDFDict): Font['advance'] {
  const widths = widthsOf(glyphs.lookupMaybe(PDFName.of('W'), PDFArray))
  const usual = glyphs.lookupMaybe(PDFName.of('DW'), PDFNumber)?.asNumber() ?? 1000
  return code => (widths.get(code) ?? usual) / 1000
}

/** Of a Type 3 font, the widths are in its own space (ISO 32000-1, 9.6.5). */
function simpleAdvance(font: PDFDict): Font['advance'] {
  const numbers = (key: string): number[] => font.lookupMaybe(PDFName.of(key), PDFArray)?.asArray().map(n => n instanceof PDFNumber ? n.asNumber() : 0) ?? []
  const widths = numbers('Widths')
  const first = font.lookupMaybe(PDFName.of('FirstChar'), PDFNumber)?.asNumber() ?? 0
  const [scale = 0.001] = numbers('FontMatrix')
  return code => (widths[code - first] ?? 0) * scale
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

/** A stream's bytes, unpacked. */
export function unpack(stream: PDFRawStream): Buffer {
  return stream.dict.get(PDFName.of('Filter')) ? inflateSync(stream.contents) : Buffer.from(stream.contents)
}

/** A ToUnicode CMap (ISO 32000-1, 9.10.3). Skia writes only the first target of a range; the others follow from it. */
function unicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>()
  const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le').replace(ligature, letters => letters.normalize('NFKC'))
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
