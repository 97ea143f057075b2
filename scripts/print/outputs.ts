/** What can be made of an opened print page: a PDF, pictures, PowerPoint. */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import type { FinishOptions, finishPdf } from '../pdf/finish.ts'
import { Buffer } from 'node:buffer'

/** The pictures' file names: `004.png`, or `004-02.png` for a slide's second click. */
export const pictureName = /^\d{3,}(?:-\d{2,})?\.png$/

/** Prints the page, one sheet a slide or a click, as PDF/UA-1. */
export async function printSlides(page: Page, deck: Deck, date: Date): Promise<Uint8Array> {
  const [finish, printed, slides] = await Promise.all([
    loadFinisher(),
    page.pdf({ width: `${deck.width}px`, height: `${deck.height}px`, printBackground: true, tagged: true, outline: true }),
    page.locator('.print-slide-container').evaluateAll(slides => slides.map(({ id }) => Number(id.split('-')[0]))),
  ])
  return finish(printed, { ...about(deck, date), slides })
}

/** Prints the page, laid out on paper with the notes below the slides, as PDF/UA-1. */
export async function printHandout(page: Page, deck: Deck, date: Date): Promise<Uint8Array> {
  const [finish, printed] = await Promise.all([
    loadFinisher(),
    page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }),
  ])
  return finish(printed, about(deck, date))
}

/** Loaded while the browser prints, because neither waits for the other. */
async function loadFinisher(): Promise<typeof finishPdf> {
  return (await import('../pdf/finish.ts')).finishPdf
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
  for (const slide of await page.locator('.print-slide-container').all()) {
    const id = await slide.getAttribute('id') ?? ''
    const name = withClicks ? id : id.split('-')[0]
    pictures.set(`${name}.png`, await slide.screenshot({ animations: 'disabled' }))
  }
  return pictures
}

/** Puts a picture of every slide, or of every click, into a PowerPoint file, with the slide's text as its alternative and its notes as notes. */
export async function makePowerPoint(page: Page, deck: Deck, withClicks: boolean): Promise<Uint8Array> {
  const pictures = await takePictures(page, withClicks)
  const texts = await page.locator('.print-slide-container').allInnerTexts()
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
    const note = deck.slides[Number.parseInt(name) - 1]?.note
    if (note !== undefined)
      slide.addNotes(note)
  }
  const bytes = await file.write({ outputType: 'uint8array' })
  if (!(bytes instanceof Uint8Array))
    throw new TypeError('PowerPoint export gave no bytes.')
  return bytes
}
