/** Reads Slidev's ranges of slides: `1,3-5,8`. */
import { Failure } from '../../deck/failure.ts'

const partPattern = /^(\d+)(-(\d+)?)?$/

/**
 * Reads a range: numbers, `3-5`, `8-` to the end, separated by commas.
 * @param range from the command line
 * @param total how many slides there are
 * @returns the slides' numbers, ascending, once each; all of them without a range
 * @throws {Failure} of kind `usage` for anything else, or a slide that does not exist.
 */
export function slidesInRange(range: string | undefined, total: number): number[] {
  const slides = new Set<number>()
  for (const part of (range ?? '1-').split(',')) {
    const [, from, open, to] = partPattern.exec(part.trim()) ?? []
    if (from === undefined)
      throw new Failure('usage', `--range takes slides such as 1,3-5,8-; “${part.trim()}” is not one.`)
    const first = Number(from)
    const last = open === undefined ? first : Number(to ?? total)
    if (first < 1 || last > total || first > last)
      throw new Failure('usage', `--range names slides ${part.trim()}, but the deck has slides 1 to ${total}.`)
    for (let no = first; no <= last; no++)
      slides.add(no)
  }
  return [...slides].sort((a, b) => a - b)
}
