import type { Position } from '../helpers/steps.ts'
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { expect, test } from '../helpers/deck.ts'
import { atEveryStep, open, placed, turn } from '../helpers/steps.ts'
import { buildsUp } from '../helpers/traits.ts'

// Many pages are opened, one after the other.
test.describe.configure({ timeout: 180_000 })

test.describe('The keyboard', () => {
  test('leads through every step of every slide to the end, and back to the beginning', async ({ page }) => {
    const slides = await readSlides(resolve('slides.md'), evidence)
    const forward: Position[] = [await open(page, '1')]
    await atEveryStep(page, slides.length, async here => void (here.slide + here.step > 1 && forward.push(here)))

    const stepsOf = new Map(forward.map(({ slide, steps }) => [slide, steps]))
    expect([...stepsOf.keys()], 'the slides, in order').toEqual(slides.map(({ number }) => number))
    expect(Math.max(...stepsOf.values()) > 0, 'whether any slide builds up').toBe(buildsUp(slides))
    expect(forward, 'every step, in order').toEqual([...stepsOf].flatMap(([slide, steps]) => Array.from({ length: steps + 1 }, (_, step) => ({ slide, step, steps }))))

    const back: Position[] = [forward.at(-1) ?? await placed(page)]
    while (back.length < forward.length)
      back.push(await turn(page, 'ArrowLeft'))
    expect(back, 'the way back').toEqual(forward.toReversed())
  })

  test('leads from slide to slide with ↓ and ↑, and on with Space and Page Down', async ({ page }) => {
    await open(page, '1')
    expect(await turn(page, 'ArrowDown')).toMatchObject({ slide: 2, step: 0 })
    expect(await turn(page, 'ArrowUp')).toMatchObject({ slide: 1 })
    expect(await turn(page, 'Space')).toMatchObject({ slide: 2, step: 0 })
    expect(await turn(page, 'PageDown')).not.toMatchObject({ slide: 2, step: 0 })
  })
})

test.describe('The address of a slide', () => {
  test('opens it, by number and by name', async ({ page }) => {
    const slides = await readSlides(resolve('slides.md'), evidence)
    for (const { number, title, frontmatter } of slides) {
      for (const address of [number, frontmatter.routeAlias]) {
        if (typeof address !== 'number' && typeof address !== 'string')
          continue
        expect(await open(page, String(address)), `/${address}`).toMatchObject({ slide: number, step: 0 })
        await expect(page.locator(`.slidev-page-${number} h1`), `/${address}`).toHaveText(title)
      }
    }
  })

  test('opens it at a step, and keeps the step when the page is reloaded', async ({ page }) => {
    const slides = await readSlides(resolve('slides.md'), evidence)
    const places = [await open(page, '1')]
    while (places.length < slides.length)
      places.push(await turn(page, 'ArrowDown'))
    const stepped = places.filter(({ steps }) => steps > 0)
    for (const { slide, steps } of stepped) {
      for (let step = 1; step <= steps; step++)
        expect(await open(page, `${slide}?clicks=${step}`)).toEqual({ slide, step, steps })
      await page.reload()
      expect(await placed(page)).toEqual({ slide, step: steps, steps })
    }
    expect(stepped.length > 0, 'whether any slide builds up').toBe(buildsUp(slides))
  })
})

test.describe('The print page', () => {
  test('shows all that waits for a click elsewhere', async ({ page }) => {
    const slides = await readSlides(resolve('slides.md'), evidence)
    await page.goto('print?print=true')
    await expect(page.locator('.print-slide-container .slidev-layout')).toHaveCount(slides.length)
    expect(await page.locator('[data-slidev-clicks-start]').count() > 0, 'whether any slide builds up').toBe(buildsUp(slides))
    await expect(page.locator('.slidev-vclick-hidden')).toHaveCount(0)
  })
})
