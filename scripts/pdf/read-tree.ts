/** Reads the structure tree that a print has. */
import type { PDFContext, PDFDocument, PDFObject } from '@cantoo/pdf-lib'
import type { Kid, MarkedContent, StructureElement, TableAttributes } from './tree.ts'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { notUnderstood } from './error.ts'
import { nameIn, refIn, textIn } from './objects.ts'

/**
 * Reads a print's structure tree.
 * @throws {PdfError} where there is none, or it is not as Chromium writes it.
 */
export function readTree(pdf: PDFDocument): StructureElement {
  const root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict)
  const [document, ...others] = root ? new TreeReader(pdf).kidsOf(root.get(PDFName.of('K')), undefined) : []
  if (document?.kind !== 'element' || others.length > 0)
    throw notUnderstood(undefined, 'it has no structure tree with one root element')
  return document
}

/** Below, `page` is the page of the parent: a kid that names no page is on it too. */
class TreeReader {
  private readonly context: PDFContext
  private readonly pages: ReadonlyMap<PDFRef, number>

  constructor(pdf: PDFDocument) {
    this.context = pdf.context
    this.pages = new Map(pdf.getPages().map((page, index) => [page.ref, index]))
  }

  /** What an element has under `K`: one kid, several or none. */
  kidsOf(value: PDFObject | undefined, page: PDFRef | undefined): Kid[] {
    const target = value instanceof PDFRef ? this.context.lookup(value) : value
    if (value === undefined)
      return []
    if (target instanceof PDFArray)
      return target.asArray().flatMap(kid => this.kidsOf(kid, page))
    if (value instanceof PDFNumber)
      return [this.contentOf(page, value)]
    if (target instanceof PDFDict)
      return [this.kidOf(target, refIn(target, 'Pg') ?? page)]
    throw notUnderstood(undefined, 'a structure element has a kid of an unknown kind')
  }

  private kidOf(dict: PDFDict, page: PDFRef | undefined): Kid {
    const type = nameIn(dict, 'Type')
    if (type === 'MCR')
      return this.contentOf(page, dict.lookup(PDFName.of('MCID'), PDFNumber))
    if (type !== 'OBJR')
      return this.elementOf(dict, page)
    const ref = refIn(dict, 'Obj')
    if (!ref)
      throw notUnderstood(undefined, 'an object reference has no object')
    return { kind: 'annotation', ref }
  }

  private contentOf(ref: PDFRef | undefined, mcid: PDFNumber): MarkedContent {
    const page = ref && this.pages.get(ref)
    if (page === undefined)
      throw notUnderstood(undefined, 'marked content in the structure tree is on no page')
    return { kind: 'content', page, mcid: mcid.asNumber() }
  }

  private elementOf(dict: PDFDict, page: PDFRef | undefined): StructureElement {
    const type = nameIn(dict, 'S')
    if (type === undefined)
      throw notUnderstood(undefined, 'a structure element has no type')
    const attributes = attributesOf(dict)
    const isCell = type === 'TH' || type === 'TD'
    return {
      kind: 'element',
      type,
      kids: this.kidsOf(dict.get(PDFName.of('K')), page),
      alt: textIn(dict, 'Alt'),
      lang: textIn(dict, 'Lang'),
      id: textIn(dict, 'ID'),
      numbering: nameIn(attributes.get('List'), 'ListNumbering'),
      table: isCell ? tableAttributesOf(attributes.get('Table') ?? this.context.obj({})) : undefined,
    }
  }
}

/** An element's attribute dictionaries by owner. Chromium writes one dictionary an attribute; those of one owner are joined. */
function attributesOf(element: PDFDict): Map<string, PDFDict> {
  const value = element.lookup(PDFName.of('A'))
  const dicts = value instanceof PDFArray ? value.asArray().map((_, i) => value.lookup(i)) : [value]
  const joined = new Map<string, PDFDict>()
  for (const dict of dicts) {
    if (!(dict instanceof PDFDict))
      continue
    const owner = nameIn(dict, 'O') ?? ''
    const target = joined.get(owner)
    if (target)
      dict.entries().forEach(([key, entry]) => target.set(key, entry))
    else
      joined.set(owner, dict)
  }
  return joined
}

function tableAttributesOf(dict: PDFDict): TableAttributes {
  const span = (key: string): number => dict.lookupMaybe(PDFName.of(key), PDFNumber)?.asNumber() ?? 1
  const headers = dict.lookupMaybe(PDFName.of('Headers'), PDFArray)?.asArray() ?? []
  return {
    scope: nameIn(dict, 'Scope'),
    headers: headers.flatMap(header => header instanceof PDFString || header instanceof PDFHexString ? [header.decodeText()] : []),
    rowSpan: span('RowSpan'),
    colSpan: span('ColSpan'),
  }
}
