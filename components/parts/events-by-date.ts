/** The events of TimeLine: which of them have a date, and how it is written, never more exactly than in the article. */
import type { ReportedEvent, When } from '../../briefing/model.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** Returns a date in words: "2015", "June 2019", "June 13, 2019", "last week" with its quotation marks, "undated". `inferredPart` says what of it is inferred. */
export function dateInWords(when: When): string {
  switch (when.kind) {
    case 'year': return String(when.year)
    case 'month': return `${months[when.month - 1]} ${when.year}`
    case 'day': return `${months[when.month - 1]} ${when.day}, ${when.year}`
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
export function undatedGroups(events: readonly ReportedEvent[]): [words: string, members: ReportedEvent[]][] {
  const groups = new Map<string, ReportedEvent[]>()
  for (const event of events.filter(event => !isDated(event))) {
    const words = dateInWords(event.when)
    groups.set(words, [...groups.get(words) ?? [], event])
  }
  return [...groups].sort(([, [a]], [, [b]]) => Number(a?.when.kind === 'undated') - Number(b?.when.kind === 'undated'))
}

function isDated({ when }: ReportedEvent): boolean {
  return when.kind !== 'relative' && when.kind !== 'undated'
}
