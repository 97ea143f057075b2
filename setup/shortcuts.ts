/** Hooks into Slidev's keyboard shortcuts and adds two. `components/parts/keys.ts` lists them and Slidev's own for the presenter. */
import { sharedState, useNav } from '@slidev/client'
import { defineShortcutsSetup } from '@slidev/types'
import { keysAreShown } from '../components/parts/keys.ts'
import { toggleTimer } from '../components/parts/talk-timer.ts'

export default defineShortcutsSetup((_nav, shortcuts) => {
  const { isPresenter } = useNav()
  return [
    ...shortcuts,
    { name: 'toggle_timer', key: 't', fn: () => isPresenter.value && toggleTimer(sharedState.timer, Date.now()) },
    { name: 'show_keys', key: '?', fn: () => keysAreShown.value = true },
  ]
})
