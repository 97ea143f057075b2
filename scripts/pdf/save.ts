/** Writes a document so that the same content is the same bytes, whatever the numbers and dates of the print. */
import type { PDFContext, PDFDocument, PDFObject } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFPageLeaf, PDFPageTree, PDFRawStream, PDFRef, PDFStream, PDFStreamWriter } from '@cantoo/pdf-lib'

/**
 * Returns the file's bytes: objects numbered in the order in which the catalog reaches them, without unreachable ones, packed, and with an identifier
 * (ISO 32000-1, 14.4) made from the content.
 */
export async function save(pdf: PDFDocument): Promise<Uint8Array> {
  renumber(pdf.context)
  await Promise.all(pdf.context.enumerateIndirectObjects().map(async ([, object]) => pack(object)))
  const placeholder = '0'.repeat(32)
  pdf.context.trailerInfo.ID = pdf.context.obj([PDFHexString.of(placeholder), PDFHexString.of(placeholder)])
  // All objects in one stream, where they compress best.
  const bytes = Buffer.from(await PDFStreamWriter.forContext(pdf.context, Infinity, true, Infinity).serializeToBuffer())
  const identifier = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const at = bytes.lastIndexOf(`<${placeholder}>`)
  const other = bytes.lastIndexOf(`<${placeholder}>`, at - 1)
  for (const position of [at, other])
    bytes.write(identifier, position + 1, 'latin1')
  return bytes
}

/** Numbers all objects again, and removes unreachable ones. */
function renumber(context: PDFContext): void {
  const numbering = new Numbering()
  for (const key of ['Root', 'Info'] as const) {
    const ref = context.trailerInfo[key]
    if (ref instanceof PDFRef)
      context.trailerInfo[key] = numbering.numberOf(ref)
  }
  const objects: [PDFRef, PDFObject][] = []
  // The loop adds further objects on the way.
  for (const [ref, to] of numbering.numbers) {
    const object = context.lookup(ref)
    if (object) {
      numbering.renumberIn(object)
      objects.push([to, object])
    }
  }
  for (const [ref] of context.enumerateIndirectObjects())
    context.delete(ref)
  context.largestObjectNumber = 0
  // The writer packs every dictionary but those that it knows to be pages.
  for (const [ref, object] of objects)
    context.assign(ref, object instanceof PDFPageLeaf || object instanceof PDFPageTree ? PDFDict.fromMapWithContext(new Map(object.entries()), context) : object)
}

class Numbering {
  /** The new references, by the old ones. */
  readonly numbers = new Map<PDFRef, PDFRef>()
  private readonly done = new Set<PDFObject>()

  numberOf(ref: PDFRef): PDFRef {
    const number = this.numbers.get(ref) ?? PDFRef.of(this.numbers.size + 1)
    this.numbers.set(ref, number)
    return number
  }

  /** Puts new references in the place of the old ones. */
  renumberIn(object: PDFObject): void {
    // A value may be in several places: several links share a destination.
    if (this.done.has(object))
      return
    this.done.add(object)
    if (object instanceof PDFArray)
      object.asArray().forEach((value, i) => this.renumberValue(value, ref => object.set(i, ref)))
    else if (object instanceof PDFDict)
      object.entries().forEach(([key, value]) => this.renumberValue(value, ref => object.set(key, ref)))
    else if (object instanceof PDFStream)
      this.renumberIn(object.dict)
  }

  private renumberValue(value: PDFObject, set: (ref: PDFRef) => void): void {
    if (value instanceof PDFRef)
      set(this.numberOf(value))
    else
      this.renumberIn(value)
  }
}

/** Packs a stream that is not packed yet. XMP stays readable for tools that do not know PDF. */
async function pack(object: PDFObject): Promise<void> {
  if (!(object instanceof PDFRawStream) || object.dict.has(PDFName.of('Filter')) || object.dict.get(PDFName.of('Type')) === PDFName.of('Metadata'))
    return
  const packed = await promisify(deflate)(object.contents, { level: 9 })
  object.updateContents(packed)
  object.dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  object.dict.set(PDFName.of('Length'), PDFNumber.of(packed.length))
}
