/** Makes a PDF, pictures or PowerPoint of an opened print page. */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import type { FinishOptions, finishPdf } from '../pdf/finish.ts'
import { Buffer } from 'node:buffer'
import { Failure } from '../../deck/failure.ts'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { PdfError } from '../pdf/error.ts'
import { slideNumber } from './printed-slide.ts'
import { wordsFor } from './words.ts'

const readingInPage = pageModule<typeof import('./in-page/reading.ts')>(new URL('in-page/reading.ts', import.meta.url))
const tagsInPage = pageModule<typeof import('./in-page/tags.ts')>(new URL('in-page/tags.ts', import.meta.url))

/** The pictures' file names: `004.png`, or `004-02.png` for a slide's second click. */
export const pictureName = /^\d{3,}(?:-\d{2,})?\.png$/

/** CSS px (96 to the inch) in points (72 to the inch). */
const points = 0.75

/** Prints the page, one sheet a slide or a click, as PDF/UA-1, and for an archive as PDF/A-3a too. Leaves the page changed. */
export async function printSlides(page: Page, deck: Deck, date: Date, archive = false): Promise<Uint8Array> {
  const sheets = await page.locator(selectors.printedSlide).evaluateAll(all => all.map(sheet => ({
    id: sheet.id,
    label: sheet.querySelector('[data-page-label]')?.getAttribute('data-page-label') ?? null,
  })))
  const { brokenWords, conforms } = await prepareForPdf(page, deck)
  const [finish, printed] = await Promise.all([
    loadFinisher(),
    page.pdf({ width: `${deck.width}px`, height: `${deck.height}px`, printBackground: true, tagged: true, outline: true }),
  ])
  const slides = sheets.map(({ id }) => slideNumber(id))
  return finish(printed, {
    ...about(deck, date),
    conforms,
    archive,
    slides,
    labels: sheets.map(({ label }, index) => label ?? String(slides[index])),
    names: namesOf(deck, slides),
    pageSize: [deck.width * points, deck.height * points],
    brokenWords,
  })
}

/** Makes the page ready to print, and tells which words are broken across lines and whether every picture has an alternative text. */
async function prepareForPdf(page: Page, { language }: Deck): Promise<{ brokenWords: string[], conforms: boolean }> {
  // First, because it would also take the pictures apart that the tags make.
  const brokenWords = await readingInPage.call(page, 'prepareReading', wordsFor(language) ?? null)
  return { brokenWords, conforms: await tagsInPage.call(page, 'prepareTags') === 0 }
}

/** Prints the page, laid out on paper with the notes below the slides, as `printSlides` does. Leaves the page changed. */
export async function printHandout(page: Page, deck: Deck, date: Date, archive = false): Promise<Uint8Array> {
  const ids = await page.locator('.handout-sheet').evaluateAll(sheets => sheets.map(({ id }) => id))
  const { brokenWords, conforms } = await prepareForPdf(page, deck)
  const [finish, printed] = await Promise.all([
    loadFinisher(),
    page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }),
  ])
  return finish(printed, { ...about(deck, date), conforms, archive, names: namesOf(deck, ids.map(slideNumber)), brokenWords })
}

/** The names of the printed slides for links from outside: `slide-7`, and their `routeAlias`. */
function namesOf(deck: Deck, slides: readonly number[]): string[][] {
  return Array.from(new Set(slides), (no) => {
    const alias = deck.slides[no - 1]?.alias
    return [`slide-${no}`, ...alias === undefined ? [] : [alias]]
  })
}

/** Loads the code that finishes PDFs, while the browser prints. Its errors become failures. */
async function loadFinisher(): Promise<typeof finishPdf> {
  const finisher = await import('../pdf/finish.ts')
  return async (printed, options) => finisher.finishPdf(printed, options).catch((error: unknown) => {
    throw error instanceof PdfError ? new Failure(error.kind === 'content' ? 'content' : 'browser', error.message, { cause: error }) : error
  })
}

function about({ title, author, subject, keywords, language, edition, evidence }: Deck, date: Date): FinishOptions {
  return {
    title,
    language,
    keywords,
    date,
    ...author !== undefined && { author },
    ...subject !== undefined && { subject },
    ...edition !== undefined && { edition },
    ...evidence !== undefined && { attachment: { name: 'briefing.json', description: 'The evidence: who says what, how, and in which paragraph', type: 'application/json', data: new TextEncoder().encode(evidence) } },
  }
}

/** Takes a picture of every slide, or of every click, by file name. */
export async function takePictures(page: Page, withClicks: boolean): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>()
  for (const slide of await page.locator(selectors.printedSlide).all()) {
    const id = await slide.getAttribute('id') ?? ''
    const name = withClicks ? id : id.split('-')[0]
    pictures.set(`${name}.png`, await slide.screenshot({ animations: 'disabled' }))
  }
  return pictures
}

/** Puts a picture of every slide, or of every click, into a PowerPoint file, with the slide's text as alternative text and its notes as notes. */
export async function makePowerPoint(page: Page, deck: Deck, withClicks: boolean): Promise<Uint8Array> {
  const pictures = await takePictures(page, withClicks)
  const texts = await page.locator(selectors.printedSlide).allInnerTexts()
  const { default: PptxGenJS } = await import('pptxgenjs')
  const file = new PptxGenJS()
  // PowerPoint counts in inches.
  const size = { w: deck.width / 96, h: deck.height / 96 }
  file.defineLayout({ name: 'canvas', width: size.w, height: size.h })
  file.layout = 'canvas'
  file.title = deck.title
  if (deck.author !== undefined)
    file.author = deck.author
  if (deck.subject !== undefined)
    file.subject = deck.subject
  for (const [index, [name, picture]] of [...pictures].entries()) {
    const slide = file.addSlide()
    slide.addImage({ data: `image/png;base64,${Buffer.from(picture).toString('base64')}`, x: 0, y: 0, ...size, altText: texts[index] ?? '' })
    const note = deck.slides[slideNumber(name) - 1]?.note
    if (note !== undefined)
      slide.addNotes(note)
  }
  const bytes = await file.write({ outputType: 'uint8array' })
  if (!(bytes instanceof Uint8Array))
    throw new TypeError('PptxGenJS returned no bytes.')
  return bytes
}
