/** What a deck has and another may lack, told from its source, so that the tests know what to expect of any deck. */
import type { Slide } from '../../deck/slides.ts'
import { hasClicks } from '../../briefing/notes.ts'

/** Whether some slide builds up, as click markers in its note say. */
export function buildsUp(slides: readonly Slide[]): boolean {
  return slides.some(({ note = '' }) => hasClicks(note))
}

/** Whether some slide says where every paragraph went, to which the marks of paragraphs lead. */
export function hasCoverage(slides: readonly Slide[]): boolean {
  return slides.some(({ tags }) => tags.some(({ name }) => name === 'CoverageTable'))
}
