/** Which slides rest on which paragraph of the article. */
import type { SlideRoute } from '@slidev/client'
import { pageName } from './page-names.ts'

interface RestingSlide {
  /** Counted through the whole deck, as its address has it. */
  readonly no: number
  /** As its foot shows it. */
  readonly page: string
  readonly title: string
}

interface ParagraphCoverage {
  readonly paragraph: number
  readonly slides: readonly RestingSlide[]
}

/** Returns the paragraphs that a slide rests on. `setup/preparser.ts` finds them in the slide's source. */
export function paragraphsOfSlide(route: SlideRoute): number[] {
  const derived: unknown = route.meta.slide.frontmatter.paragraphs
  return Array.isArray(derived) ? derived.filter(n => typeof n === 'number') : []
}

/** Returns the slides that rest on `paragraph`, in the order of the deck. */
export function slidesOn(paragraph: number, routes: readonly SlideRoute[]): RestingSlide[] {
  return routes
    .filter(route => paragraphsOfSlide(route).includes(paragraph))
    .map(route => ({ no: route.no, page: pageName(route.no, routes).name, title: route.meta.slide.title ?? `Slide ${route.no}` }))
}

/** Returns every paragraph of an article that has `paragraphs` of them, each with its slides. */
export function coverage(paragraphs: number, routes: readonly SlideRoute[]): ParagraphCoverage[] {
  return Array.from({ length: paragraphs }, (_, index) => ({ paragraph: index + 1, slides: slidesOn(index + 1, routes) }))
}

/** Returns the slide that lists all paragraphs: the one whose front matter says `routeAlias: coverage`. */
export function coverageSlide(routes: readonly SlideRoute[]): SlideRoute | undefined {
  return routes.find(route => route.meta.slide.frontmatter.routeAlias === 'coverage')
}
