/** Which slides rest on a paragraph, as the running deck knows it, and which paragraph a reader has asked about. */
import type { SlideRoute } from '@slidev/client'
import { ref } from 'vue'

/** The paragraph whose slides are being shown, if any. One for the whole page, since only one dialog can be open. */
export const askedParagraph = ref<number>()

/** As many clicks as no slide has; Slidev takes it for the last one. What rests on a paragraph may be what the last click brings. */
export const everyClick = 999

/** A slide as the index names it. */
export interface RestingSlide {
  readonly no: number
  readonly title: string
}

/** The paragraphs (¶ from 1) that a slide rests on, as the preparser derived them from its source. */
export function paragraphsOfSlide(route: SlideRoute): number[] {
  const derived: unknown = route.meta.slide.frontmatter.paragraphs
  return Array.isArray(derived) ? derived.filter(n => typeof n === 'number') : []
}

/** The slides that rest on `paragraph`, in order. */
export function slidesOn(paragraph: number, routes: readonly SlideRoute[]): RestingSlide[] {
  return routes
    .filter(route => paragraphsOfSlide(route).includes(paragraph))
    .map(route => ({ no: route.no, title: route.meta.slide.title ?? `Slide ${route.no}` }))
}

/** The slide that lists every paragraph: the one whose front matter says `routeAlias: coverage`. */
export function coverageSlide(routes: readonly SlideRoute[]): SlideRoute | undefined {
  return routes.find(route => route.meta.slide.frontmatter.routeAlias === 'coverage')
}
