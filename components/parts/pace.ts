/**
 * A talk's pace: what each slide's note plans for it, against the time that has passed. Slidev shows how long a talk has lasted, but
 * not whether that is early or late for the slide that is on.
 */

/** Slidev's timer, as its windows share it. Times are those of `Date.now()`, 0 where there is none. */
export interface Timer {
  readonly status: 'stopped' | 'running' | 'paused'
  readonly startedAt: number
  readonly pausedAt: number
}

/** Where a talk stands. All in seconds. */
export interface Pace {
  /** What is planned for the slide. */
  readonly target: number
  /** What is planned up to the slide's end. */
  readonly planned: number
  /** What is left for the slide; negative once it is over. */
  readonly left: number
  /** How far the talk is behind its plan, negative where it is ahead; 0 as long as the slide is on in its own time. */
  readonly behind: number
}

/**
 * The pace on a slide.
 * @param targets seconds planned for each slide, in order; where there is none, the slide takes none
 * @param index of the slide, from 0
 * @param elapsed seconds since the talk began
 * @returns nothing where the slide has no target
 */
export function paceAt(targets: readonly (number | undefined)[], index: number, elapsed: number): Pace | undefined {
  const target = targets[index]
  if (target === undefined)
    return undefined
  const planned = targets.slice(0, index + 1).reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0)
  return {
    target,
    planned,
    left: planned - Math.max(elapsed, planned - target),
    behind: Math.max(elapsed - planned, 0) + Math.min(elapsed - (planned - target), 0),
  }
}

/** Seconds that `timer` has run at the time `now`, pauses left out. */
export function elapsed({ status, startedAt, pausedAt }: Timer, now: number): number {
  if (status === 'stopped' || startedAt === 0)
    return 0
  return ((status === 'paused' ? pausedAt : now) - startedAt) / 1000
}

/** A timer before a talk. */
export const stopped: Timer = { status: 'stopped', startedAt: 0, pausedAt: 0 }

/** `timer` as it is after its one button was pressed: it starts, pauses or goes on. */
export function toggled({ status, startedAt, pausedAt }: Timer, now: number): Timer {
  switch (status) {
    case 'stopped': return { status: 'running', startedAt: now, pausedAt: 0 }
    case 'running': return { status: 'paused', startedAt, pausedAt: now }
    case 'paused': return { status: 'running', startedAt: now - (pausedAt - startedAt), pausedAt: 0 }
  }
}

/** Seconds as `m:ss`, whatever their sign. */
export function inMinutes(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
