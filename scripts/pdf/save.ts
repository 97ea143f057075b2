/** Writes a document so that the same content is the same bytes, whatever numbers and dates the print was given. */
import type { PDFContext, PDFDocument, PDFObject } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib'

/**
 * The file's bytes: objects numbered in the order in which the catalog reaches them, what nothing reaches left out, everything
 * packed, and an identifier (ISO 32000-1, 14.4) made from the content.
 */
export async function save(pdf: PDFDocument): Promise<Uint8Array> {
  renumber(pdf.context)
  await Promise.all(pdf.context.enumerateIndirectObjects().map(async ([, object]) => pack(object)))
  const placeholder = '0'.repeat(32)
  pdf.context.trailerInfo.ID = pdf.context.obj([PDFHexString.of(placeholder), PDFHexString.of(placeholder)])
  const bytes = Buffer.from(await pdf.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity }))
  const identifier = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const at = bytes.lastIndexOf(`<${placeholder}>`)
  const other = bytes.lastIndexOf(`<${placeholder}>`, at - 1)
  for (const position of [at, other])
    bytes.write(identifier, position + 1, 'latin1')
  return bytes
}

function renumber(context: PDFContext): void {
  const renamed = new Map<PDFRef, PDFRef>()
  const queue: PDFRef[] = []
  const rename = (ref: PDFRef): PDFRef => {
    let to = renamed.get(ref)
    if (!to) {
      to = PDFRef.of(renamed.size + 1)
      renamed.set(ref, to)
      queue.push(ref)
    }
    return to
  }
  const done = new Set<PDFObject>()
  const renameIn = (object: PDFObject): void => {
    // A value may stand in several places, as a destination does that several links share.
    if (done.has(object))
      return
    done.add(object)
    if (object instanceof PDFArray) {
      object.asArray().forEach((value, i) => value instanceof PDFRef ? object.set(i, rename(value)) : renameIn(value))
    }
    else if (object instanceof PDFDict) {
      for (const [key, value] of object.entries()) {
        if (value instanceof PDFRef)
          object.set(key, rename(value))
        else
          renameIn(value)
      }
    }
    else if (object instanceof PDFStream) {
      renameIn(object.dict)
    }
  }

  for (const key of ['Root', 'Info'] as const) {
    const ref = context.trailerInfo[key]
    if (ref instanceof PDFRef)
      context.trailerInfo[key] = rename(ref)
  }
  const objects: [PDFRef, PDFObject][] = []
  for (const ref of queue) {
    const object = context.lookup(ref)
    const to = renamed.get(ref)
    if (object && to) {
      renameIn(object)
      objects.push([to, object])
    }
  }
  for (const [ref] of context.enumerateIndirectObjects())
    context.delete(ref)
  context.largestObjectNumber = 0
  for (const [ref, object] of objects)
    context.assign(ref, object)
}

/** Packs a stream that is not packed yet: those that the print has packed would not get smaller. XMP stays legible to tools that know no PDF. */
async function pack(object: PDFObject): Promise<void> {
  if (!(object instanceof PDFRawStream) || object.dict.has(PDFName.of('Filter')) || object.dict.get(PDFName.of('Type')) === PDFName.of('Metadata'))
    return
  const packed = await promisify(deflate)(object.contents, { level: 9 })
  object.updateContents(packed)
  object.dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  object.dict.set(PDFName.of('Length'), PDFNumber.of(packed.length))
}
