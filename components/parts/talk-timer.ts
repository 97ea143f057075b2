/** Controls Slidev's timer, for keys and buttons of ours: Tab does not reach Slidev's own buttons for it. */

/** Slidev's timer, which the windows of a talk share. Times are those of `Date.now()`; 0 is none. */
export interface Timer {
  status: 'stopped' | 'running' | 'paused'
  startedAt: number
  pausedAt: number
}

/** Starts, pauses or resumes the timer. `now` is the time. */
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

/** Sets the timer's state. */
export function setTimer(timer: Timer, state: Readonly<Timer>): void {
  Object.assign(timer, state)
}

/** Returns for how many seconds the timer has run at the time `now`, without its pauses. */
export function elapsed({ status, startedAt, pausedAt }: Readonly<Timer>, now: number): number {
  if (status === 'stopped' || startedAt === 0)
    return 0
  return ((status === 'paused' ? pausedAt : now) - startedAt) / 1000
}
