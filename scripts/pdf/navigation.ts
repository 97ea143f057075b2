/** Navigation in the document: an outline of its slides, links that say where they lead, names for links from outside, page labels. */
import type { PDFDocument, PDFObject, PDFPage } from '@cantoo/pdf-lib'
import type { Pages } from './pages.ts'
import type { StructureElement } from './tree.ts'
import { Buffer } from 'node:buffer'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { notUnderstood, PdfError } from './error.ts'
import { namesOf, textString } from './objects.ts'
import { paintingOf, spokenTextOf, textOf } from './pages.ts'
import { elementsOf, firstContentOf, heading, pageOf } from './tree.ts'

interface Title {
  readonly text: string
  readonly element?: StructureElement
}

/** Where a link goes: a title or an address and, inside the document, a destination and the element that is there. */
interface Target {
  readonly words: string
  readonly destination?: PDFArray
  readonly element?: StructureElement | undefined
}

interface Jump {
  readonly action: PDFDict
  readonly element: StructureElement
}

const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/
const letter = /^\p{L}/u
const places: ReadonlySet<string> = new Set(['P', 'L', 'LI', 'Table', 'TR', 'Figure', 'BlockQuote', 'Note', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'])
/** The beginning of a paragraph that is used as a title: as much as an outline can show. */
const opening = /^.{0,60}(?=\s|$)/

/** The title of every page: its first heading, else its first words, else what `fallbacks` has for it. */
export function titlesOf(document: StructureElement, pages: Pages, fallbacks: readonly string[]): Title[] {
  const elements = [...elementsOf(document)]
  const headings = elements.filter(element => heading.test(element.type))
  const paragraphs = elements.filter(element => element.type === 'P')
  return fallbacks.map((fallback, page): Title => {
    const isHere = (element: StructureElement): boolean => pageOf(element) === page
    const element = headings.find(isHere) ?? paragraphs.find(isHere)
    const text = element ? textOf(element, pages) : ''
    const short = element?.type === 'P' ? opening.exec(text)?.[0] ?? '' : text
    return short === '' || !element ? { text: fallback } : { text: short, element }
  })
}

/**
 * Adds a description to every link (ISO 14289-1, 7.18.5): its text, and the title or address that it leads to. A link inside the document gets an
 * action with a destination instead of a name.
 * @returns the links inside the document, and the elements that they lead to
 * @throws {PdfError} for a link that leads nowhere, leads to the server that the print is made from, or is not in the structure tree.
 */
export function finishLinks(pdf: PDFDocument, document: StructureElement, pages: Pages, titles: readonly Title[]): Jump[] {
  const texts = linkTexts(document, pages)
  const targetOf = targetReader(pdf, titles, placeReader(document, pages))
  const jumps: Jump[] = []
  pdf.getPages().forEach((page, index) => {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    for (const [ref, annotation] of linksOn(page, index + 1)) {
      const { words, destination, element } = targetOf(annotation, index + 1)
      const text = texts.get(ref)
      if (text === undefined) {
        throw new PdfError('content', `Page ${index + 1} of the PDF has a link to “${words}” that assistive technology cannot find, since it is hidden from it or inside a picture. `
          + 'Take it out of the aria-hidden part or the picture, or make it plain text.')
      }
      if (destination) {
        const action = pdf.context.obj({ S: 'GoTo', D: destination })
        annotation.delete(PDFName.of('Dest'))
        annotation.set(PDFName.of('A'), action)
        if (element)
          jumps.push({ action, element })
      }
      annotation.set(PDFName.of('P'), page.ref)
      annotation.set(PDFName.of('Contents'), textString(text.includes(words) ? text : [text, words].filter(part => part !== '').join(': ')))
    }
  })
  return jumps
}

/** Tells readers of PDF 2.0 which element a link leads to (ISO 32000-2, 12.3.2.3), so that they read on there. Others ignore it. */
export function addStructureDestinations(jumps: readonly Jump[], elements: ReadonlyMap<StructureElement, PDFRef>): void {
  for (const { action, element } of jumps) {
    const ref = elements.get(element)
    const destination = action.lookup(PDFName.of('D'), PDFArray).clone()
    if (ref) {
      destination.set(0, ref)
      action.set(PDFName.of('SD'), destination)
    }
  }
}

/**
 * Adds the names by which links from outside find slides, and keeps the print's own names for the targets of links inside. Names that begin with a
 * digit are ids of whole slides, and go.
 */
export function setNames(pdf: PDFDocument, starts: readonly number[], names: readonly (readonly string[])[]): void {
  const { context, catalog } = pdf
  const printed = catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)
  catalog.delete(PDFName.of('Dests'))
  const found = new Map<string, PDFObject>()
  for (const [key, destination] of printed?.entries() ?? []) {
    if (letter.test(key.decodeText()))
      found.set(key.decodeText(), context.lookup(destination, PDFArray))
  }
  // Where a slide may run on to further pages, its beginning is guessed.
  if (names.length === starts.length) {
    starts.forEach((start, i) => {
      const page = pdf.getPage(start)
      names[i]?.forEach(name => found.set(name, topOf(page)))
    })
  }
  const sorted = [...found].sort(([a], [b]) => Buffer.compare(textString(a).asBytes(), textString(b).asBytes()))
  if (sorted.length > 0)
    namesOf(pdf).set(PDFName.of('Dests'), context.obj({ Names: sorted.flatMap(([name, destination]) => [textString(name), destination]) }))
}

/** Adds page labels (ISO 32000-1, 12.4.2), which viewers show as page numbers. */
export function setLabels(pdf: PDFDocument, labels: readonly string[]): void {
  pdf.catalog.set(PDFName.of('PageLabels'), pdf.context.obj({ Nums: labels.flatMap((label, page) => [page, { P: textString(label) }]) }))
}

function topOf(page: PDFPage): PDFArray {
  const { x, y, height } = page.getMediaBox()
  return page.node.context.obj([page.ref, 'XYZ', x, y + height, null])
}

function linkTexts(document: StructureElement, pages: Pages): Map<PDFRef, string> {
  const texts = new Map<PDFRef, string>()
  for (const element of elementsOf(document)) {
    for (const kid of element.kids) {
      if (kid.kind === 'annotation')
        texts.set(kid.ref, spokenTextOf(element, pages))
    }
  }
  return texts
}

/** The links on a page. `number` counts from 1. */
function* linksOn(page: PDFPage, number: number): Generator<[ref: PDFRef, annotation: PDFDict]> {
  for (const ref of page.node.Annots()?.asArray() ?? []) {
    const annotation = ref instanceof PDFRef ? page.node.context.lookup(ref) : undefined
    if (!(ref instanceof PDFRef && annotation instanceof PDFDict && annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Link')))
      throw notUnderstood(number, 'it has an annotation that is no link')
    yield [ref, annotation]
  }
}

/** Makes the function that tells where a link goes. Its `page`, where the link is, counts from 1. */
function targetReader(pdf: PDFDocument, titles: readonly Title[], elementAt: (page: number, x: number, y: number) => StructureElement | undefined): (annotation: PDFDict, page: number) => Target {
  const indices = new Map(pdf.getPages().map((page, index) => [page.ref, index]))
  const names = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)
  return (annotation, page) => {
    const name = annotation.lookup(PDFName.of('Dest'))
    if (name === undefined)
      return { words: addressOf(annotation, page) }
    const destination = name instanceof PDFName ? names?.lookup(name) : name
    const to = destination instanceof PDFArray ? destination.get(0) : undefined
    const index = to instanceof PDFRef ? indices.get(to) : undefined
    if (index === undefined || !(destination instanceof PDFArray))
      throw new PdfError('content', `Page ${page} of the PDF has a link to ${name.toString()}, which is not in it. Make the link plain text, or export the slide that it leads to.`)
    const [x = 0, y = 0] = [2, 3].map(at => destination.lookup(at)).map(value => value instanceof PDFNumber ? value.asNumber() : 0)
    return { words: titles[index]?.text ?? '', destination: destination.clone(pdf.context), element: elementAt(index, x, y) }
  }
}

/** Makes the function that finds the first block on a page (from 0) that begins below and to the right of a point. */
function placeReader(document: StructureElement, pages: Pages): (page: number, x: number, y: number) => StructureElement | undefined {
  const blocks = [...elementsOf(document)].flatMap((element) => {
    const first = places.has(element.type) ? firstContentOf(element) : undefined
    const start = first && paintingOf(first, pages)?.start
    return first && start ? [{ element, page: first.page, start }] : []
  })
  return (page, x, y) => blocks.find(({ page: own, start }) => own === page && start.y <= y && start.x >= x)?.element
}

function addressOf(annotation: PDFDict, page: number): string {
  const uri = annotation.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'))
  if (!(uri instanceof PDFString || uri instanceof PDFHexString))
    throw notUnderstood(page, 'it has a link without a target')
  const address = uri.decodeText()
  if (loopback.test(address))
    throw new PdfError('content', `Page ${page} of the PDF has a link to ${address}, which is there only while the slides are exported. Link to a slide that is in the PDF, or to a full address.`)
  return address
}

/** Makes the outline: one entry for each of `starts` (pages, from 0, on which a slide begins), which leads to the top of the page. */
export function setOutline(pdf: PDFDocument, starts: readonly number[], titles: readonly Title[], elements: ReadonlyMap<StructureElement, PDFRef>): void {
  const { context } = pdf
  const printedPages = pdf.getPages()
  const root = context.nextRef()
  const refs = starts.map(() => context.nextRef())
  starts.forEach((start, i) => {
    const [page, title, ref, previous, next] = [printedPages[start], titles[start], refs[i], refs[i - 1], refs[i + 1]]
    if (!page || !title || !ref)
      return
    const element = title.element && elements.get(title.element)
    context.assign(ref, context.obj({
      Title: textString(title.text),
      Parent: root,
      Dest: topOf(page),
      ...element && { SE: element },
      ...previous && { Prev: previous },
      ...next && { Next: next },
    }))
  })
  const [first, last] = [refs[0], refs.at(-1)]
  context.assign(root, context.obj({ Type: 'Outlines', Count: refs.length, ...first && last && { First: first, Last: last } }))
  pdf.catalog.set(PDFName.of('Outlines'), root)
  pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}
