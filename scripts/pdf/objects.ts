/** Reads and makes values of a PDF's dictionaries. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import { PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib'

const ascii = /^[\x20-\x7E]*$/
const escaped = /[\\()]/g

/** The reference that a dictionary holds under a key, if it holds one. */
export function refIn(dict: PDFDict, key: string): PDFRef | undefined {
  const value = dict.get(PDFName.of(key))
  return value instanceof PDFRef ? value : undefined
}

/** The text that a dictionary holds under a key, if it holds one. */
export function textIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

/** The name that a dictionary holds under a key, without its slash, if it holds one. */
export function nameIn(dict: PDFDict | undefined, key: string): string | undefined {
  return dict?.lookupMaybe(PDFName.of(key), PDFName)?.decodeText()
}

/** A text string (ISO 32000-1, 7.9.2.2): as it is where it is ASCII, else in UTF-16. */
export function textString(text: string): PDFString | PDFHexString {
  return ascii.test(text) ? PDFString.of(text.replace(escaped, '\\$&')) : PDFHexString.fromText(text)
}

/** The reference of a resource, such as a font, that a page or form uses by a name. */
export function resourceIn(resources: PDFDict, kind: string, name: string): PDFRef | undefined {
  const dict = resources.lookupMaybe(PDFName.of(kind), PDFDict)
  return dict && refIn(dict, name)
}

/** The document's dictionary of names (ISO 32000-1, 7.7.4), made if there is none yet. */
export function namesOf(pdf: PDFDocument): PDFDict {
  const key = PDFName.of('Names')
  const found = pdf.catalog.lookupMaybe(key, PDFDict)
  if (found)
    return found
  const names = pdf.context.obj({})
  // On its own, because the catalog is not packed.
  pdf.catalog.set(key, pdf.context.register(names))
  return names
}
