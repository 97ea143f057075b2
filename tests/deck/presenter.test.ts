import type { Locator, Page } from 'playwright/test'
import type { Position } from '../helpers/steps.ts'
import { resolve } from 'node:path'
import { parseTimeString } from '@slidev/parser/utils'
import { evidence } from '../../briefing/evidence.ts'
import { inMinutes, targetOf } from '../../briefing/notes.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { expect, test } from '../helpers/deck.ts'
import { open, placed, turn } from '../helpers/steps.ts'
import { coverageIn } from '../helpers/traits.ts'

const clickMarker = /\[click(?::(\d+))?\]/g
const slides = readSlides(resolve('slides.md'), evidence)

/** A laptop's window, in which a presenter sits. */
test.use({ viewport: { width: 1280, height: 720 } })

const notes = (page: Page): Locator => page.getByRole('region', { name: 'Notes' })
const pace = (page: Page): Locator => page.getByRole('region', { name: 'Pace' })
const standing = (page: Page): Locator => pace(page).locator('.standing dd')

/** The first place in the deck where a step has been made and another one is left, if there is one; else one where a step has been made. Skips the test if there is none. */
async function midSlide(page: Page): Promise<Position> {
  const { length } = await slides
  const stepped: Position[] = []
  for (let number = 1; number <= length; number++) {
    const { steps } = await open(page, `presenter/${number}`)
    if (steps > 1)
      return { slide: number, step: 1, steps }
    if (steps > 0)
      stepped.push({ slide: number, step: 1, steps })
  }
  const [first] = stepped
  test.skip(first === undefined, 'No slide of this deck builds up, so there is no middle of one.')
  return first ?? { slide: 1, step: 0, steps: 0 }
}

test.describe('Presenter mode', () => {
  test('moves an audience window along, and is moved by it', async ({ page, context }) => {
    const { slide, step, steps } = await midSlide(page)
    await open(page, 'presenter/1')
    const audience = await context.newPage()
    await open(audience, '1')
    for (let at = 1; at < slide; at++)
      await turn(page, 'ArrowDown')
    await expect.poll(async () => placed(audience)).toEqual({ slide, step: 0, steps })
    await turn(page, 'ArrowRight')
    await expect.poll(async () => placed(audience)).toEqual({ slide, step, steps })
    await turn(audience, 'ArrowLeft')
    await expect.poll(async () => placed(page)).toEqual({ slide, step: 0, steps })
  })

  test('keeps slide, step and timer when its window is reloaded, lost, or joined by another one', async ({ page, context }) => {
    const here = await midSlide(page)
    const audience = await context.newPage()
    await open(audience, String(here.slide))
    await open(page, `presenter/${here.slide}`)
    await turn(page, 'ArrowRight')
    await page.keyboard.press('t')
    await expect(standing(page)).toHaveText(/ahead|on time|behind/)
    await expect.poll(async () => placed(audience)).toEqual(here)

    await test.step('reloaded', async () => {
      await page.reload()
      expect(await placed(page)).toEqual(here)
      await expect(standing(page)).toHaveText(/ahead|on time|behind/)
    })
    await test.step('the audience’s reloaded', async () => {
      await audience.reload()
      expect(await placed(audience)).toEqual(here)
    })
    await test.step('lost', async () => {
      await page.close()
      const another = await context.newPage()
      expect(await open(another, 'presenter')).toEqual(here)
      await expect(standing(another)).toHaveText(/ahead|on time|behind/)
      expect(await placed(audience)).toEqual(here)
      await audience.close()
      const anotherAudience = await context.newPage()
      expect(await open(anotherAudience, '')).toEqual(here)
      expect(await placed(another)).toEqual(here)
      await expect(standing(another)).toHaveText(/ahead|on time|behind/)
    })
  })

  test('goes on in its window when a link on a slide is followed', async ({ page }) => {
    const coverage = coverageIn(await slides)
    test.skip(coverage === undefined, 'No slide links to others.')
    await open(page, `presenter/${coverage?.number}`)
    const link = page.locator(selectors.slideshow).getByRole('link', { name: /^Slide \d+/ }).filter({ visible: true }).first()
    const number = Number.parseInt((await link.getAttribute('aria-label') ?? '').slice('Slide '.length))
    await link.click()
    await expect.poll(async () => placed(page)).toMatchObject({ slide: number })
    await expect(page).toHaveURL(/\/presenter\//)
  })

  test('begins at the beginning once the timer has been reset', async ({ page }) => {
    const { slide } = await midSlide(page)
    await open(page, `presenter/${slide}`)
    await page.keyboard.press('t')
    await expect(standing(page)).not.toHaveText('not started')
    await pace(page).getByRole('button', { name: 'Reset' }).press('Enter')
    await expect(standing(page)).toHaveText('not started')
    expect(await open(page, 'presenter')).toMatchObject({ slide: 1 })
  })

  test('lists its keys, and gives the focus back', async ({ page }) => {
    await open(page, 'presenter/1')
    const button = pace(page).getByRole('button', { name: 'Keys' })
    await button.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()
    await expect(button).toBeFocused()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' }), 'by the key, although a button has the focus').toBeVisible()
  })

  test('lets the arrow keys scroll its notes, not turn the slide, while they have the focus', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 420 })
    const deck = await slides
    const longest = deck.reduce((a, b) => (a.note ?? '').length >= (b.note ?? '').length ? a : b)
    const here = await open(page, `presenter/${longest.number}`)
    // Whatever deck this is, its longest note is longer than two lines.
    await notes(page).evaluate(element => element.style.maxHeight = '2em')
    await notes(page).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => notes(page).evaluate(element => element.scrollTop)).toBeGreaterThan(0)
    expect(await placed(page)).toEqual(here)
  })
})

test.describe('A slide’s note', () => {
  test('has as many click markers as the slide has steps', async ({ page }) => {
    const deck = await slides
    await open(page, '1')
    for (const { number, note, file, line } of deck) {
      const { steps } = number === 1 ? await placed(page) : await turn(page, 'ArrowDown')
      const marked = [...(note ?? '').matchAll(clickMarker)].reduce((sum, [, count]) => sum + Number(count ?? 1), 0)
      expect.soft(marked, `[click] in the note of slide ${number} (${file}:${line}), which has ${steps} steps`).toBe(steps)
    }
  })

  test('plans its time, and all together no more than the talk may take', async () => {
    const deck = (await slides).filter(({ frontmatter }) => frontmatter.appendix !== true)
    for (const { number, note, file, line } of deck)
      expect.soft(targetOf(note), `“Target m:ss” as the first line of the note of slide ${number} (${file}:${line})`).toBeGreaterThan(0)
    const duration = deck[0]?.frontmatter.duration
    const planned = deck.reduce((sum, { note }) => sum + (targetOf(note) ?? 0), 0)
    expect(planned, 'seconds planned').toBeLessThanOrEqual(parseTimeString(String(duration)).seconds)
  })
})

test.describe('The pace', () => {
  test('says what is planned, and whether the talk is ahead of it, on time or behind', async ({ page }) => {
    const deck = await slides
    const targets = deck.map(({ note }) => targetOf(note) ?? 0)
    const [first = 0, second = 0] = targets
    await page.clock.install()
    await open(page, 'presenter/2')
    await expect(pace(page)).toContainText(`Slide${inMinutes(second)}`)
    await expect(pace(page)).toContainText(`Plan so far${inMinutes(first + second)}`)
    await expect(standing(page)).toHaveText('not started')

    await page.keyboard.press('t')
    await expect(standing(page)).toHaveText(/ ahead$/)
    await page.clock.fastForward(1000 * (first + 5))
    await expect(standing(page)).toHaveText('on time')
    await page.clock.fastForward(1000 * second)
    await expect(standing(page)).toHaveText(/^0:0\d behind$/)
    await turn(page, 'ArrowDown')
    await expect(standing(page)).toHaveText('on time')

    await pace(page).getByRole('button', { name: 'Pause' }).click()
    await page.clock.fastForward('30:00')
    await expect(standing(page)).toHaveText('on time')
  })

  test('forgets a talk that nobody ended', async ({ page }) => {
    const duration = parseTimeString(String((await slides)[0]?.frontmatter.duration)).seconds
    await page.clock.install()
    await open(page, 'presenter/2')
    await page.keyboard.press('t')
    await expect(standing(page)).not.toHaveText('not started')
    await page.clock.fastForward(2000 * duration + 1000)
    expect(await open(page, 'presenter')).toMatchObject({ slide: 1 })
    await expect(standing(page)).toHaveText('not started')
  })

  test('shows nothing where the notes plan nothing', async ({ page }) => {
    let planned = 0
    await page.route('**/*.js', async (route) => {
      const response = await route.fetch()
      const body = await response.text()
      planned += body.split('<p>Target ').length - 1
      await route.fulfill({ response, body: body.replaceAll('<p>Target ', '<p>') })
    })
    await open(page, 'presenter/2')
    await expect(notes(page)).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expect(pace(page)).toHaveCount(0)
    expect(planned).toBeGreaterThan(0)
  })
})
