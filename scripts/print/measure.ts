/**
 * Finds what a reader would not see: one pass in the page measures every slide, and the rules here judge what was measured.
 * What runs in the page is this one function: it may use nothing from outside.
 */

/** One slide, or one click of it, as it is laid out in the print page. */
export interface MeasuredSlide {
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
    | { readonly kind: 'component', readonly tag: string }

type Edge = 'left' | 'top' | 'right' | 'bottom'

/** Measures all slides of Slidev's print page. Runs in the page. Lengths are in CSS px of the canvas. */
export function measureSlides(): MeasuredSlide[] {
  /** Rounding of lengths, and strokes of letters that reach beyond their own width. */
  const tolerance = 1.5
  const describe = (element: Element): string => {
    const words = (element.textContent ?? '').replaceAll('\n', ' ').split(' ').filter(word => word !== '').slice(0, 6).join(' ')
    const classes = [...element.classList].filter(name => !name.startsWith('slidev-vclick')).slice(0, 2).map(name => `.${name}`).join('')
    return `<${element.localName}${classes}>${words === '' ? '' : ` “${words}”`}`
  }
  const excess = (inner: DOMRect, outer: DOMRect): [Edge, number][] => {
    const edges: [Edge, number][] = [
      ['left', outer.left - inner.left],
      ['top', outer.top - inner.top],
      ['right', inner.right - outer.right],
      ['bottom', inner.bottom - outer.bottom],
    ]
    return edges.filter(([, px]) => px > tolerance)
  }
  /** Screen readers' own texts: there for the ear, one pixel small. */
  const isVisuallyHidden = (element: Element, container: Element): boolean => {
    for (let box: Element | null = element; box !== null && box !== container; box = box.parentElement) {
      const style = getComputedStyle(box)
      const { width, height } = box.getBoundingClientRect()
      if (style.visibility !== 'visible' || style.opacity === '0' || (style.overflow !== 'visible' && width <= 1.5 && height <= 1.5) || style.clipPath === 'inset(50%)')
        return true
    }
    return false
  }
  /** A line's box is taller than its letters; tight display type counts by its size, not by what the font reserves. */
  const inked = (rect: DOMRect, fontSize: number): DOMRect => {
    const height = Math.min(rect.height, fontSize)
    return new DOMRect(rect.left, rect.top + (rect.height - height) / 2, rect.width, height)
  }
  /** Lines of text, and pictures that say something, with the element that they belong to. */
  const contentOf = (container: Element): { element: Element, rects: DOMRect[] }[] => {
    const content: { element: Element, rects: DOMRect[] }[] = []
    const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement
      if (element === null || (node.textContent ?? '').trim() === '' || isVisuallyHidden(element, container))
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const fontSize = Number.parseFloat(getComputedStyle(element).fontSize)
      const isDrawn = element instanceof SVGElement
      content.push({ element, rects: [...range.getClientRects()].filter(({ width }) => width > 0).map(rect => isDrawn ? rect : inked(rect, fontSize)) })
    }
    for (const element of container.querySelectorAll('img, svg, video, canvas')) {
      const isDecoration = element.closest('[aria-hidden="true"], [role="presentation"], [role="none"], [alt=""]') !== null
      if (!isDecoration && element.parentElement?.closest('svg') === null && !isVisuallyHidden(element, container))
        content.push({ element, rects: [element.getBoundingClientRect()] })
    }
    return content
  }
  /** The first box on the way up that hides a part of `rect`. */
  const clipOf = (rect: DOMRect, element: Element, container: Element): { by: Element, edges: [Edge, number][] } | undefined => {
    for (let box = element; box !== container && box.parentElement !== null; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box)
      if (overflowX === 'visible' && overflowY === 'visible')
        continue
      const edges = excess(rect, box.getBoundingClientRect())
        .filter(([edge]) => (edge === 'left' || edge === 'right' ? overflowX : overflowY) !== 'visible')
      if (edges.length > 0)
        return { by: box, edges }
    }
    return undefined
  }
  const worst = (edges: [Edge, number][]): { edge: Edge, px: number } | undefined => {
    const [first] = edges.sort(([, a], [, b]) => b - a)
    return first && { edge: first[0], px: Math.round(first[1]) }
  }

  return Array.from(document.querySelectorAll('.print-slide-container'), (container) => {
    const findings: Finding[] = []
    const frame = container.getBoundingClientRect()
    const content = contentOf(container)
    const footRects = content.filter(({ element }) => element.closest('.slidev-layout') === null).flatMap(({ rects }) => rects)
    for (const { element, rects } of content) {
      const beyond = worst(rects.flatMap(rect => excess(rect, frame)))
      if (beyond) {
        findings.push({ kind: 'overflow', element: describe(element), ...beyond, of: 'slide' })
        continue
      }
      const clips = rects.flatMap(rect => clipOf(rect, element, container) ?? [])
      const [clip] = clips
      const cut = worst(clips.flatMap(({ edges }) => edges))
      if (clip && cut) {
        findings.push({ kind: 'clipped', element: describe(element), ...cut, by: describe(clip.by) })
        continue
      }
      if (element.closest('.slidev-layout') === null)
        continue
      const into = Math.max(0, ...rects.flatMap(rect => footRects
        .filter(foot => foot.left < rect.right - tolerance && foot.right > rect.left + tolerance && foot.top < rect.bottom - tolerance && foot.bottom > rect.top + tolerance)
        .map(foot => rect.bottom - foot.top)))
      if (into > tolerance)
        findings.push({ kind: 'overflow', element: describe(element), edge: 'bottom', px: Math.round(into), of: 'foot' })
    }
    for (const image of container.querySelectorAll('img')) {
      if (image.complete && image.naturalWidth === 0)
        findings.push({ kind: 'image', source: image.getAttribute('src') ?? '' })
    }
    for (const element of container.querySelectorAll('*')) {
      const isUnknown = element instanceof HTMLUnknownElement
        || (element instanceof HTMLElement && element.localName.includes('-') && customElements.get(element.localName) === undefined)
        || element.constructor === SVGElement
      if (isUnknown)
        findings.push({ kind: 'component', tag: element.localName })
    }
    return {
      no: Number(container.id.split('-')[0]),
      heading: (container.querySelector('h1, h2, h3')?.textContent ?? '').trim(),
      findings,
    }
  })
}

/** Says what is wrong on the slides, a sentence for each thing, each thing once however many clicks show it. */
export function judgeSlides(slides: readonly MeasuredSlide[]): string[] {
  const sentences = slides.flatMap(({ no, heading, findings }) => findings.map(finding => `Slide ${no}${heading === '' ? '' : ` (${heading})`}: ${sentence(finding)}`))
  return [...new Set(sentences)]
}

function sentence(finding: Finding): string {
  switch (finding.kind) {
    case 'overflow': {
      const what = finding.of === 'slide' ? `reaches ${finding.px} px over the slide’s ${finding.edge} edge` : `runs ${finding.px} px into the slide’s foot`
      return `${finding.element} ${what}. Shorten it, give it less room or split the slide.`
    }
    case 'clipped':
      return `${finding.element} is cut off: ${finding.px} px of it at the ${finding.edge} are hidden by ${finding.by}. Shorten it or make the box larger.`
    case 'image':
      return `the image ${finding.source} is missing or broken. Put it into public/ and name it from there.`
    case 'component':
      return `there is no component <${finding.tag}>. Correct its name, or put the component into components/.`
  }
}
