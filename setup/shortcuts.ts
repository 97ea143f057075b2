import { useNav } from '@slidev/client'
import { defineShortcutsSetup } from '@slidev/types'
import { keysAreShown } from '../components/parts/keys.ts'
import { toggleTimer } from '../components/parts/talk-timer.ts'

/** The keys that this deck adds to Slidev's; `components/parts/keys.ts` lists them all for people. */
export default defineShortcutsSetup((_nav, shortcuts) => {
  const { isPresenter } = useNav()
  return [
    ...shortcuts,
    { name: 'toggle_timer', key: 't', fn: () => isPresenter.value && toggleTimer() },
    { name: 'show_keys', key: '?', fn: () => keysAreShown.value = true },
  ]
})
