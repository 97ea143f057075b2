/** The keys of the deck, as KeyList shows them, and whether that list is open. `setup/shortcuts.ts` adds those that are not Slidev's. */
import { ref } from 'vue'

/** Whether the list of keys is open. The page has one list. */
export const keysAreShown = ref(false)

/** The keys and what each of them does, the most important first. */
export const keys: readonly (readonly [key: string, does: string])[] = [
  ['→ or Space', 'next step'],
  ['←', 'previous step'],
  ['↓ and ↑', 'next and previous slide'],
  ['G', 'go to a slide by number or words'],
  ['O', 'overview of all slides'],
  ['D', 'light or dark'],
  ['F', 'full screen'],
  ['T', 'timer: start, pause, resume (presenter)'],
  ['?', 'these keys'],
]
