/**
 * Turns what Chromium prints into the PDF that we hand out: PDF/UA-1 (ISO 14289-1), with an outline of slides, links that work, metadata
 * from the deck, and the same bytes for the same deck.
 */
import type { PDFDocument as Document, PDFPage } from '@cantoo/pdf-lib'
import type { Marked, Painting } from './content.ts'
import type { Metadata } from './metadata.ts'
import type { Pages } from './structure.ts'
import type { Content, Element, Place } from './tree.ts'
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { Failure } from '../../deck/failure.ts'
import { ContentReader, notUnderstood, remark } from './content.ts'
import { pdfDate, setMetadata } from './metadata.ts'
import { finishLinks, setOutline, titlesOf } from './navigation.ts'
import { save } from './save.ts'
import { conformingTree, elementsOf, pageOf, textOf } from './structure.ts'
import { readTree, refIn, textString, writeTree } from './tree.ts'

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
  const { pdf, printedPages } = await open(printed)
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
    .filter(stream => !stream.isForm || stream.owners.size > 0)
    .map(({ isForm, scan, owners }) => ({ holder: isForm ? scan.stream.dict : printedPages[index]?.node ?? scan.stream.dict, owners })))

  const titles = titlesOf(document, pages, printedPages.map((_, index) => `${options.slides?.[index] ?? index + 1}`))
  finishLinks(pdf, document, pages, titles)
  const elements = writeTree(pdf, document, places, holders)
  setOutline(pdf, [...begins].sort((a, b) => a - b), titles, elements)
  setMetadata(pdf, options)
  if (options.attachment)
    attach(pdf, options.attachment, options.date)
  return save(pdf)
}

async function open(printed: Uint8Array): Promise<{ pdf: Document, printedPages: PDFPage[] }> {
  try {
    const pdf = await PDFDocument.load(printed, { updateMetadata: false })
    return { pdf, printedPages: pdf.getPages() }
  }
  catch (cause) {
    throw new Failure('browser', 'The browser did not give a PDF that can be read. Run the export again; if that does not help, use another browser.', { cause })
  }
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
      for (const [mcid, owner] of owners) {
        if (page)
          places.set(owner, [...places.get(owner) ?? [], { page, mcid, ...isForm && { form: scan.ref } }])
      }
    }
  })
  return places
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
