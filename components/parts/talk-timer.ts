/** Slidev's timer, worked by more than the mouse: its own buttons cannot be reached by the keyboard. */
import { sharedState } from '@slidev/client'
import { stopped, toggled } from './pace.ts'

/** Starts the timer, pauses it, or lets it go on. */
export function toggleTimer(): void {
  Object.assign(sharedState.timer, toggled(sharedState.timer, Date.now()))
}

/** Stops the timer and sets it back. */
export function resetTimer(): void {
  Object.assign(sharedState.timer, stopped)
}
