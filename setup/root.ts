import { configs, sharedState, useNav } from '@slidev/client'
import { parseTimeString } from '@slidev/parser/utils'
import { defineRootSetup } from '@slidev/types'
import { watch } from 'vue'
import { keepTalk, keptTalk } from './talk.ts'

/** The keys that turn slides: a keyboard's, and those of a presenter's remote control. No button or link uses them. */
const turningKeys: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

/** What every page of the deck does, whichever it is. */
export default defineRootSetup(() => {
  const { currentSlideNo, clicks, isPresenter } = useNav()

  const talk = keptTalk(Date.now(), parseTimeString(configs.duration).seconds)
  if (talk && sharedState.timer.status === 'stopped')
    Object.assign(sharedState.timer, talk.timer)
  watch([() => sharedState.timer, currentSlideNo, clicks, isPresenter], () => {
    if (isPresenter.value)
      keepTalk({ slide: currentSlideNo.value, clicks: clicks.value, timer: sharedState.timer })
  }, { deep: true })

  // Slidev's keys rest while a button or link has the focus, so that after one of them a talk would be stuck until somebody clicks elsewhere.
  window.addEventListener('keydown', ({ key }) => {
    const focused = document.activeElement
    if (turningKeys.includes(key) && focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('dialog'))
      focused.blur()
  }, { capture: true })
})
