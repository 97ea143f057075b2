/** How a reader gets about in the document: an outline of its slides, and links that say where they lead. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import type { Pages } from './structure.ts'
import type { Element } from './tree.ts'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { Failure } from '../../deck/failure.ts'
import { notUnderstood } from './content.ts'
import { elementsOf, heading, pageOf, textOf } from './structure.ts'
import { textString } from './tree.ts'

/** What a page is called, and the element that says so. */
export interface Title {
  readonly text: string
  readonly element?: Element
}

const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/
/** Of a first paragraph that stands in for a heading, so much as an outline can show. */
const opening = /^.{0,60}(?=\s|$)/

/** The title of every page: its first heading, else its first words, else what `fallbacks` has for it. */
export function titlesOf(document: Element, pages: Pages, fallbacks: readonly string[]): Title[] {
  const elements = [...elementsOf(document)]
  const headings = elements.filter(element => heading.test(element.type))
  const paragraphs = elements.filter(element => element.type === 'P')
  return fallbacks.map((fallback, page): Title => {
    const isHere = (element: Element): boolean => pageOf(element) === page
    const element = headings.find(isHere) ?? paragraphs.find(isHere)
    const text = element ? textOf(element, pages) : ''
    const short = element?.type === 'P' ? opening.exec(text)?.[0] ?? '' : text
    return short === '' || !element ? { text: fallback } : { text: short, element }
  })
}

/**
 * Gives every link a description (ISO 14289-1, 7.18.5): its text, and the title or address that it leads to. Inside the document it gets a
 * destination of its own in place of a name.
 * @throws {Failure} for a link that leads nowhere, to the exporter itself, or is not in the structure tree.
 */
export function finishLinks(pdf: PDFDocument, document: Element, pages: Pages, titles: readonly Title[]): void {
  const texts = new Map<PDFRef, string>()
  for (const element of elementsOf(document)) {
    for (const kid of element.kids) {
      if (kid.kind === 'annotation')
        texts.set(kid.ref, textOf(element, pages))
    }
  }
  const printedPages = pdf.getPages()
  const indices = new Map(printedPages.map((page, index) => [page.ref, index]))
  const names = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)

  /** Where a link goes, in words, and inside the document as a destination. */
  const targetOf = (annotation: PDFDict, page: number): [words: string, destination?: PDFArray] => {
    const name = annotation.lookup(PDFName.of('Dest'))
    if (name !== undefined) {
      const destination = name instanceof PDFName ? names?.lookup(name) : name
      const to = destination instanceof PDFArray ? destination.get(0) : undefined
      const index = to instanceof PDFRef ? indices.get(to) : undefined
      if (index === undefined || !(destination instanceof PDFArray))
        throw new Failure('content', `Page ${page} of the PDF has a link to ${name.toString()}, which is not in it. Make the link plain text, or export the slide that it leads to.`)
      return [titles[index]?.text ?? '', destination.clone(pdf.context)]
    }
    const uri = annotation.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'))
    if (!(uri instanceof PDFString || uri instanceof PDFHexString))
      throw notUnderstood(page, 'it has a link without a target')
    const address = uri.decodeText()
    if (loopback.test(address))
      throw new Failure('content', `Page ${page} of the PDF has a link to ${address}, which is there only while the deck is exported. Link to a slide that the deck has, or to a full address.`)
    return [address]
  }

  printedPages.forEach((page, index) => {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      const annotation = ref instanceof PDFRef ? pdf.context.lookup(ref) : undefined
      if (!(ref instanceof PDFRef && annotation instanceof PDFDict && annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Link')))
        throw notUnderstood(index + 1, 'it has an annotation that is no link')
      const text = texts.get(ref)
      const [words, destination] = targetOf(annotation, index + 1)
      if (text === undefined) {
        throw new Failure('content', `Page ${index + 1} of the PDF has a link to “${words}” that assistive technology cannot find, since it is hidden from it or inside a picture. `
          + 'Take it out of the aria-hidden part or the picture, or make it plain text.')
      }
      if (destination)
        annotation.set(PDFName.of('Dest'), destination)
      annotation.set(PDFName.of('P'), page.ref)
      annotation.set(PDFName.of('Contents'), textString([text, words].filter(part => part !== '').join(' → ')))
    }
  })
  pdf.catalog.delete(PDFName.of('Dests'))
}

/** Makes the outline: one entry for each of `starts` (pages, from 0, on which a slide begins), which leads to the top of the page. */
export function setOutline(pdf: PDFDocument, starts: readonly number[], titles: readonly Title[], elements: ReadonlyMap<Element, PDFRef>): void {
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
      Dest: [page.ref, 'XYZ', 0, page.getHeight(), null],
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
