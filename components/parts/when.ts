/** How the deck writes a date: never more exactly than the article does. */
import type { When } from '../../briefing/model.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** The date in words: "2015", "June 13, 2019", "last week" with its quotation marks, "undated". */
export function whenInWords(when: When): string {
  switch (when.kind) {
    case 'year': return String(when.year)
    case 'day': return `${months[when.month - 1]} ${when.day}, ${when.year}`
    case 'relative': return `“${when.words}”`
    case 'undated': return 'undated'
  }
}
