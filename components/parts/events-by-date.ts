/** The events of TimeLine: which of them have a date, and how it is written, never more exactly than in the article. */
import type { ReportedEvent, When } from '../../briefing/model.ts'

/**
 * Returns a date in words: "2015", "June 2019", "June 13, 2019", "last week" with its quotation marks, "undated". `inferredPart` says what of it
 * is inferred.
 * @param when the date
 * @param language BCP 47: "en-GB" has the day first
 */
export function dateInWords(when: When, language: string): string {
  const written = (year: number, month: number, day?: number): string =>
    new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', ...day !== undefined && { day: 'numeric' }, timeZone: 'UTC' }).format(Date.UTC(year, month - 1, day ?? 1))
  switch (when.kind) {
    case 'year': return String(when.year)
    case 'month': return written(when.year, when.month)
    case 'day': return written(when.year, when.month, when.day)
    case 'relative': return `“${when.words}”`
    case 'undated': return 'undated'
  }
}

/** Returns where a part of a date is from that is not in the sentence itself: "year from ¶15". */
export function inferredPart(when: When): string | undefined {
  return 'inferred' in when ? when.inferred : undefined
}

/** Returns the events with a year, month or day in the article. */
export function datedEvents(events: readonly ReportedEvent[]): ReportedEvent[] {
  return events.filter(isDated)
}

/** Returns the other events, grouped by what the article says instead of a date; undated ones come last. */
export function undatedGroups(events: readonly ReportedEvent[], language: string): [words: string, members: ReportedEvent[]][] {
  const groups = new Map<string, ReportedEvent[]>()
  for (const event of events.filter(event => !isDated(event))) {
    const words = dateInWords(event.when, language)
    groups.set(words, [...groups.get(words) ?? [], event])
  }
  return [...groups].sort(([, [a]], [, [b]]) => Number(a?.when.kind === 'undated') - Number(b?.when.kind === 'undated'))
}

function isDated({ when }: ReportedEvent): boolean {
  return when.kind !== 'relative' && when.kind !== 'undated'
}
