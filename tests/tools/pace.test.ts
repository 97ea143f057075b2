import { expect, test } from 'playwright/test'
import { targetOf } from '../../briefing/notes.ts'
import { elapsed, inMinutes, paceAt, stopped, toggled } from '../../components/parts/pace.ts'

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

test.describe('The timer', () => {
  test('starts, pauses and goes on by one button, and counts no pause', () => {
    const running = toggled(stopped, 1_000)
    expect(elapsed(stopped, 1_000)).toBe(0)
    expect(elapsed(running, 61_000)).toBe(60)
    const paused = toggled(running, 61_000)
    expect(elapsed(paused, 500_000)).toBe(60)
    const resumed = toggled(paused, 500_000)
    expect(elapsed(resumed, 505_000)).toBe(65)
  })

  test('is written in minutes and seconds', () => {
    expect([0, 9.4, 59.6, 61, -75, 119, 3600].map(inMinutes)).toEqual(['0:00', '0:09', '1:00', '1:01', '1:15', '1:59', '60:00'])
  })
})
