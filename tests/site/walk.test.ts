/** The ways into a deck that take too long for what every deck must pass: a page for each step. In the public site, where each slide’s address is a page of its own. */
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { expect, test } from '../helpers/deck.ts'
import { open, placed, turn } from '../helpers/steps.ts'
import { buildsUp } from '../helpers/traits.ts'

const slides = readSlides(resolve('slides.md'), evidence)

// Many pages are opened, one after the other.
test.describe.configure({ timeout: 180_000 })

test.describe('The address of a slide', () => {
  test('opens it at a step, and keeps the step when the page is reloaded', async ({ page }) => {
    const places = [await open(page, '1')]
    while (places.length < (await slides).length)
      places.push(await turn(page, 'ArrowDown'))
    const stepped = places.filter(({ steps }) => steps > 0)
    for (const { slide, steps } of stepped) {
      for (let step = 1; step <= steps; step++)
        expect(await open(page, `${slide}?clicks=${step}`)).toEqual({ slide, step, steps })
      await page.reload()
      expect(await placed(page)).toEqual({ slide, step: steps, steps })
    }
    expect(stepped.length > 0, 'whether any slide builds up').toBe(buildsUp(await slides))
  })
})

test.describe('The print page', () => {
  test('shows all that waits for a click elsewhere', async ({ page }) => {
    await page.goto('print?print=true')
    await expect(page.locator(`${selectors.printedSlide} ${selectors.layout}`)).toHaveCount((await slides).length)
    expect(await page.locator(selectors.clickTarget).count() > 0, 'whether any slide builds up').toBe(buildsUp(await slides))
    await expect(page.locator(selectors.clickHidden)).toHaveCount(0)
  })
})
