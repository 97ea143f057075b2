/** Records in a page when a reader sees what of a deck. */
import { selectors } from '../../../slidev/dom.ts'

/** What a page records while it loads. Times in ms since the visit began. */
interface VisitRecord {
  /** The first contentful paint, which in a deck is the first slide's text. */
  firstSlide?: number
  navigable?: number
  /** Whether the slide was there before the deck was. */
  isInPage?: boolean
  layoutShift: number
  /** From each key press to the next slide, in ms. */
  readonly turns: number[]
}

declare global {
  interface Window {
    seen: VisitRecord
  }
  interface PerformanceEntry {
    /** Of a resource (Resource Timing, 4.4): `blocking` if nothing was painted before it was loaded. */
    readonly renderBlockingStatus?: string
    /** Of a layout shift. */
    readonly value?: number
  }
}

/** Records everything in `window.seen`. Must run before the page's scripts. */
export function watch(): void {
  window.seen = { layoutShift: 0, turns: [] }
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries())
      window.seen.layoutShift += value ?? 0
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    const painted = list.getEntriesByName('first-contentful-paint')[0]
    if (painted)
      window.seen.firstSlide = painted.startTime
  }).observe({ type: 'paint', buffered: true })
  watchSlides(window.seen)
}

function watchSlides(seen: VisitRecord): void {
  let turning: { readonly from: string | undefined, readonly at: number } | undefined
  new MutationObserver(() => {
    const at = performance.now()
    const heading = document.querySelector(`${selectors.layout} h1`)
    if (heading)
      seen.isInPage ??= heading.closest(selectors.app) === null
    const slide = shownSlide()
    if (slide)
      seen.navigable ??= at
    if (turning && slide && slide.dataset.slidevNo !== turning.from) {
      seen.turns.push(at - turning.at)
      turning = undefined
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
  addEventListener('keydown', () => turning = { from: shownSlide()?.dataset.slidevNo, at: performance.now() }, true)
}

/** Forces no layout, which would slow down what is measured. */
function shownSlide(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(`${selectors.app} ${selectors.slide}`)]
    .find(slide => slide.style.display !== 'none' && slide.querySelector(selectors.layout) !== null)
}

/** Returns the record, and the paths of the files requested before the deck was navigable and of those that block rendering. */
export function readVisit(): { seen: VisitRecord, before: string[], blocking: string[] } {
  const resources = performance.getEntriesByType('resource')
  return {
    seen: window.seen,
    before: paths(resources.filter(({ startTime }) => startTime < (window.seen.navigable ?? 0))),
    blocking: paths(resources.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')),
  }
}

function paths(entries: readonly PerformanceEntry[]): string[] {
  return entries.map(({ name }) => new URL(name).pathname)
}
