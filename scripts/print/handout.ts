/** Turns the print page into a handout: each sheet has a slide, and below it the presenter's notes. */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { createMarkdownExit } from 'markdown-exit'
import { spokenPart, withoutSounds } from '../../briefing/notes.ts'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { wordsFor } from './words.ts'

const inPage = pageModule<typeof import('./in-page/handout.ts')>(new URL('in-page/handout.ts', import.meta.url))

/** Width, height and margin in CSS px (1/96 inch). */
const papers = {
  a4: { width: 794, height: 1123, margin: 60 },
  letter: { width: 816, height: 1056, margin: 60 },
} as const
type Paper = keyof typeof papers

// As Slidev reads notes, but with curly quotation marks and apostrophes.
const markdown = createMarkdownExit({ html: true, typographer: true }).disable('replacements')

/** A note for readers, as HTML, without what is only for the presenter. */
function readableNote(note: string): string {
  return markdown.render(withoutSounds(spokenPart(note)))
}

/** Puts the notes below the slides of an opened print page and lays both out for `paper`. */
export async function addNotes(page: Page, deck: Deck, paper: Paper): Promise<void> {
  const { width, height, margin } = papers[paper]
  const scale = (width - 2 * margin) / deck.width
  await page.addStyleTag({ content: `
    /* Slidev sets the size of a slide, which would turn the paper on its side. */
    @page {
      size: ${width}px ${height}px !important;
      margin: ${margin}px !important;
      @bottom-left { content: ${JSON.stringify(deck.title)}; font: 400 11px var(--font-text, sans-serif); color: #444; }
      @bottom-right { content: counter(page) ' / ' counter(pages); font: 400 11px var(--font-text, sans-serif); color: #444; }
    }
    #print-container { background: none !important; }
    ${selectors.printedSlide} { break-after: auto !important; transform: scale(${scale}) !important; transform-origin: 0 0; }
    /* Contained, because the browser would shrink the sheet to make room for the slide at its full size. */
    .handout-slide { width: ${deck.width * scale}px; height: ${deck.height * scale}px; position: relative; contain: strict; break-inside: avoid; }
    .handout-slide::after { content: ''; position: absolute; inset: 0; border: 1px solid #999; }
    .handout-sheet { margin: 0; }
    .handout-sheet + .handout-sheet { break-before: page; }
    .handout-note { margin-top: 32px; max-width: 560px; color: #000; font: 400 14.5px/21px var(--font-text, sans-serif); orphans: 3; widows: 3; }
    /* For screen readers: others see where the notes begin. */
    .handout-note > h2 { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .handout-note :is(p, ul, ol, blockquote) { margin: 0 0 10px; }
    .handout-note :is(ul, ol) { padding-left: 20px; }
    .handout-note ul { list-style: disc; }
    .handout-note ol { list-style: decimal; }
  ` })
  await inPage.call(page, 'makeSheets', deck.slides.map(({ note }) => note === undefined ? null : readableNote(note)), wordsFor(deck.language)?.notes ?? null)
}
