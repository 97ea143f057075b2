/** What the deck does so that it can be worked by the keyboard throughout a talk. */
import { useNav } from '@slidev/client'
import { watch } from 'vue'
import { selectors } from '../../slidev/dom.ts'

/** Keys that a button or link with the focus needs for itself. */
const keysOfControls: readonly string[] = ['Enter', ' ', 'Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']

/**
 * Lets Tab begin on the slide that has come, and not where it was on the slide before. The focus stays where it is while it is on one of
 * Slidev's controls.
 */
export function startTabOnNewSlide(): void {
  const { currentSlideNo } = useNav()
  watch(currentSlideNo, (no) => {
    const slide = document.querySelector<HTMLElement>(`${selectors.slideshow} > ${selectors.slide}[data-slidev-no="${no}"]`)
    const focused = document.activeElement
    if (slide && (focused === document.body || focused?.closest(selectors.slideshow))) {
      slide.tabIndex = -1
      slide.focus({ preventScroll: true })
      slide.blur()
    }
  }, { flush: 'post' })
}

/**
 * Takes the focus from a button or link when a key is pressed that it does not need. Slidev ignores its keys while one has the focus, so
 * that after a click on one the talk would be stuck.
 */
export function giveKeysBackToDeck(): void {
  window.addEventListener('keydown', ({ key }) => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('dialog') && !keysOfControls.includes(key))
      focused.blur()
  }, { capture: true })
}
