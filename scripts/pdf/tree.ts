/** A document's structure tree (ISO 32000-1, 14.7) as plain data, and functions to read it. */
import type { PDFRef } from '@cantoo/pdf-lib'
import type { Box } from './geometry.ts'

/** A structure element. `type` is a standard type of PDF 1.7 or one of those that `roles` maps to one. */
export interface StructureElement {
  readonly kind: 'element'
  readonly type: string
  readonly kids: readonly Kid[]
  readonly alt?: string | undefined
  readonly actualText?: string | undefined
  readonly lang?: string | undefined
  readonly id?: string | undefined
  readonly table?: TableAttributes | undefined
  /** A list's ListNumbering. */
  readonly numbering?: string | undefined
  /** Where a figure is on its page, in points. */
  readonly box?: Box | undefined
}

/** The attributes of a table cell (ISO 32000-1, table 349). */
export interface TableAttributes {
  readonly scope?: string | undefined
  readonly headers: readonly string[]
  readonly rowSpan: number
  readonly colSpan: number
}

/** What one mark of the print paints: `page` counts from 0. `remark.ts` uses the same object for the new marks. */
export interface MarkedContent {
  readonly kind: 'content'
  readonly page: number
  readonly mcid: number
}

/** An annotation: with Chromium, always a link's. */
interface Annotation {
  readonly kind: 'annotation'
  readonly ref: PDFRef
}

export type Kid = StructureElement | MarkedContent | Annotation

/** Chromium's types of PDF 2.0, and the type of PDF 1.7 that comes nearest. */
export const roles: Readonly<Record<string, string>> = { Aside: 'Div', Em: 'Span', Strong: 'Span' }

/** Elements that are part of a line. */
export const inlineTypes: ReadonlySet<string> = new Set(['Span', 'Quote', 'Code', 'Link', ...Object.keys(roles).filter(type => roles[type] === 'Span')])

/** A heading's type. `H` is what Chromium writes for a level beyond 6. */
export const heading = /^H[1-6]?$/

/** Makes an element of a type, with the attributes of `like` except its place. */
export function make(type: string, kids: readonly Kid[], like: Partial<StructureElement> = {}): StructureElement {
  return { ...like, kind: 'element', type, kids, box: undefined }
}

/** Every element of a tree in reading order, itself included. */
export function* elementsOf(element: StructureElement): Generator<StructureElement> {
  yield element
  for (const kid of element.kids) {
    if (kid.kind === 'element')
      yield* elementsOf(kid)
  }
}

/** Every marked content in reading order. */
export function* contentsOf(kid: Kid): Generator<MarkedContent> {
  if (kid.kind === 'content')
    yield kid
  for (const inner of kid.kind === 'element' ? kid.kids : [])
    yield* contentsOf(inner)
}

/** What an element paints first; `undefined` if it paints nothing. */
export function firstContentOf(kid: Kid): MarkedContent | undefined {
  const [first] = contentsOf(kid)
  return first
}

/** The page, from 0, where an element begins; `undefined` if it paints nothing. */
export function pageOf(kid: Kid): number | undefined {
  return firstContentOf(kid)?.page
}
