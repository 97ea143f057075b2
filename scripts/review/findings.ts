/** The questions that a machine has about items, for the person who reads them. Only with the article can it ask them. */
import type { Briefing } from '../../briefing/model.ts'
import type { Finding } from '../../briefing/review.ts'
import { askAboutOutlets, askAboutParaphrase } from '../../briefing/paraphrase.ts'

/** What looks questionable in statements, events and quantities. Gets the article's paragraphs by their numbers; at 0 is what is over the body. */
export function findingsOf(evidence: Pick<Briefing, 'speakers' | 'outlets' | 'statements' | 'events' | 'quantities'>, article: readonly string[]): Finding[] {
  const { statements, events, quantities = {} } = evidence
  return [
    ...Object.entries({ statements, events, quantities }).flatMap(([collection, entries]) =>
      Object.values(entries).flatMap(entry => askAboutParaphrase(entry, article).map(message => ({ item: `${collection}.${entry.id}`, message })))),
    ...askAboutOutlets(evidence, article),
  ]
}
