/** Hooks into the setup of Slidev's root component, which runs once for every page: slide, presenter mode, overview or print. */
import { defineRootSetup } from '@slidev/types'
import { giveKeysBackToDeck, startTabOnNewSlide } from '../components/parts/keyboard.ts'
import { rememberTalk } from '../components/parts/talk-memory.ts'

export default defineRootSetup(() => {
  rememberTalk()
  startTabOnNewSlide()
  giveKeysBackToDeck()
})
