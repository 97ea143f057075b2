/** The questions that a machine has about items, for the person who reads them. Only with the article can it ask them. */
import type { Briefing } from '../../briefing/model.ts'
import type { Finding } from '../../briefing/review.ts'
import { askAboutParaphrase } from '../../briefing/paraphrase.ts'

/** What looks questionable in statements and events. Gets the article's paragraphs; ¶1 is the first. */
export function findingsOf({ statements, events }: Pick<Briefing, 'statements' | 'events'>, article: readonly string[]): Finding[] {
  return Object.entries({ statements, events }).flatMap(([collection, entries]) =>
    Object.values(entries).flatMap(entry => askAboutParaphrase(entry, article).map(message => ({ item: `${collection}.${entry.id}`, message }))))
}
