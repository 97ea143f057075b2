/** Keeps the deck usable by keyboard during a talk. */
import { useNav } from '@slidev/client'
import { watch } from 'vue'
import { selectors } from '../../slidev/dom.ts'

/** Keys that a focused button or link needs. */
const keysOfControls: readonly string[] = ['Enter', ' ', 'Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']

/**
 * Makes Tab begin on the new slide after a change of slides. The focus stays where it is while it is on one of Slidev's controls, or outside of
 * the frame that shows the deck, as on the review page.
 */
export function startTabOnNewSlide(): void {
  const { currentSlideNo } = useNav()
  watch(currentSlideNo, (no) => {
    const slide = document.querySelector<HTMLElement>(`${selectors.slideshow} > ${selectors.slide}[data-slidev-no="${no}"]`)
    const focused = document.activeElement
    const mayFocus = window === window.parent || document.hasFocus()
    if (slide && mayFocus && (focused === document.body || focused?.closest(selectors.slideshow))) {
      slide.tabIndex = -1
      slide.focus({ preventScroll: true })
      slide.blur()
    }
  }, { flush: 'post' })
}

/**
 * Takes the focus from a button or link when it does not need the pressed key. Slidev ignores its own keys while a control has the focus, so a
 * click on one would stop the talk.
 */
export function giveKeysBackToDeck(): void {
  window.addEventListener('keydown', ({ key }) => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement && focused.matches('a, button') && !focused.closest('dialog') && !keysOfControls.includes(key))
      focused.blur()
  }, { capture: true })
}
