/** Turns the print page into a handout: on each sheet a slide, and below it what the presenter says, for people who read instead of listening. */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import MarkdownIt from 'markdown-it'
import { spokenPart } from '../../briefing/notes.ts'

/** Width, height and margin in CSS px (1/96 inch). */
export const papers = {
  a4: { width: 794, height: 1123, margin: 60 },
  letter: { width: 816, height: 1056, margin: 60 },
} as const
export type Paper = keyof typeof papers

// Quotation marks and apostrophes as they are set, not as they are typed; every other sign stays.
const markdown = new MarkdownIt({ html: true, typographer: true }).disable('replacements')

/** What a reader gets of a note: its words, without the marks that are for the presenter alone, as HTML. */
export function readableNote(note: string): string {
  return markdown.render(spokenPart(note))
}

/** Puts the notes below the slides of an opened print page and lays both out for `paper`. */
export async function addNotes(page: Page, deck: Deck, paper: Paper): Promise<void> {
  const { width, height, margin } = papers[paper]
  const scale = (width - 2 * margin) / deck.width
  await page.addStyleTag({ content: `
    /* Slidev gives its own size, that of a slide, which would turn the paper on its side. */
    @page {
      size: ${width}px ${height}px !important;
      margin: ${margin}px !important;
      @bottom-left { content: ${JSON.stringify(deck.title)}; font: 400 11px var(--font-text, sans-serif); color: #444; }
      @bottom-right { content: counter(page) ' / ' counter(pages); font: 400 11px var(--font-text, sans-serif); color: #444; }
    }
    #print-container { background: none !important; }
    .print-slide-container { break-after: auto !important; transform: scale(${scale}) !important; transform-origin: 0 0; }
    /* Contained, or the browser shrinks the sheet to make room for the slide at its full size. */
    .handout-slide { width: ${deck.width * scale}px; height: ${deck.height * scale}px; position: relative; contain: strict; break-inside: avoid; }
    .handout-slide::after { content: ''; position: absolute; inset: 0; border: 1px solid #999; }
    .handout-sheet { margin: 0; }
    .handout-sheet + .handout-sheet { break-before: page; }
    .handout-note { margin-top: 32px; max-width: 560px; color: #000; font: 400 14.5px/21px var(--font-text, sans-serif); orphans: 3; widows: 3; }
    .handout-note :is(p, ul, ol, blockquote) { margin: 0 0 10px; }
    .handout-note :is(ul, ol) { padding-left: 20px; }
    .handout-note ul { list-style: disc; }
    .handout-note ol { list-style: decimal; }
  ` })
  await page.evaluate((notes) => {
    for (const slide of document.querySelectorAll('.print-slide-container')) {
      const sheet = document.createElement('article')
      sheet.className = 'handout-sheet'
      const frame = document.createElement('div')
      frame.className = 'handout-slide'
      slide.replaceWith(sheet)
      sheet.append(frame)
      frame.append(slide)
      // What links lead to: a scaled box gets no place in the PDF.
      sheet.id = slide.id
      slide.removeAttribute('id')
      const note = notes[Number(sheet.id.split('-')[0]) - 1]
      if (note !== undefined && note !== null) {
        const text = document.createElement('section')
        text.className = 'handout-note'
        text.innerHTML = note
        sheet.append(text)
      }
    }
  }, deck.slides.map(({ note }) => note === undefined ? null : readableNote(note)))
}
