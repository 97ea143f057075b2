/** Takes slides out of the running deck. */
import { selectors, slideScale } from '../../../slidev/dom.ts'

declare global {
  interface Window {
    insertedStyleTexts: Set<string>
    /** By the page's clock, in ms. */
    slideShownAt: number | undefined
  }
}

/** Records what Slidev puts into style elements, and when the first slide shows. Must run before the page's scripts. */
export function recordStart(): void {
  window.insertedStyleTexts = new Set()
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of [target, ...addedNodes]) {
        if (node instanceof HTMLStyleElement)
          window.insertedStyleTexts.add(node.textContent ?? '')
      }
    }
    if (document.querySelector(selectors.layout))
      window.slideShownAt ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
}

export function insertedStyles(): string[] {
  return [...window.insertedStyleTexts]
}

/** Returns the paths of the deck's own scripts that were requested before the first slide was shown, in this order. */
export function loadedScripts(): string[] {
  return performance.getEntriesByType('resource')
    .filter(({ startTime }) => startTime < (window.slideShownAt ?? 0))
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.endsWith('.js'))
    .map(({ pathname }) => pathname)
}

const scaleDeclaration = new RegExp(`${slideScale}:[^;]*;?`)

/** Returns the markup of a slide and of all boxes around it, without what belongs to the running deck. */
export function takeSlide(no: number): string {
  const root = document.querySelector(selectors.pageRoot)?.cloneNode(true)
  if (!(root instanceof Element))
    return ''
  const slide = root.querySelector(`[data-slidev-no="${no}"]`)
  for (const element of [root, ...root.querySelectorAll('*')]) {
    const isOnTheWay = slide !== null && (element.contains(slide) || slide.contains(element))
    if (!isOnTheWay)
      element.remove()
    const style = element.getAttribute('style')?.replace(scaleDeclaration, '').trim()
    element.removeAttribute('style')
    if (style !== undefined && style !== '')
      element.setAttribute('data-style', style)
  }
  const comments = document.createNodeIterator(root, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment !== null; comment = comments.nextNode())
    comment.parentNode?.removeChild(comment)
  return root.outerHTML
}

/** Shows the markup of all slides in place of the deck, and returns their inline styles, which are in `data-style`. */
export function showTogether(slides: readonly string[]): string[] {
  document.body.innerHTML = slides.map(slide => `<div class="prerendered">${slide}</div>`).join('')
  return Array.from(document.querySelectorAll('[data-style]'), element => element.getAttribute('data-style') ?? '')
}
