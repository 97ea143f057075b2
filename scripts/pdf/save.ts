/** Writes a document so that the same content is the same bytes, whatever numbers and dates the print was given. */
import type { PDFContext, PDFDocument, PDFObject } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { unpack } from './fonts.ts'

/**
 * The file's bytes: objects numbered in the order in which the catalog reaches them, what nothing reaches left out, streams packed as tightly
 * as they go, and an identifier (ISO 32000-1, 14.4) made from the content.
 */
export async function save(pdf: PDFDocument): Promise<Uint8Array> {
  renumber(pdf.context)
  for (const [, object] of pdf.context.enumerateIndirectObjects())
    pack(object)
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
  const renameIn = (object: PDFObject): void => {
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

  const { Root, Info } = context.trailerInfo
  for (const key of ['Root', 'Info'] as const) {
    const ref = { Root, Info }[key]
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

/** Packs a stream that is not packed yet, or packed less tightly. */
function pack(object: PDFObject): void {
  if (!(object instanceof PDFRawStream) || object.dict.lookup(PDFName.of('Type')) === PDFName.of('Metadata'))
    return
  const filter = object.dict.lookup(PDFName.of('Filter'))
  if (filter !== undefined && filter !== PDFName.of('FlateDecode'))
    return
  const packed = deflateSync(unpack(object), { level: 9 })
  if (filter && packed.length >= object.contents.length)
    return
  object.updateContents(packed)
  object.dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  object.dict.set(PDFName.of('Length'), PDFNumber.of(packed.length))
}
