/**
 * Stores in the browser how far a talk has come. A finished site has no server for that: without this, a window that is reloaded or opened again
 * would have a stopped timer and stop the timer of the other windows, and `/presenter` would show the first slide.
 */
import type { Timer } from './talk-timer.ts'
import { configs, sharedState, useNav } from '@slidev/client'
import { parseTimeString } from '@slidev/parser/utils'
import { watch } from 'vue'
import { setTimer } from './talk-timer.ts'

/** A talk that has begun. */
export interface Talk {
  /** The current slide, from 1. */
  readonly slide: number
  /** How many of its clicks have been made. */
  readonly clicks: number
  readonly timer: Readonly<Timer>
}

const key = 'briefing-talk'

/** Continues the timer of the current talk in this window, and stores from now on how far the presenter's window has come. */
export function rememberTalk(): void {
  const { currentSlideNo, clicks, isPresenter } = useNav()
  const talk = currentTalk()
  if (talk && sharedState.timer.status === 'stopped')
    setTimer(sharedState.timer, talk.timer)
  watch([() => sharedState.timer, currentSlideNo, clicks, isPresenter], () => {
    if (isPresenter.value)
      store({ slide: currentSlideNo.value, clicks: clicks.value, timer: sharedState.timer })
  }, { deep: true })
}

/**
 * Returns the current talk, if there is one. If nobody stops its timer, a talk is over when twice its planned length has passed since the timer
 * was last started or paused.
 */
export function currentTalk(): Talk | undefined {
  const longest = 2000 * parseTimeString(configs.duration).seconds
  try {
    const talk: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isTalk(talk) && Date.now() - Math.max(talk.timer.startedAt, talk.timer.pausedAt) <= longest ? talk : undefined
  }
  catch {
    return undefined
  }
}

function store(talk: Talk): void {
  try {
    localStorage.setItem(key, JSON.stringify(talk))
  }
  catch {
    // The storage is full or forbidden. The talk works without it, and a message would only disturb.
  }
}

/** Whether a value is a talk that has begun. The browser's storage may hold anything. */
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
