/**
 * The presenter's pace: the time that the notes plan for each slide, compared with the time that has passed. Slidev shows how long a talk
 * has lasted, but not whether that is early or late for the current slide.
 */
import { inMinutes } from '../../briefing/notes.ts'

/** How early or late a talk is on one slide. All times are in seconds. */
export interface Pace {
  /** What is planned for the slide. */
  readonly target: number
  /** What is planned from the start of the talk to the end of the slide. */
  readonly planned: number
  /** What is left of the slide's time; negative after that. */
  readonly left: number
  /** How late the talk is: negative if it is early, 0 during the time that is planned for the slide. */
  readonly behind: number
}

/**
 * Compares a talk with its plan.
 * @param targets seconds planned for each slide, in order; a slide without a target takes no time
 * @param index the current slide, from 0
 * @param elapsed seconds since the talk began
 * @returns nothing if the current slide has no target
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

/** Whether a talk is early or late, as a name for the style sheet and in words for the presenter. */
interface Standing {
  readonly is: 'not-started' | 'ahead' | 'on-time' | 'behind'
  readonly words: string
}

/** Says in words how early or late a talk is, to the second. */
export function standingOf({ behind }: Pace, isStarted: boolean): Standing {
  const seconds = Math.round(behind)
  if (!isStarted)
    return { is: 'not-started', words: 'not started' }
  if (seconds === 0)
    return { is: 'on-time', words: 'on time' }
  return seconds > 0 ? { is: 'behind', words: `${inMinutes(seconds)} behind` } : { is: 'ahead', words: `${inMinutes(seconds)} ahead` }
}
