/**
 * Finds what a reader would not see of a slide: what reaches over an edge, is cut off, lies under a box or runs into the slide's foot. The export
 * and the check measure the print page with it, the development server measures the open slide. Lengths are in CSS px of the canvas.
 */
import { selectors } from '../../slidev/dom.ts'

type Edge = 'left' | 'top' | 'right' | 'bottom'

interface Excess { readonly edge: Edge, readonly px: number }

/** Something that a reader sees, and where: the lines of a text, a picture, the painted part of a box. */
interface VisibleItem { readonly element: Element, readonly rects: readonly DOMRect[] }

/** Something that does not fit, and the element that pushes it out, if another one does. */
interface Misfit { readonly element: Element, readonly pusher?: Element, readonly sentence: string }

/** Allows for rounding, and for letters' strokes that reach beyond their own width. */
const tolerance = 1.5

/** A component's attribute `data-over`: how much it has of something and how much a slide holds, if that is less. */
export function over(count: number, fits: number, what: string): string | undefined {
  return count > fits ? `${count} ${what}; ${fits} fit` : undefined
}

/** A sentence for each element that does not fit, with the first thing that is wrong with it. */
export function misfits(slide: HTMLElement): string[] {
  const origin = slide.getBoundingClientRect()
  const scale = origin.width / slide.offsetWidth
  const frame = new DOMRect(0, 0, origin.width / scale, origin.height / scale)
  const onCanvas = ({ left, top, width, height }: DOMRect): DOMRect => new DOMRect((left - origin.left) / scale, (top - origin.top) / scale, width / scale, height / scale)

  const elements = [...slide.querySelectorAll('*')].filter(element => !isVisuallyHidden(element, slide))
  const content = elements.flatMap(element => [...textOf(element, onCanvas), ...isPicture(element) ? [{ element, rects: [onCanvas(element.getBoundingClientRect())] }] : []])
  const boxes = elements.map(element => ({ element, rects: paintedOf(element, onCanvas).flatMap(rect => visiblePart(rect, element, slide, onCanvas)) }))
    .filter(({ element, rects }) => rects.length > 0 && !element.matches(selectors.layout))
  const foot = content.filter(({ element }) => isInFoot(element)).flatMap(({ rects }) => rects)
  const limit = slide.querySelector<HTMLElement>('[data-over]')?.dataset.over
  const advice = limit === undefined ? 'Shorten it, give it less room or split the slide.' : `The slide has ${limit}.`

  const found = content.flatMap(({ element, rects }): Misfit[] => {
    const says = (what: string) => [{ element, sentence: `${describe(element)} ${what}` }]
    // If the slide is too high, the author must shorten the part that pushes, and not the part that is pushed out.
    const leaves = (what: string, edge: Edge) => {
      const pusher = edge === 'top' || edge === 'bottom' ? pusherOf(element, slide) : undefined
      return pusher ? [{ element, pusher, sentence: `${describe(pusher)} is too long: ${describe(element)} ${what}` }] : says(what)
    }
    const beyond = worst(rects.flatMap(rect => excess(rect, frame)))
    if (beyond)
      return leaves(`reaches ${beyond.px} px over the slide’s ${beyond.edge} edge. ${advice}`, beyond.edge)
    const clips = rects.flatMap(rect => clipOf(rect, element, slide, onCanvas) ?? [])
    const cut = worst(clips.flatMap(({ edges }) => edges))
    if (clips[0] && cut)
      return says(`is cut off: ${cut.px} px of it at the ${cut.edge} are hidden by ${describe(clips[0].by)}. Shorten it or make the box larger.`)
    const into = isInFoot(element) ? undefined : intrusion(rects, foot)
    if (into)
      return leaves(`runs ${into.px} px into the slide’s foot. ${advice}`, into.edge)
    const box = boxes.find(box => !box.element.contains(element) && rects.some(rect => box.rects.some(other => overlap(rect, other))) && isOver(box.element, element))
    return box ? says(`overlaps ${describe(box.element)}. ${advice}`) : []
  })
  const intoFoot = boxes.flatMap(({ element, rects }) => {
    // A panel as high as the slide is the ground that the foot is on.
    const into = isInFoot(element) || rects.some(({ height }) => height >= frame.height - tolerance) ? undefined : intrusion(rects, foot)
    return into ? [{ element, sentence: `${describe(element)} runs ${into.px} px into the slide’s foot. ${advice}` }] : []
  })
  // Only the outermost of nested boxes, and none whose text is reported already.
  const others = intoFoot.filter(({ element }) => !intoFoot.some(box => box.element !== element && box.element.contains(element)) && !found.some(text => element.contains(text.element)))
  // What one part pushes out is reported once, and not at all if the part itself is reported.
  const isSaidElsewhere = ({ pusher }: Misfit, i: number): boolean => pusher !== undefined && (found.findIndex(other => other.pusher === pusher) < i || found.some(other => pusher.contains(other.element)))
  return [...found.filter((misfit, i) => !isSaidElsewhere(misfit, i)), ...others].map(({ sentence }) => sentence)
}

/** The part of a slide that pushes the one with `element` out: more than twice as high, in the same flow. */
function pusherOf(element: Element, slide: Element): Element | undefined {
  const parts = [...slide.querySelector(selectors.layout)?.children ?? []].filter(part => layerWithin(part, part.parentElement) === 0)
  const heightOf = (part: Element): number => part.getBoundingClientRect().height
  const own = parts.find(part => part.contains(element))
  const [highest] = parts.toSorted((a, b) => heightOf(b) - heightOf(a))
  return own && highest && heightOf(highest) > 2 * heightOf(own) ? highest : undefined
}

/** Several sentences of one slide in one line. */
export function inOneLine([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} And ${others.length} more.`
}

/** Whether a box hides its content, as style sheets hide text for screen readers: it is cut off, or one pixel small. */
export function showsNothing(box: Element): boolean {
  const { overflow, clipPath } = getComputedStyle(box)
  // Whatever the scale at which the slide is shown.
  const isTiny = box instanceof HTMLElement && box.offsetWidth <= 1 && box.offsetHeight <= 1
  return (overflow !== 'visible' && isTiny) || clipPath === 'inset(50%)'
}

function isInFoot(element: Element): boolean {
  return element.closest(selectors.layout) === null
}

function textOf(element: Element, onCanvas: (rect: DOMRect) => DOMRect): VisibleItem[] {
  return [...element.childNodes].filter(node => node instanceof Text && node.data.trim() !== '').map((node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0).map(onCanvas)
    return { element, rects: element instanceof SVGElement ? rects : rects.map(rect => inked(rect, element)) }
  })
}

/** The box of a line without the space that the font reserves above and below its letters. */
function inked(rect: DOMRect, element: Element): DOMRect {
  const height = Math.min(rect.height, Number.parseFloat(getComputedStyle(element).fontSize))
  return new DOMRect(rect.left, rect.top + (rect.height - height) / 2, rect.width, height)
}

function isPicture(element: Element): boolean {
  return element.matches('img, svg, video, canvas') && element.closest('[aria-hidden="true"], [role="presentation"], [role="none"], [alt=""]') === null && element.parentElement?.closest('svg') === null
}

const transparent = /^rgba\(.*, 0\)$|\/ 0\)$/
const borders = [['left', 'Left'], ['top', 'Top'], ['right', 'Right'], ['bottom', 'Bottom']] as const

/** The painted part of a box: all of it, if it has a background, else its borders, hairlines aside. */
function paintedOf(element: Element, onCanvas: (rect: DOMRect) => DOMRect): DOMRect[] {
  if (!(element instanceof HTMLElement))
    return []
  const style = getComputedStyle(element)
  // An inline box has one for each line.
  const rects = Array.from(element.getClientRects(), onCanvas)
  if (style.backgroundImage !== 'none' || !transparent.test(style.backgroundColor))
    return rects
  return borders.flatMap(([edge, name]) => {
    const width = Number.parseFloat(style[`border${name}Width`])
    if (width <= tolerance || transparent.test(style[`border${name}Color`]))
      return []
    return rects.map(({ left, top, right, bottom }) => new DOMRect(
      edge === 'right' ? right - width : left,
      edge === 'bottom' ? bottom - width : top,
      edge === 'left' || edge === 'right' ? width : right - left,
      edge === 'top' || edge === 'bottom' ? width : bottom - top,
    ))
  })
}

/** The part of a rectangle that the boxes around its element do not cut off. */
function visiblePart(rect: DOMRect, element: Element, slide: Element, onCanvas: (rect: DOMRect) => DOMRect): DOMRect[] {
  const edges = element.parentElement && clipOf(rect, element.parentElement, slide, onCanvas)?.edges
  const by = (edge: Edge): number => edges?.find(cut => cut.edge === edge)?.px ?? 0
  const part = new DOMRect(rect.left + by('left'), rect.top + by('top'), rect.width - by('left') - by('right'), rect.height - by('top') - by('bottom'))
  return part.width > 0 && part.height > 0 ? [part] : []
}

/**
 * Whether a box covers text of another element. Two elements in the flow of the slide have run into each other. An element out of the flow covers
 * what is in the flow and what comes before it; text over such a box is intended.
 */
function isOver(box: Element, text: Element): boolean {
  let around: Element | null = text
  while (around !== null && !around.contains(box))
    around = around.parentElement
  const [ofBox, ofText] = [layerWithin(box, around), layerWithin(text, around)]
  const isLater = (text.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  return ofBox === ofText ? ofBox === 0 || isLater : ofBox > ofText
}

/** 1 if an element, or one between it and `around`, is taken out of the flow, -1 if it is then put behind; else 0. */
function layerWithin(element: Element, around: Element | null): -1 | 0 | 1 {
  for (let box: Element | null = element; box !== null && box !== around; box = box.parentElement) {
    const { position, zIndex } = getComputedStyle(box)
    if (position === 'absolute' || position === 'fixed')
      return Number(zIndex) < 0 ? -1 : 1
  }
  return 0
}

function isVisuallyHidden(element: Element, slide: Element): boolean {
  for (let box: Element | null = element; box !== null && box !== slide; box = box.parentElement) {
    const { visibility, opacity } = getComputedStyle(box)
    if (visibility !== 'visible' || opacity === '0' || showsNothing(box))
      return true
  }
  return false
}

/** The nearest box around `element` that hides part of the rectangle. */
function clipOf(rect: DOMRect, element: Element, slide: Element, onCanvas: (rect: DOMRect) => DOMRect): { readonly by: Element, readonly edges: readonly Excess[] } | undefined {
  for (let box = element; box !== slide && box.parentElement !== null; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box)
    if (overflowX === 'visible' && overflowY === 'visible')
      continue
    const edges = excess(rect, onCanvas(box.getBoundingClientRect()))
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

function overlap(one: DOMRect, other: DOMRect): boolean {
  return other.left < one.right - tolerance && other.right > one.left + tolerance && other.top < one.bottom - tolerance && other.bottom > one.top + tolerance
}

function intrusion(rects: readonly DOMRect[], foot: readonly DOMRect[]): Excess | undefined {
  return worst(rects.flatMap(rect => foot.filter(line => overlap(rect, line)).map(line => ({ edge: 'bottom' as const, px: rect.bottom - line.top }))))
}

function worst(edges: readonly Excess[]): Excess | undefined {
  const [first] = edges.toSorted((a, b) => b.px - a.px)
  return first && { edge: first.edge, px: Math.round(first.px) }
}

function describe(element: Element): string {
  const words = (element.textContent ?? '').replaceAll('\n', ' ').split(' ').filter(word => word !== '').slice(0, 6).join(' ')
  const classes = [...element.classList].filter(name => !name.startsWith('slidev-vclick')).slice(0, 2).map(name => `.${name}`).join('')
  return `<${element.localName}${classes}>${words === '' ? '' : ` “${words}”`}`
}
