/**
 * Where a talk stands, kept in the browser. A build has no server that would remember it: a window that is reloaded or opened anew
 * starts with a stopped timer, tells the other windows so, and `/presenter` leads to the first slide.
 */
import type { Timer } from './pace.ts'

/** A talk in progress. */
export interface Talk {
  /** The slide that is on, from 1. */
  readonly slide: number
  /** How many of its clicks have been made. */
  readonly clicks: number
  readonly timer: Timer
}

const key = 'briefing-talk'

/** Keeps `talk` for windows that come. Where storage is full or forbidden the talk goes on without. */
export function keepTalk(talk: Talk): void {
  try {
    localStorage.setItem(key, JSON.stringify(talk))
  }
  catch {
    // Nobody to tell while a talk is on, and nothing is lost as long as no window is.
  }
}

/**
 * The talk that is on, if any.
 * @param now as of `Date.now()`
 * @param duration of the talk as set, in seconds. One whose timer was started or paused more than twice as long ago is over, although nobody stopped the timer.
 */
export function keptTalk(now: number, duration: number): Talk | undefined {
  try {
    const talk: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isTalk(talk) && now - Math.max(talk.timer.startedAt, talk.timer.pausedAt) <= 2000 * duration ? talk : undefined
  }
  catch {
    return undefined
  }
}

/** Whether it is what `keepTalk` kept, of a talk that has begun: anything may stand in a browser's storage. */
function isTalk(value: unknown): value is Talk {
  return has(value, 'slide', 'clicks', 'timer')
    && typeof value.slide === 'number'
    && typeof value.clicks === 'number'
    && has(value.timer, 'status', 'startedAt', 'pausedAt')
    && (value.timer.status === 'running' || value.timer.status === 'paused')
    && typeof value.timer.startedAt === 'number'
    && typeof value.timer.pausedAt === 'number'
}

function has<const K extends string>(value: unknown, ...keys: readonly K[]): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && keys.every(key => key in value)
}
