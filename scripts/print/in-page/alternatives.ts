/** Finds pictures without an alternative text. */
import { selectors } from '../../../slidev/dom.ts'

const hidden = '[aria-hidden="true"], [role="presentation"], [role="none"], [role="img"]'
/** The hash that a build adds to a file's name. */
const buildHash = /-[\w-]{8}(?=\.\w+$)/

/** The attribute of a picture whose alternative text is only its name. */
export const notDescribed = 'data-not-described'

/** Makes an element a picture with this alternative text. */
export function setPicture(element: HTMLElement, alternative: string): void {
  if (element instanceof HTMLImageElement) {
    element.alt = alternative
    return
  }
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', alternative)
}

/** Images and Mermaid drawings without an alternative text. Those with an empty one are decoration. */
export function picturesWithoutAlternative(container: Element): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(`img:not([alt]), ${selectors.drawing}:not([alt])`)]
    .filter(picture => picture.closest(hidden) === null && !picture.hasAttribute('aria-label') && !picture.hasAttribute('aria-labelledby') && !drawingHasTitle(picture))
}

/** A name for messages: the file's, or the first words of a drawing. */
export function nameOfPicture(picture: HTMLElement): string {
  if (!(picture instanceof HTMLImageElement))
    return ['the Mermaid drawing', wordsOf(picture)].filter(Boolean).join(': ')
  const { pathname, protocol } = new URL(picture.getAttribute('src') ?? '', location.href)
  return protocol === 'data:' ? 'an image in a data: address' : `the image ${decodeURIComponent(pathname.split('/').at(-1) ?? '').replace(buildHash, '')}`
}

/** Mermaid's `accTitle` becomes the title of the drawing. */
function drawingHasTitle(drawing: HTMLElement): boolean {
  return drawing.shadowRoot?.querySelector('svg > title') != null
}

function wordsOf(drawing: HTMLElement): string {
  const texts = drawing.shadowRoot?.querySelectorAll('svg text, svg foreignObject') ?? []
  return Array.from(texts, text => (text.textContent ?? '').trim()).filter(text => text !== '').slice(0, 4).join(' ')
}
