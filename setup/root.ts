import { configs, sharedState, useNav } from '@slidev/client'
import { parseTimeString } from '@slidev/parser/utils'
import { defineRootSetup } from '@slidev/types'
import { watch } from 'vue'
import { keepTalk, keptTalk } from '../components/parts/talk.ts'

/** What a button or link needs of the keyboard. */
const keysOfControls: readonly string[] = ['Enter', ' ', 'Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']

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

  // Tab goes on from the slide that has come, not from where the one before it was left; unless the focus is on a control of Slidev's.
  watch(currentSlideNo, (no) => {
    const slide = document.querySelector<HTMLElement>(`#slideshow > .slidev-page-${no}`)
    const focused = document.activeElement
    if (slide && (focused === document.body || focused?.closest('#slideshow'))) {
      slide.tabIndex = -1
      slide.focus({ preventScroll: true })
      slide.blur()
    }
  }, { flush: 'post' })

  // Slidev's keys rest while a button or link has the focus. A talk would be stuck after one of them until somebody clicks elsewhere.
  window.addEventListener('keydown', ({ key }) => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('dialog') && !keysOfControls.includes(key))
      focused.blur()
  }, { capture: true })
})
