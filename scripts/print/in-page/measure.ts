/** Measures every slide of Slidev's print page. Lengths are in CSS px of the canvas. */
import { selectors } from '../../../slidev/dom.ts'
import { slideNumber } from '../printed-slide.ts'
import { nameOfPicture, picturesWithoutAlternative } from './alternatives.ts'
import { showsNothing } from './visually-hidden.ts'

/** One slide, or one click of it, as it is laid out in the print page. */
interface MeasuredSlide {
  /** The slide's number, from 1. */
  readonly no: number
  readonly heading: string
  readonly findings: readonly Finding[]
}

/** Something on a slide that a rule may object to. */
export type Finding
  = | { readonly kind: 'overflow', readonly element: string, readonly edge: Edge, readonly px: number, readonly of: 'slide' | 'foot' }
    | { readonly kind: 'clipped', readonly element: string, readonly edge: Edge, readonly px: number, readonly by: string }
    | { readonly kind: 'image', readonly source: string }
    | { readonly kind: 'alternative', readonly what: string }
    | { readonly kind: 'component', readonly tag: string }

type Edge = 'left' | 'top' | 'right' | 'bottom'

/** By how much something reaches over an edge. */
interface Excess { readonly edge: Edge, readonly px: number }

/** Text or a picture, and the boxes of its lines. */
interface Content { readonly element: Element, readonly rects: readonly DOMRect[] }

/** Allows for rounding, and for letters' strokes that reach beyond their own width. */
const tolerance = 1.5

export function measureSlides(): MeasuredSlide[] {
  return Array.from(document.querySelectorAll(selectors.printedSlide), container => ({
    no: slideNumber(container.id),
    heading: (container.querySelector('h1, h2, h3')?.textContent ?? '').trim(),
    findings: [...hiddenContent(container), ...brokenImages(container), ...picturesWithoutAlternative(container).map(picture => ({ kind: 'alternative' as const, what: nameOfPicture(picture) })), ...unknownComponents(container)],
  }))
}

/** What reaches over the slide's edge, is cut off by a box, or runs into the slide's foot: of each element the first of these. */
function hiddenContent(container: Element): Finding[] {
  const frame = container.getBoundingClientRect()
  const content = [...textIn(container), ...picturesIn(container)]
  const footRects = content.filter(({ element }) => isInFoot(element)).flatMap(({ rects }) => rects)
  return content.flatMap(({ element, rects }): Finding[] => {
    const beyond = worst(rects.flatMap(rect => excess(rect, frame)))
    if (beyond)
      return [{ kind: 'overflow', element: describe(element), ...beyond, of: 'slide' }]
    const clips = rects.flatMap(rect => clipOf(rect, element, container) ?? [])
    const [clip] = clips
    const cut = worst(clips.flatMap(({ edges }) => edges))
    if (clip && cut)
      return [{ kind: 'clipped', element: describe(element), ...cut, by: describe(clip.by) }]
    const into = isInFoot(element) ? undefined : worst(rects.flatMap(rect => overlap(rect, footRects)))
    return into ? [{ kind: 'overflow', element: describe(element), ...into, of: 'foot' }] : []
  })
}

function isInFoot(element: Element): boolean {
  return element.closest(selectors.layout) === null
}

function brokenImages(container: Element): Finding[] {
  return [...container.querySelectorAll('img')]
    .filter(image => image.complete && image.naturalWidth === 0 && !isElsewhere(image))
    .map(image => ({ kind: 'image', source: image.getAttribute('src') ?? '' }))
}

/** Whether it comes from another server. The request for it is a matter of its own. */
function isElsewhere({ currentSrc }: HTMLImageElement): boolean {
  return currentSrc.startsWith('http') && new URL(currentSrc).origin !== location.origin
}

function unknownComponents(container: Element): Finding[] {
  return [...container.querySelectorAll('*')].filter(element => element instanceof HTMLUnknownElement
    || (element instanceof HTMLElement && element.localName.includes('-') && customElements.get(element.localName) === undefined)
    || element.constructor === SVGElement).map(({ localName }) => ({ kind: 'component', tag: localName }))
}

function textIn(container: Element): Content[] {
  const content: Content[] = []
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement
    if (element === null || (node.textContent ?? '').trim() === '' || isVisuallyHidden(element, container))
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0)
    content.push({ element, rects: element instanceof SVGElement ? rects : rects.map(rect => inked(rect, element)) })
  }
  return content
}

/** A line's box is taller than its letters. Tight display type counts by its size, not by what the font reserves. */
function inked(rect: DOMRect, element: Element): DOMRect {
  const height = Math.min(rect.height, Number.parseFloat(getComputedStyle(element).fontSize))
  return new DOMRect(rect.left, rect.top + (rect.height - height) / 2, rect.width, height)
}

/** Pictures that say something. */
function picturesIn(container: Element): Content[] {
  return [...container.querySelectorAll('img, svg, video, canvas')]
    .filter(element => element.closest('[aria-hidden="true"], [role="presentation"], [role="none"], [alt=""]') === null
      && element.parentElement?.closest('svg') === null && !isVisuallyHidden(element, container))
    .map(element => ({ element, rects: [element.getBoundingClientRect()] }))
}

/** Whether only screen readers get it. */
function isVisuallyHidden(element: Element, container: Element): boolean {
  for (let box: Element | null = element; box !== null && box !== container; box = box.parentElement) {
    const { visibility, opacity } = getComputedStyle(box)
    if (visibility !== 'visible' || opacity === '0' || showsNothing(box))
      return true
  }
  return false
}

/** The nearest box around `element` that hides a part of `rect`. */
function clipOf(rect: DOMRect, element: Element, container: Element): { readonly by: Element, readonly edges: readonly Excess[] } | undefined {
  for (let box = element; box !== container && box.parentElement !== null; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box)
    if (overflowX === 'visible' && overflowY === 'visible')
      continue
    const edges = excess(rect, box.getBoundingClientRect())
      .filter(({ edge }) => (edge === 'left' || edge === 'right' ? overflowX : overflowY) !== 'visible')
    if (edges.length > 0)
      return { by: box, edges }
  }
  return undefined
}

function excess(inner: DOMRect, outer: DOMRect): Excess[] {
  const edges: Excess[] = [
    { edge: 'left', px: outer.left - inner.left },
    { edge: 'top', px: outer.top - inner.top },
    { edge: 'right', px: inner.right - outer.right },
    { edge: 'bottom', px: inner.bottom - outer.bottom },
  ]
  return edges.filter(({ px }) => px > tolerance)
}

/** How far `rect` runs into those of the foot that it overlaps. */
function overlap(rect: DOMRect, footRects: readonly DOMRect[]): Excess[] {
  return footRects
    .filter(foot => foot.left < rect.right - tolerance && foot.right > rect.left + tolerance && foot.top < rect.bottom - tolerance && foot.bottom > rect.top + tolerance)
    .map(foot => ({ edge: 'bottom', px: rect.bottom - foot.top }))
}

function worst(edges: readonly Excess[]): Excess | undefined {
  const [first] = edges.toSorted((a, b) => b.px - a.px)
  return first && { edge: first.edge, px: Math.round(first.px) }
}

/** Names an element by its tag, classes and first words. */
function describe(element: Element): string {
  const words = (element.textContent ?? '').replaceAll('\n', ' ').split(' ').filter(word => word !== '').slice(0, 6).join(' ')
  const classes = [...element.classList].filter(name => !name.startsWith('slidev-vclick')).slice(0, 2).map(name => `.${name}`).join('')
  return `<${element.localName}${classes}>${words === '' ? '' : ` “${words}”`}`
}
