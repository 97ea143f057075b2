/** Finds what is wrong on the slides of Slidev's print page. */
import { misfits } from '../../../components/parts/fit.ts'
import { selectors } from '../../../slidev/dom.ts'
import { slideNumber } from '../printed-slide.ts'
import { nameOfPicture, picturesWithoutAlternative } from './alternatives.ts'

/** One slide, or one click of it, as it is laid out in the print page. */
interface InspectedSlide {
  /** The slide's number, from 1. */
  readonly no: number
  readonly heading: string
  /** What is wrong, in sentences. */
  readonly problems: readonly string[]
}

export function inspectSlides(): InspectedSlide[] {
  return Array.from(document.querySelectorAll<HTMLElement>(selectors.printedSlide), container => ({
    no: slideNumber(container.id),
    heading: (container.querySelector('h1, h2, h3')?.textContent ?? '').trim(),
    problems: [
      ...misfits(container),
      ...brokenImages(container).map(source => `the image ${source} is missing or broken. Put it into public/ and name it from there.`),
      ...picturesWithoutAlternative(container).map(picture => `${nameOfPicture(picture)} has no alternative text. Write what it shows, as in ![A bridge at dusk](/bridge.jpg) or \`\`\`mermaid {alt: 'How a bridge turns'}, or alt="" if it is decoration.`),
      ...unknownComponents(container).map(tag => `there is no component <${tag}>. Correct its name, or put the component into components/.`),
    ],
  }))
}

function brokenImages(container: Element): string[] {
  return [...container.querySelectorAll('img')]
    .filter(image => image.complete && image.naturalWidth === 0 && !isElsewhere(image))
    .map(image => image.getAttribute('src') ?? '')
}

/** Whether it comes from another server: then the request is reported. */
function isElsewhere({ currentSrc }: HTMLImageElement): boolean {
  return currentSrc.startsWith('http') && new URL(currentSrc).origin !== location.origin
}

function unknownComponents(container: Element): string[] {
  return [...container.querySelectorAll('*')].filter(element => element instanceof HTMLUnknownElement
    || (element instanceof HTMLElement && element.localName.includes('-') && customElements.get(element.localName) === undefined)
    || element.constructor === SVGElement).map(({ localName }) => localName)
}
