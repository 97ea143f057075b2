/**
 * Turns what Chromium prints into PDF/UA-1 (ISO 14289-1), with an outline of slides, links that work, metadata, and the same bytes for the
 * same print.
 */
import type { PDFPage } from '@cantoo/pdf-lib'
import type { Attachment } from './attachment.ts'
import type { Unit } from './content.ts'
import type { Metadata } from './metadata.ts'
import type { Pages } from './pages.ts'
import type { MarkedStream, Pagination } from './remark.ts'
import type { MarkedContent, StructureElement } from './tree.ts'
import type { MarkHolder, NewMark } from './write-tree.ts'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { archive } from './archive.ts'
import { attach } from './attachment.ts'
import { readContents } from './content.ts'
import { notUnderstood, PdfError } from './error.ts'
import { setMetadata } from './metadata.ts'
import { addStructureDestinations, finishLinks, setLabels, setNames, setOutline, titlesOf } from './navigation.ts'
import { textOf } from './pages.ts'
import { readTree } from './read-tree.ts'
import { remark } from './remark.ts'
import { save } from './save.ts'
import { conformingTree } from './structure.ts'
import { contentsOf, elementsOf, pageOf } from './tree.ts'
import { writeTree } from './write-tree.ts'

export interface FinishOptions extends Metadata {
  /**
   * The slide's number, from 1, for each page of the print. Pages that follow one another with one number are one slide's clicks: they share
   * an outline entry. Left out where a slide may run on to further pages: then a slide begins wherever a page holds a heading of level 1.
   */
  readonly slides?: readonly number[]
  /** The page numbers as the pages show them: `7`, or `A1`. Left out if they are the places in the file. */
  readonly labels?: readonly string[]
  /** The names of each slide for links from outside, as in `file.pdf#name`. */
  readonly names?: readonly (readonly string[])[]
  /** Width and height in points. The browser rounds a page's size up to whole pixels, and leaves the rest unpainted. */
  readonly pageSize?: readonly [width: number, height: number]
  /** Words that a line break divides without a hyphen: in the print, that looks like the end of a word. */
  readonly brokenWords?: readonly string[]
  readonly attachment?: Attachment
}

/** The height of a page's upper and lower edge, as a share of the page's. */
const edge = 1 / 12

/**
 * Finishes a print: takes what `page.pdf({ tagged: true })` returns and returns the bytes of the file.
 * @throws {PdfError} of kind `content` where a slide holds what cannot be made accessible (a picture without alternative text, a table row
 * with an empty cell, a character without a glyph, a link to the server that it is printed from), of kind `print` where the print is of an
 * unknown kind.
 */
export async function finishPdf(printed: Uint8Array, options: FinishOptions): Promise<Uint8Array> {
  const pdf = await load(printed)
  const printedPages = pdf.getPages()
  if (options.slides && options.slides.length !== printedPages.length)
    throw notUnderstood(undefined, `it has ${printedPages.length} pages for ${options.slides.length} slides or clicks`)

  const contentsRead = readContents(printedPages, options.brokenWords ?? [])
  const [scans, paintings] = [contentsRead.map(({ scan }) => scan), contentsRead.map(({ paintings }) => paintings)]
  const tree = readTree(pdf)
  const begins = slideBegins(tree, options.slides, paintings)
  const pages: Pages = { paintings, begins: page => begins.has(page), brokenWords: options.brokenWords ?? [] }
  const document = conformingTree({ ...tree, lang: options.language }, pages)

  const contents = markedContentsOf(document)
  const marked = scans.map((scan, index) => remark(scan, {
    ownerOf: mcid => mcid === undefined ? undefined : contents.get(index)?.get(mcid),
    paginationOf: unit => paginationOf(unit, printedPages[index]?.getHeight() ?? 0),
  }))
  writeContents(marked.flat())

  const titles = titlesOf(document, pages, printedPages.map((_, index) => `${options.slides?.[index] ?? index + 1}`))
  const starts = [...begins].sort((a, b) => a - b)
  if (options.pageSize)
    trimPages(printedPages, options.pageSize)
  const jumps = finishLinks(pdf, document, pages, titles)
  const elements = writeTree(pdf, document, newMarks(marked, printedPages), holdersOf(marked, printedPages))
  addStructureDestinations(jumps, elements)
  setNames(pdf, starts, options.names ?? [])
  setOutline(pdf, starts, titles, elements)
  if (options.labels)
    setLabels(pdf, options.labels)
  setMetadata(pdf, options)
  if (options.attachment)
    attach(pdf, options.attachment, options.date)
  if (options.archive === true)
    archive(pdf, pages, scans)
  return save(pdf)
}

async function load(printed: Uint8Array): Promise<PDFDocument> {
  try {
    const pdf = await PDFDocument.load(printed, { updateMetadata: false })
    // Fails where the file is not whole.
    pdf.getPages()
    return pdf
  }
  catch (cause) {
    throw new PdfError('print', 'The browser’s PDF cannot be read. Run the export again; if that does not help, use another browser.', { cause })
  }
}

/** The pages, from 0, on which a slide begins. */
function slideBegins(tree: StructureElement, slides: readonly number[] | undefined, paintings: Pages['paintings']): Set<number> {
  if (slides)
    return new Set(slides.flatMap((slide, page) => slide === slides[page - 1] ? [] : [page]))
  const all = { paintings, begins: () => false, brokenWords: [] }
  const titles = [...elementsOf(tree)].filter(element => element.type === 'H1' && textOf(element, all) !== '')
  return new Set([0, ...titles.flatMap(title => pageOf(title) ?? [])])
}

/** Text that is hidden from readers at an edge of the page is a page number or a running title. */
function paginationOf({ unmarked }: Unit, height: number): Pagination | undefined {
  const y = unmarked?.start?.y
  if (y === undefined || (y > height * edge && y < height * (1 - edge)))
    return undefined
  return y < height / 2 ? 'Footer' : 'Header'
}

/** Cuts the pages to a size, from the top left, where the print begins. */
function trimPages(pages: readonly PDFPage[], [width, height]: readonly [width: number, height: number]): void {
  for (const page of pages)
    page.setMediaBox(0, page.getHeight() - height, width, height)
}

/** The marked contents that are left in the tree, by page and by the print's number. All others are artifacts. */
function markedContentsOf(document: StructureElement): Map<number, Map<number, MarkedContent>> {
  const found = new Map<number, Map<number, MarkedContent>>()
  for (const content of contentsOf(document)) {
    const page = found.get(content.page) ?? new Map<number, MarkedContent>()
    found.set(content.page, page.set(content.mcid, content))
  }
  return found
}

function writeContents(marked: readonly MarkedStream[]): void {
  for (const { scan, bytes } of marked) {
    scan.stream.updateContents(bytes)
    scan.stream.dict.delete(PDFName.of('Filter'))
  }
}

function newMarks(marked: readonly MarkedStream[][], pages: readonly PDFPage[]): Map<MarkedContent, NewMark[]> {
  const marks = new Map<MarkedContent, NewMark[]>()
  marked.forEach((streams, index) => {
    const page = pages[index]?.ref
    for (const { scan, owners, isForm } of streams) {
      for (const [mcid, owner] of owners) {
        if (page)
          marks.set(owner, [...marks.get(owner) ?? [], { page, mcid, ...isForm && { form: scan.ref } }])
      }
    }
  })
  return marks
}

function holdersOf(marked: readonly MarkedStream[][], pages: readonly PDFPage[]): MarkHolder[] {
  return marked.flatMap((streams, index) => streams
    .filter(stream => !stream.isForm || stream.owners.size > 0)
    .map(({ isForm, scan, owners }) => ({ dict: isForm ? scan.stream.dict : pages[index]?.node ?? scan.stream.dict, owners })))
}
