/**
 * Turns what Chromium prints into the PDF that we hand out: PDF/UA-1 (ISO 14289-1), with an outline of slides, links that work, metadata
 * from the deck, and the same bytes for the same deck.
 */
import type { PDFDocument as Document, PDFPage } from '@cantoo/pdf-lib'
import type { Marked, Painting } from './content.ts'
import type { Metadata } from './metadata.ts'
import type { Pages } from './rules.ts'
import type { Content, Element, Place } from './tree.ts'
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { Failure } from '../failure.ts'
import { ContentReader, notUnderstood, remark } from './content.ts'
import { pdfDate, setMetadata } from './metadata.ts'
import { conformingTree, elementsOf, heading, pageOf, textOf } from './rules.ts'
import { save } from './save.ts'
import { readTree, refIn, textString, writeTree } from './tree.ts'

const loopback = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/

/** A file that travels inside the PDF. */
export interface Attachment {
  readonly name: string
  /** What it is, for whoever meets it in a list (ISO 14289-1, 7.11 wants one). */
  readonly description: string
  /** A media type, such as `application/json`. */
  readonly type: string
  readonly data: Uint8Array
}

export interface FinishOptions extends Metadata {
  /**
   * The slide's number, from 1, for each page of the print. Pages that follow one another with one number are one slide's clicks: they share
   * an outline entry. Left out where a slide may run on to further pages: then a slide begins wherever a page holds a heading of level 1.
   */
  readonly slides?: readonly number[]
  readonly attachment?: Attachment
}

/**
 * Finishes a print: takes what `page.pdf({ tagged: true })` gives and gives the bytes of the file.
 * @throws {Failure} of kind `content` where a slide holds what cannot be made accessible (a picture without alternative text, a table row with
 * an empty cell, a character without a glyph, a link to the exporter itself), of kind `browser` where the print is of an unknown kind.
 */
export async function finishPdf(printed: Uint8Array, options: FinishOptions): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false }).catch((cause: unknown) => {
    throw new Failure('browser', 'The browser did not give a PDF that can be read. Run the export again; if that does not help, use another browser.', { cause })
  })
  const printedPages = pdf.getPages()
  if (options.slides && options.slides.length !== printedPages.length)
    throw notUnderstood(undefined, `it has ${printedPages.length} pages for ${options.slides.length} slides or clicks`)

  const reader = new ContentReader(pdf.context)
  const paintings = printedPages.map(() => new Map<number, Painting>())
  const scans = printedPages.map((page, index) => {
    const content = refIn(page.node, 'Contents')
    if (!content)
      throw notUnderstood(index + 1, 'its content is not one stream')
    return reader.read(index + 1, content, page.node.Resources() ?? pdf.context.obj({}), paintings[index] ?? new Map<number, Painting>())
  })

  const print = readTree(pdf)
  const begins = slideBegins(print, options.slides, paintings)
  const pages: Pages = { paintings, begins: page => begins.has(page) }
  const document = conformingTree({ ...print, lang: options.language }, pages)

  const contents = contentsOf(document)
  const marked = scans.map((scan, index) => remark(scan, mcid => mcid === undefined ? undefined : contents.get(index)?.get(mcid)))
  const places = placesOf(marked, printedPages)
  marked.flat().forEach(({ scan, bytes }) => {
    scan.stream.updateContents(bytes)
    scan.stream.dict.delete(PDFName.of('Filter'))
  })
  const holders = marked.flatMap((streams, index) => streams
    .filter(stream => !stream.isForm || stream.owners.length > 0)
    .map(({ isForm, scan, owners }) => ({ holder: isForm ? scan.stream.dict : printedPages[index]?.node ?? scan.stream.dict, owners })))

  finishLinks(pdf, document, pages)
  const refOf = writeTree(pdf, document, places, holders)
  setOutline(pdf, document, pages, refOf, options.slides)
  setMetadata(pdf, options)
  if (options.attachment)
    attach(pdf, options.attachment, options.date)
  pdf.catalog.delete(PDFName.of('Dests'))
  return save(pdf)
}

/** The pages, from 0, on which a slide begins. */
function slideBegins(print: Element, slides: readonly number[] | undefined, paintings: Pages['paintings']): Set<number> {
  if (slides)
    return new Set(slides.flatMap((slide, page) => slide === slides[page - 1] ? [] : [page]))
  const all = { paintings, begins: () => false }
  const titles = [...elementsOf(print)].filter(element => element.type === 'H1' && textOf(element, all) !== '')
  return new Set([0, ...titles.flatMap(title => pageOf(title) ?? [])])
}

/** The contents that are left in the tree, by page and by the print's number. What is not among them is an artifact. */
function contentsOf(document: Element): Map<number, Map<number, Content>> {
  const found = new Map<number, Map<number, Content>>()
  for (const element of elementsOf(document)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'content')
        continue
      const page = found.get(kid.page) ?? new Map<number, Content>()
      found.set(kid.page, page.set(kid.mcid, kid))
    }
  }
  return found
}

function placesOf(marked: readonly Marked<Content>[][], pages: readonly PDFPage[]): Map<Content, Place[]> {
  const places = new Map<Content, Place[]>()
  marked.forEach((streams, index) => {
    const page = pages[index]?.ref
    for (const { scan, owners, isForm } of streams) {
      owners.forEach((owner, mcid) => {
        if (page)
          places.set(owner, [...places.get(owner) ?? [], { page, mcid, ...isForm && { form: scan.ref } }])
      })
    }
  })
  return places
}

/** Links get a description (ISO 14289-1, 7.18.5) and, inside the document, a destination of their own instead of a name. */
function finishLinks(pdf: Document, document: Element, pages: Pages): void {
  const described = new Map<PDFRef, string>()
  const headings = [...elementsOf(document)].filter(element => element.type === 'H1')
  const titles = new Map(headings.map(heading => [pageOf(heading), textOf(heading, pages)]))
  for (const element of elementsOf(document)) {
    for (const kid of element.kids) {
      if (kid.kind === 'annotation')
        described.set(kid.ref, textOf(element, pages))
    }
  }

  const printedPages = pdf.getPages()
  const indices = new Map(printedPages.map((page, index) => [page.ref, index]))
  const names = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)
  printedPages.forEach((page, index) => {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      const annotation = ref instanceof PDFRef ? pdf.context.lookup(ref) : undefined
      if (!(ref instanceof PDFRef) || !(annotation instanceof PDFDict) || annotation.lookup(PDFName.of('Subtype')) !== PDFName.of('Link'))
        throw notUnderstood(index + 1, 'it has an annotation that is no link')
      const text = described.get(ref)
      const [target, destination] = targetOf(annotation, index)
      if (text === undefined) {
        throw new Failure('content', `Page ${index + 1} of the PDF has a link to ${target} that assistive technology cannot find, since it is hidden from it or inside a picture. `
          + 'Take it out of the aria-hidden part or the picture, or make it plain text.')
      }
      if (destination)
        annotation.set(PDFName.of('Dest'), destination)
      annotation.set(PDFName.of('P'), page.ref)
      annotation.set(PDFName.of('Contents'), textString([text, target].filter(part => part !== '').join(' → ')))
    }
  })

  /** Where a link goes, in words, and the destination that replaces a name. */
  function targetOf(annotation: PDFDict, page: number): [target: string, destination?: PDFArray] {
    const name = annotation.lookup(PDFName.of('Dest'))
    if (name !== undefined) {
      const destination = name instanceof PDFName ? names?.lookup(name) : name
      const [to] = destination instanceof PDFArray ? destination.asArray() : []
      const index = to instanceof PDFRef ? indices.get(to) : undefined
      if (index === undefined || !(destination instanceof PDFArray))
        throw new Failure('content', `Page ${page + 1} of the PDF has a link to ${name.toString()}, which is not in it. Make the link plain text, or export the slide that it leads to.`)
      return [titles.get(index) ?? '', destination]
    }
    const uri = annotation.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'))
    if (!(uri instanceof PDFString || uri instanceof PDFHexString))
      throw notUnderstood(page + 1, 'it has a link without a target')
    const address = uri.decodeText()
    if (loopback.test(address))
      throw new Failure('content', `Page ${page + 1} of the PDF has a link to ${address}, which is there only while the deck is exported. Link to a slide that the deck has, or to a full address.`)
    return [address]
  }
}

/** One outline entry a slide, by the slide's title, with the page's top as its destination. */
function setOutline(pdf: Document, document: Element, pages: Pages, refOf: ReadonlyMap<Element, PDFRef>, slides: readonly number[] | undefined): void {
  const { context } = pdf
  const printedPages = pdf.getPages()
  const rootRef = context.nextRef()
  const headings = [...elementsOf(document)].filter(element => heading.test(element.type))
  const entries = printedPages.flatMap((page, index) => {
    if (!pages.begins(index))
      return []
    const found = headings.find(element => pageOf(element) === index)
    const title = found ? textOf(found, pages) : `${slides?.[index] ?? index + 1}`
    return [{ ref: context.nextRef(), page, title, element: found && refOf.get(found) }]
  })
  entries.forEach(({ ref, page, title, element }, i) => {
    const [previous, next] = [entries[i - 1]?.ref, entries[i + 1]?.ref]
    context.assign(ref, context.obj({
      Title: textString(title),
      Parent: rootRef,
      Dest: [page.ref, 'XYZ', 0, page.getHeight(), null],
      ...element && { SE: element },
      ...previous && { Prev: previous },
      ...next && { Next: next },
    }))
  })
  const [first, last] = [entries[0]?.ref, entries.at(-1)?.ref]
  context.assign(rootRef, context.obj({ Type: 'Outlines', Count: entries.length, ...first && last && { First: first, Last: last } }))
  pdf.catalog.set(PDFName.of('Outlines'), rootRef)
  pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}

/** Embeds a file. The relationship is PDF 2.0's, which readers of PDF 1.7 pass over. */
function attach(pdf: Document, { name, description, type, data }: Attachment, date: Date): void {
  const { context } = pdf
  const stamp = pdfDate(date)
  const stream = PDFRawStream.of(context.obj({
    Type: 'EmbeddedFile',
    Subtype: type,
    Length: data.length,
    Params: { Size: data.length, ModDate: stamp },
  }), data)
  const specification = context.register(context.obj({
    Type: 'Filespec',
    F: textString(name),
    UF: textString(name),
    Desc: textString(description),
    AFRelationship: 'Data',
    EF: { F: context.register(stream) },
  }))
  pdf.catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: { Names: [textString(name), specification] } }))
  pdf.catalog.set(PDFName.of('AF'), context.obj([specification]))
}
