/** Turns the print page's slides into sheets of paper. */
import { selectors } from '../../../slidev/dom.ts'
import { slideNumber } from '../printed-slide.ts'

/**
 * Puts each slide into a frame on a sheet of its own, with its note below.
 * @param notes HTML by slide, in the deck's order
 * @param heading of the notes, for screen readers
 */
export function makeSheets(notes: readonly (string | null)[], heading: string | null): void {
  for (const slide of document.querySelectorAll(selectors.printedSlide)) {
    const sheet = document.createElement('article')
    sheet.className = 'handout-sheet'
    const frame = document.createElement('div')
    frame.className = 'handout-slide'
    slide.replaceWith(sheet)
    sheet.append(frame)
    frame.append(slide)
    // Links lead to the sheet: a scaled box gets no place in the PDF.
    sheet.id = slide.id
    slide.removeAttribute('id')
    const note = notes[slideNumber(sheet.id) - 1]
    if (note !== undefined && note !== null) {
      const text = document.createElement('section')
      text.className = 'handout-note'
      text.innerHTML = note
      if (heading !== null) {
        const title = document.createElement('h2')
        title.textContent = heading
        text.prepend(title)
      }
      sheet.append(text)
    }
  }
}
