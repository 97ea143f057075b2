/** Slidev's timer, so that it can be worked by the keyboard too: Slidev's own buttons for it cannot be reached by Tab. */

/** Slidev's timer, which the windows of a talk share. Times are those of `Date.now()`; 0 stands for none. */
export interface Timer {
  status: 'stopped' | 'running' | 'paused'
  startedAt: number
  pausedAt: number
}

/** Starts the timer, pauses it, or lets it go on. `now` is the time. */
export function toggleTimer(timer: Timer, now: number): void {
  switch (timer.status) {
    case 'stopped': return setTimer(timer, { status: 'running', startedAt: now, pausedAt: 0 })
    case 'running': return setTimer(timer, { status: 'paused', startedAt: timer.startedAt, pausedAt: now })
    case 'paused': return setTimer(timer, { status: 'running', startedAt: now - (timer.pausedAt - timer.startedAt), pausedAt: 0 })
  }
}

/** Stops the timer and sets it back to 0. */
export function resetTimer(timer: Timer): void {
  setTimer(timer, { status: 'stopped', startedAt: 0, pausedAt: 0 })
}

/** Gives the timer another state. */
export function setTimer(timer: Timer, state: Readonly<Timer>): void {
  Object.assign(timer, state)
}

/** Returns for how many seconds the timer has run at the time `now`, without its pauses. */
export function elapsed({ status, startedAt, pausedAt }: Readonly<Timer>, now: number): number {
  if (status === 'stopped' || startedAt === 0)
    return 0
  return ((status === 'paused' ? pausedAt : now) - startedAt) / 1000
}
