/** The keys that work the deck, for people. Most are Slidev's; `setup/shortcuts.ts` adds the others. */
import { ref } from 'vue'

/** Whether the list of keys is open. One for the whole page. */
export const keysAreShown = ref(false)

/** What each key does, in the order in which a presenter needs them. */
export const keys: readonly (readonly [key: string, does: string])[] = [
  ['→ or Space', 'next step'],
  ['←', 'previous step'],
  ['↓ and ↑', 'next and previous slide'],
  ['G', 'go to a slide by number or words'],
  ['O', 'overview of all slides'],
  ['D', 'light or dark'],
  ['F', 'full screen'],
  ['T', 'timer: start, pause, go on (presenter)'],
  ['?', 'these keys'],
]
