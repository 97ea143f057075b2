/** Reads the ids of the sheets in Slidev's print page, slide and click: `004-01`. Runs in Node and in the page. */
import { selectors } from '../../slidev/dom.ts'

/** Returns the slide's number, from 1, of a sheet's id; NaN for any other text. */
export function slideNumber(id: string): number {
  return Number.parseInt(id)
}

/** Returns the CSS selector of a slide's sheets. */
export function sheetsOf(no: number): string {
  return `${selectors.printedSlide}[id^="${String(no).padStart(3, '0')}-"]`
}
