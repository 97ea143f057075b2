/** The ids of the sheets in Slidev's print page: the slide's number and the click's, `004-01`. For Node and the page alike. */
import { selectors } from '../../slidev/dom.ts'

/** Returns the slide's number, from 1, of a sheet's id; NaN for any other text. */
export function slideNumber(id: string): number {
  return Number.parseInt(id)
}

/** Returns the CSS selector of a slide's sheets. */
export function sheetsOf(no: number): string {
  return `${selectors.printedSlide}[id^="${String(no).padStart(3, '0')}-"]`
}
