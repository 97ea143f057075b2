/** The presenter's pace: the target of a note, the pace on a slide, what the presenter reads of it, and the timer. */
import type { Timer } from '../../components/parts/talk-timer.ts'
import { expect, test } from 'playwright/test'
import { inMinutes, targetOf } from '../../briefing/notes.ts'
import { paceAt, standingOf } from '../../components/parts/talk-pace.ts'
import { elapsed, resetTimer, toggleTimer } from '../../components/parts/talk-timer.ts'

test.describe('The target of a note', () => {
  test('is its first line, in Markdown and as Slidev renders it', () => {
    expect(targetOf('Target 1:05\n\nGood morning.')).toBe(65)
    expect(targetOf('\n<p>Target 0:30</p>\n<p>Good morning.</p>\n')).toBe(30)
    expect(targetOf('Target 12:00')).toBe(720)
  })

  test('is none where the first line is none, or no time', () => {
    for (const note of [undefined, '', 'Good morning.\n\nTarget 1:05', 'Target 1:75', 'Target 90', 'Target 1:05 or so', 'The Target 1:05'])
      expect(targetOf(note), String(note)).toBeUndefined()
  })
})

test.describe('The pace of a talk', () => {
  const targets = [30, 60, 45]

  test('is on time as long as the slide is on in its own time', () => {
    expect(paceAt(targets, 1, 30)).toEqual({ target: 60, planned: 90, left: 60, behind: 0 })
    expect(paceAt(targets, 1, 75)).toEqual({ target: 60, planned: 90, left: 15, behind: 0 })
    expect(paceAt(targets, 1, 90)).toEqual({ target: 60, planned: 90, left: 0, behind: 0 })
  })

  test('is behind once the slide should be over, and ahead before it should have come', () => {
    expect(paceAt(targets, 1, 102)).toMatchObject({ left: -12, behind: 12 })
    expect(paceAt(targets, 2, 70)).toEqual({ target: 45, planned: 135, left: 45, behind: -20 })
  })

  test('takes a slide that plans nothing as one that takes no time', () => {
    expect(paceAt([30, undefined, 45], 2, 30)).toEqual({ target: 45, planned: 75, left: 45, behind: 0 })
    expect(paceAt([30, undefined, 45], 1, 30)).toBeUndefined()
    expect(paceAt([], 0, 0)).toBeUndefined()
  })
})

test.describe('What the presenter reads', () => {
  const pace = { target: 60, planned: 90, left: 60 }

  test('is whether the talk is ahead, on time or behind, to the second, and not before it has started', () => {
    expect(standingOf({ ...pace, behind: 0.4 }, true)).toEqual({ is: 'on-time', words: 'on time' })
    expect(standingOf({ ...pace, behind: 65 }, true)).toEqual({ is: 'behind', words: '1:05 behind' })
    expect(standingOf({ ...pace, behind: -20.6 }, true)).toEqual({ is: 'ahead', words: '0:21 ahead' })
    expect(standingOf({ ...pace, behind: -30 }, false)).toEqual({ is: 'not-started', words: 'not started' })
  })

  test('is written in minutes and seconds', () => {
    expect([0, 9.4, 59.6, 61, -75, 119, 3600].map(inMinutes)).toEqual(['0:00', '0:09', '1:00', '1:01', '1:15', '1:59', '60:00'])
  })
})

test.describe('The timer', () => {
  test('starts, pauses and goes on by one button, counts no pause, and can be reset', () => {
    const timer: Timer = { status: 'stopped', startedAt: 0, pausedAt: 0 }
    expect(elapsed(timer, 1_000)).toBe(0)
    toggleTimer(timer, 1_000)
    expect(elapsed(timer, 61_000)).toBe(60)
    toggleTimer(timer, 61_000)
    expect(elapsed(timer, 500_000)).toBe(60)
    toggleTimer(timer, 500_000)
    expect(elapsed(timer, 505_000)).toBe(65)
    resetTimer(timer)
    expect(timer).toEqual({ status: 'stopped', startedAt: 0, pausedAt: 0 })
  })
})
