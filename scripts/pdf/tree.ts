/** A document's structure tree (ISO 32000-1, 14.7) as plain data: read from a print, written into the finished file. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import type { Box } from './content.ts'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { notUnderstood } from './content.ts'

/** A structure element. `type` is a standard type of PDF 1.7 or one of those that `roles` maps to one. */
export interface Element {
  readonly kind: 'element'
  readonly type: string
  readonly kids: readonly Kid[]
  readonly alt?: string
  readonly actualText?: string
  readonly lang?: string
  readonly id?: string
  readonly table?: TableAttributes
  /** A list's ListNumbering. */
  readonly numbering?: string
  /** A figure's place on its page, in points. */
  readonly box?: Box
}

/** What a table cell says of itself (ISO 32000-1, table 349). */
export interface TableAttributes {
  readonly scope?: string
  readonly headers: readonly string[]
  readonly rowSpan: number
  readonly colSpan: number
}

/** What one mark of the print paints: `page` counts from 0. The same object is found again when the marks are written anew. */
export interface Content {
  readonly kind: 'content'
  readonly page: number
  readonly mcid: number
}

/** An annotation: with Chromium, always a link's. */
export interface Annotation {
  readonly kind: 'annotation'
  readonly ref: PDFRef
}

export type Kid = Element | Content | Annotation

/** Where a content went: its page, the form XObject if it is in one, and its mark's new number. */
export interface Place {
  readonly page: PDFRef
  readonly form?: PDFRef
  readonly mcid: number
}

/** Chromium's types of PDF 2.0, and the type of PDF 1.7 that comes nearest. */
export const roles: Readonly<Record<string, string>> = { Aside: 'Div', Em: 'Span', Strong: 'Span' }

const ascii = /^[\x20-\x7E]*$/
const escaped = /[\\()]/g

/**
 * Reads a print's structure tree.
 * @throws {Failure} where there is none, or it is not as Chromium writes it.
 */
export function readTree(pdf: PDFDocument): Element {
  const { context } = pdf
  const pages = new Map(pdf.getPages().map((page, index) => [page.ref, index]))

  function kidsOf(value: unknown, page: PDFRef | undefined): Kid[] {
    if (value === undefined)
      return []
    if (value instanceof PDFArray)
      return value.asArray().flatMap(kid => kidsOf(kid, page))
    if (value instanceof PDFNumber)
      return [contentOf(page, value.asNumber())]
    const target = value instanceof PDFRef ? context.lookup(value) : value
    if (target instanceof PDFArray)
      return kidsOf(target, page)
    if (!(target instanceof PDFDict))
      throw notUnderstood(undefined, 'a structure element has a kid of an unknown kind')
    const type = target.lookupMaybe(PDFName.of('Type'), PDFName)?.decodeText()
    const ownPage = refIn(target, 'Pg') ?? page
    if (type === 'MCR')
      return [contentOf(ownPage, target.lookup(PDFName.of('MCID'), PDFNumber).asNumber())]
    if (type === 'OBJR') {
      const ref = refIn(target, 'Obj')
      if (!ref)
        throw notUnderstood(undefined, 'an object reference has no object')
      return [{ kind: 'annotation', ref }]
    }
    return [elementOf(target, ownPage)]
  }
  function contentOf(ref: PDFRef | undefined, mcid: number): Content {
    const page = ref && pages.get(ref)
    if (page === undefined)
      throw notUnderstood(undefined, 'marked content in the structure tree is on no page')
    return { kind: 'content', page, mcid }
  }
  function elementOf(dict: PDFDict, page: PDFRef | undefined): Element {
    const type = dict.lookupMaybe(PDFName.of('S'), PDFName)?.decodeText()
    if (type === undefined)
      throw notUnderstood(undefined, 'a structure element has no type')
    const attributes = attributesOf(dict)
    const list = attributes.get('List')?.lookupMaybe(PDFName.of('ListNumbering'), PDFName)?.decodeText()
    const isCell = type === 'TH' || type === 'TD'
    return {
      kind: 'element',
      type,
      kids: kidsOf(dict.get(PDFName.of('K')), page),
      ...optional('alt', textIn(dict, 'Alt')),
      ...optional('lang', textIn(dict, 'Lang')),
      ...optional('id', textIn(dict, 'ID')),
      ...optional('numbering', list),
      ...isCell && { table: tableAttributesOf(attributes.get('Table') ?? context.obj({})) },
    }
  }

  const root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict)
  const [document, ...others] = root ? kidsOf(root.get(PDFName.of('K')), undefined) : []
  if (document?.kind !== 'element' || others.length > 0)
    throw notUnderstood(undefined, 'it has no structure tree with one root element')
  return document
}

/**
 * Writes `document` as the file's structure tree, with the parent tree of `marks` and of the annotations, and gives each page, form and
 * annotation its key in it. `places` says what each content became. Gives where each element is.
 */
export function writeTree(pdf: PDFDocument, document: Element, places: ReadonlyMap<Content, readonly Place[]>, marks: readonly { holder: PDFDict, owners: ReadonlyMap<number, Content> }[]): ReadonlyMap<Element, PDFRef> {
  const { context } = pdf
  const rootRef = context.nextRef()
  const refOf = new Map<Element, PDFRef>()
  const elementOfContent = new Map<Content, PDFRef>()
  const elementOfAnnotation = new Map<PDFRef, PDFRef>()
  const ids: [string, PDFRef][] = []
  const used = new Set<string>()

  const write = (element: Element, parent: PDFRef): PDFRef => {
    const ref = context.nextRef()
    refOf.set(element, ref)
    used.add(element.type)
    const page = firstPlace(element, places)?.page
    const kids = element.kids.flatMap((kid): (PDFRef | PDFNumber | PDFDict)[] => {
      if (kid.kind === 'element')
        return [write(kid, ref)]
      if (kid.kind === 'annotation') {
        elementOfAnnotation.set(kid.ref, ref)
        const home = refIn(context.lookup(kid.ref, PDFDict), 'P')
        return [context.obj({ Type: 'OBJR', Obj: kid.ref, ...home && home !== page && { Pg: home } })]
      }
      elementOfContent.set(kid, ref)
      return (places.get(kid) ?? []).map(place => place.page === page && !place.form
        ? PDFNumber.of(place.mcid)
        : context.obj({ Type: 'MCR', Pg: place.page, ...place.form && { Stm: place.form }, MCID: place.mcid }))
    })
    const attributes = [
      ...element.table ? tableAttributes(pdf, element.table) : [],
      ...element.numbering === undefined ? [] : [context.obj({ O: 'List', ListNumbering: element.numbering })],
      ...element.box ? [context.obj({ O: 'Layout', BBox: element.box.map(n => Math.round(n * 100) / 100) })] : [],
    ]
    const dict = context.obj({ S: element.type, P: parent })
    if (page && element.kids.some(kid => kid.kind !== 'element'))
      dict.set(PDFName.of('Pg'), page)
    if (kids.length > 0)
      dict.set(PDFName.of('K'), kids.length === 1 && kids[0] ? kids[0] : context.obj(kids))
    if (attributes.length > 0)
      dict.set(PDFName.of('A'), attributes.length === 1 && attributes[0] ? attributes[0] : context.obj(attributes))
    for (const [key, text] of [['Alt', element.alt], ['ActualText', element.actualText], ['Lang', element.lang]] as const) {
      if (text !== undefined)
        dict.set(PDFName.of(key), textString(text))
    }
    if (element.id !== undefined) {
      dict.set(PDFName.of('ID'), PDFString.of(element.id))
      ids.push([element.id, ref])
    }
    context.assign(ref, dict)
    return ref
  }
  const documentRef = write(document, rootRef)

  const parents: (PDFNumber | PDFRef)[] = []
  marks.forEach(({ holder, owners }, key) => {
    holder.set(PDFName.of('StructParents'), PDFNumber.of(key))
    const refs = Array.from({ length: Math.max(-1, ...owners.keys()) + 1 }, (_, mcid) => {
      const owner = owners.get(mcid)
      return owner && elementOfContent.get(owner)
    })
    parents.push(PDFNumber.of(key), context.register(context.obj(refs)))
  })
  let next = marks.length
  for (const [annotation, element] of elementOfAnnotation) {
    context.lookup(annotation, PDFDict).set(PDFName.of('StructParent'), PDFNumber.of(next))
    parents.push(PDFNumber.of(next++), element)
  }

  const roleMap = Object.fromEntries(Object.entries(roles).filter(([type]) => used.has(type)))
  ids.sort(([a], [b]) => a < b ? -1 : 1)
  const idTree = context.obj({ Names: ids.flatMap(([id, ref]) => [PDFString.of(id), ref]) })
  context.assign(rootRef, context.obj({
    Type: 'StructTreeRoot',
    K: documentRef,
    ParentTree: context.register(context.obj({ Nums: parents })),
    ParentTreeNextKey: next,
    ...Object.keys(roleMap).length > 0 && { RoleMap: roleMap },
    ...ids.length > 0 && { IDTree: context.register(idTree) },
  }))
  pdf.catalog.set(PDFName.of('StructTreeRoot'), rootRef)
  return refOf
}

/** A text string (ISO 32000-1, 7.9.2.2): as it is where it is ASCII, else in UTF-16. */
export function textString(text: string): PDFString | PDFHexString {
  return ascii.test(text) ? PDFString.of(text.replace(escaped, '\\$&')) : PDFHexString.fromText(text)
}

/** The reference that a dictionary holds under a key, if it holds one. */
export function refIn(dict: PDFDict, key: string): PDFRef | undefined {
  const value = dict.get(PDFName.of(key))
  return value instanceof PDFRef ? value : undefined
}

function firstPlace(element: Element, places: ReadonlyMap<Content, readonly Place[]>): Place | undefined {
  return element.kids.flatMap(kid => kid.kind === 'content' ? places.get(kid) ?? [] : [])[0]
}

/** An element's attribute dictionaries by owner. Chromium writes one dictionary an attribute; those of one owner are joined. */
function attributesOf(element: PDFDict): Map<string, PDFDict> {
  const value = element.lookup(PDFName.of('A'))
  const dicts = value instanceof PDFArray ? value.asArray().map((_, i) => value.lookup(i)) : [value]
  const joined = new Map<string, PDFDict>()
  for (const dict of dicts) {
    if (!(dict instanceof PDFDict))
      continue
    const owner = dict.lookupMaybe(PDFName.of('O'), PDFName)?.decodeText() ?? ''
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
    ...optional('scope', dict.lookupMaybe(PDFName.of('Scope'), PDFName)?.decodeText()),
    headers: headers.flatMap(header => header instanceof PDFString || header instanceof PDFHexString ? [header.decodeText()] : []),
    rowSpan: span('RowSpan'),
    colSpan: span('ColSpan'),
  }
}

function tableAttributes(pdf: PDFDocument, { scope, headers, rowSpan, colSpan }: TableAttributes): PDFDict[] {
  const dict = pdf.context.obj({
    O: 'Table',
    ...scope !== undefined && { Scope: scope },
    ...headers.length > 0 && { Headers: headers.map(header => PDFString.of(header)) },
    ...rowSpan > 1 && { RowSpan: rowSpan },
    ...colSpan > 1 && { ColSpan: colSpan },
  })
  return dict.keys().length > 1 ? [dict] : []
}

function textIn(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const result: { [P in K]?: V } = {}
  if (value !== undefined)
    result[key] = value
  return result
}
