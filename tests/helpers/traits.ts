/** What a deck has and another may lack, told from its source, so that the tests know what to expect of any deck. */
import type { Slide } from '../../deck/slides.ts'
import { withoutClicks } from '../../briefing/notes.ts'

/** The first slide that builds up, as click markers in its note say, if one does. */
export function firstThatBuildsUp(slides: readonly Slide[]): Slide | undefined {
  return slides.find(({ note = '' }) => note !== withoutClicks(note))
}

/** Whether some slide builds up. */
export function buildsUp(slides: readonly Slide[]): boolean {
  return firstThatBuildsUp(slides) !== undefined
}

/** The slide that says where every paragraph went, to which the marks of paragraphs lead and which links to every other slide, if there is one. */
export function coverageIn(slides: readonly Slide[]): Slide | undefined {
  return slides.find(({ tags }) => tags.some(({ name }) => name === 'CoverageTable'))
}

/** Whether there is such a slide. */
export function hasCoverage(slides: readonly Slide[]): boolean {
  return coverageIn(slides) !== undefined
}
