/** How slides are counted: those that are presented from 1, those of the appendix from A1. */
import type { SlideRoute } from '@slidev/client'

/** Whether a slide belongs to the appendix, which is shown on request and not presented. */
export function isAppendix(route: SlideRoute): boolean {
  return route.meta.slide.frontmatter.appendix === true
}

/** The number of a page, and how many there are of its kind. */
export interface PageName {
  /** `6`, or `A1` in the appendix. */
  readonly name: string
  /** How many slides are presented. Nothing in the appendix. */
  readonly total?: number
}

/** Returns the name of slide `no`, counted from 1 through the whole deck. The appendix comes last. */
export function pageName(no: number, routes: readonly SlideRoute[]): PageName {
  const presented = routes.filter(route => !isAppendix(route)).length
  return no > presented ? { name: `A${no - presented}` } : { name: String(no), total: presented }
}
