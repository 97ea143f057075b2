import type { Page } from 'playwright/test'
import type { Seen } from '../helpers/legibility.ts'
import type { Position } from '../helpers/steps.ts'
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { objections } from '../helpers/axe.ts'
import { expect, test } from '../helpers/deck.ts'
import { measureLegibility } from '../helpers/legibility.ts'
import { atEveryStep, open, placed, turn } from '../helpers/steps.ts'
import { buildsUp, coverageIn, hasCoverage } from '../helpers/traits.ts'

const schemes = ['light', 'dark'] as const
const slides = readSlides(resolve('slides.md'), evidence)

const named = ({ slide, step }: Position): string => `slide ${slide}, step ${step}`

/** A step of the deck, as axe and we see it. */
interface Step extends Seen {
  readonly where: string
  readonly isWhole: boolean
  readonly objections: readonly string[]
}

/** What is wrong in every colour is found in the first. */
function areasIn(scheme: typeof schemes[number]): 'all' | 'colours' {
  return scheme === 'light' ? 'all' : 'colours'
}

const walks = new Map<string, Promise<Step[]>>()

/** Every step of the deck in the page's colour scheme; walked once for all tests of a worker. */
async function everyStep(page: Page, scheme: typeof schemes[number]): Promise<Step[]> {
  const walk = walks.get(scheme) ?? (async () => {
    const steps: Step[] = []
    await page.emulateMedia({ colorScheme: scheme })
    await open(page, '1')
    await atEveryStep(page, (await slides).length, async (here) => {
      const isWhole = here.step === here.steps
      // In light, `deck.test.ts` asks about what is all shown. Colours are the same at every step.
      const seen = isWhole === (scheme === 'dark') ? await objections(page, areasIn(scheme)) : []
      steps.push({ where: named(here), isWhole, objections: seen, ...await page.evaluate(measureLegibility) })
    })
    return steps
  })()
  walks.set(scheme, walk)
  return walk
}

/** Every slide, all of it shown. */
async function everySlide(page: Page, scheme: typeof schemes[number]): Promise<Step[]> {
  return (await everyStep(page, scheme)).filter(({ isWhole }) => isWhole)
}

// The first test of a worker walks the deck for all others.
test.describe.configure({ timeout: 180_000 })
// Nothing is judged while it fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

for (const scheme of schemes) {
  test.describe(`Every slide, in ${scheme}`, () => {
    test('is free of what axe objects to, at every step that every deck’s own test leaves out', async ({ page }) => {
      for (const { objections, where } of await everyStep(page, scheme))
        expect.soft(objections, where).toEqual([])
    })

    test('has text that everybody can read: AAA contrast, AA for labels in the accent colour, nothing under 14 px', async ({ page }) => {
      for (const { texts, where: slide } of await everySlide(page, scheme)) {
        expect.soft(texts.length, `texts on ${slide}`).toBeGreaterThan(1)
        for (const { text, size, contrast, isLarge, isAccent } of texts) {
          const where = `“${text}” (${slide})`
          expect.soft(size, `px of ${where}`).toBeGreaterThanOrEqual(14)
          // The accent marks labels and numbers; somebody who cannot read one misses no sentence.
          if (isAccent)
            expect.soft(text.length, `letters in the accent colour, which is for labels: ${where}`).toBeLessThanOrEqual(40)
          expect.soft(contrast, `contrast of ${where}`).toBeGreaterThanOrEqual(isAccent || isLarge ? 4.5 : 7)
        }
      }
    })

    test('shows a speaker’s side by a shape as well as by its colour, and both can be seen', async ({ page }) => {
      const shapeOf = new Map<string, string>()
      for (const { shapes, where } of await everySlide(page, scheme)) {
        for (const { name, shape, colour, contrast } of shapes) {
          expect.soft(colour, `the colour of ${name} (${where})`).not.toBe('')
          expect.soft(shape, `the shape before ${name} (${where})`).toBe(shapeOf.get(colour) ?? shape)
          expect.soft(contrast, `contrast of the shape before ${name} (${where})`).toBeGreaterThanOrEqual(3)
          shapeOf.set(colour, shape)
        }
      }
      expect(shapeOf.size).toBeGreaterThan(1)
      expect(new Set(shapeOf.values()).size, 'a shape for each colour').toBe(shapeOf.size)
    })

    test('keeps claim and counterclaim apart in greyscale and for every colour vision', async ({ page }) => {
      const withTable = (await slides).find(({ tags }) => tags.some(({ name }) => name === 'ClaimsTable'))
      test.skip(withTable === undefined, 'No slide sets claims against counterclaims.')
      await page.emulateMedia({ colorScheme: scheme })
      await open(page, `${withTable?.number}?clicks=99`)
      const session = await page.context().newCDPSession(page)
      for (const type of ['none', 'achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia'] as const) {
        await session.send('Emulation.setEmulatedVisionDeficiency', { type })
        const picture = (await page.screenshot()).toString('base64')
        const { grounds: [claim = 0, counterclaim = 0], colour } = await page.evaluate(coloursOf, picture)
        const [light, dark] = [Math.max(claim, counterclaim), Math.min(claim, counterclaim)]
        expect.soft((light + 0.05) / (dark + 0.05), `contrast of claim and counterclaim, ${type}`).toBeGreaterThanOrEqual(7)
        expect.soft(colour < 0.02, `a picture without colour: ${type}`).toBe(type === 'achromatopsia')
      }
    })
  })
}

/** The luminance in an empty corner of the first claim's and the first counterclaim's cell, and how colourful the picture is at most (0 to 1). Runs in the page. */
async function coloursOf(picture: string): Promise<{ grounds: number[], colour: number }> {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
  canvas?.drawImage(image, 0, 0)
  const cells = [...document.querySelectorAll('#slideshow tbody td')].filter(cell => cell.checkVisibility())
  const grounds = cells.slice(0, 2).map((cell) => {
    const { right, bottom } = cell.getBoundingClientRect()
    const parts = [...canvas?.getImageData(right - 4, bottom - 4, 1, 1).data ?? []].slice(0, 3).map(part => part / 255)
    const [red = 0, green = 0, blue = 0] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  })
  const all = canvas?.getImageData(0, 0, image.width, image.height).data ?? []
  let colourful = 0
  for (let i = 0; i < all.length; i += 4)
    colourful = Math.max(colourful, Math.max(all[i] ?? 0, all[i + 1] ?? 0, all[i + 2] ?? 0) - Math.min(all[i] ?? 0, all[i + 1] ?? 0, all[i + 2] ?? 0))
  return { grounds, colour: colourful / 255 }
}

test.describe('Every slide', () => {
  test('has one heading of the first level, and none that skips a level', async ({ page }) => {
    for (const { headings, where } of await everySlide(page, 'light')) {
      expect.soft(headings.filter(level => level === 1), where).toHaveLength(1)
      expect.soft(headings.filter((level, i) => level > (headings[i - 1] ?? 0) + 1), `levels skipped on ${where}: ${headings.join(', ')}`).toEqual([])
    }
  })

  test('has nothing to activate that is smaller than 24 px', async ({ page }) => {
    for (const { controls, where } of await everySlide(page, 'light')) {
      expect.soft(controls.length, where).toBeGreaterThan(0)
      expect.soft(controls.filter(({ width, height }) => Math.min(width, height) < 24), where).toEqual([])
    }
  })

  test('is announced, and so is every step of it', async ({ page }) => {
    const deck = await slides
    await open(page, '1')
    const live = page.locator('[aria-live], [role="status"], [role="alert"], [role="log"]')
    await expect(live).toHaveCount(1)
    const announcer = await live.elementHandle()
    const presented = deck.filter(({ frontmatter }) => frontmatter.appendix !== true).length
    await atEveryStep(page, deck.length, async ({ slide, step, steps }) => {
      const words = `${slide > presented ? `Appendix, slide A${slide - presented}` : `Slide ${slide} of ${presented}`}: ${deck[slide - 1]?.title}`
      await expect(live).toHaveText(step === 0 ? words : `Step ${step} of ${steps}. ${words}`)
    })
    expect(await announcer?.evaluate(element => element.isConnected), 'one live region for the whole talk').toBe(true)
  })

  test('moves nothing for people who want no motion', async ({ page }) => {
    const moving = async (): Promise<number> => page.evaluate(() => [...document.querySelectorAll('*')]
      .filter(element => [getComputedStyle(element), getComputedStyle(element, '::before'), getComputedStyle(element, '::after')]
        .some(({ transitionDuration, animationDuration }) => `${transitionDuration}, ${animationDuration}`.split(', ').some(time => Number.parseFloat(time) > 0)))
      .length)
    await open(page, '1')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await atEveryStep(page, (await slides).length, async (here) => {
      expect.soft(await moving(), `elements that move, ${named(here)}`).toBe(0)
      if (here.steps > 0 && here.step === 0) {
        await page.emulateMedia({ reducedMotion: 'no-preference' })
        expect(await moving(), `elements that may move otherwise, ${named(here)}`).toBeGreaterThan(0)
        await page.emulateMedia({ reducedMotion: 'reduce' })
      }
    })
  })
})

/** Presses Tab until the focus leaves the slide, and gives what had it. */
async function focusOrder(page: Page): Promise<string[]> {
  const order: string[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const slide = element?.closest('#slideshow > .slidev-page')
      if (!element || !slide)
        return undefined
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const { left, top, right, bottom } = element.getBoundingClientRect()
      const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
      const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      return `${(element.getAttribute('aria-label') ?? element.textContent).trim()}${isSeen ? '' : ', which is not seen'}${hasOutline ? '' : ', whose focus is not seen'}`
    })
    if (focused === undefined)
      return order
    order.push(focused)
  }
}

/** What can have the focus on the slide that is shown, in reading order. */
async function focusable(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('#slideshow > .slidev-page')]
    .flatMap(slide => [...slide.querySelectorAll('a[href], button:enabled, [tabindex]:not([tabindex="-1"])')])
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .map(element => (element.getAttribute('aria-label') ?? element.textContent).trim()))
}

test.describe('The focus', () => {
  test('goes through every slide in reading order, seen wherever it is', async ({ page }) => {
    let stops = 0
    for (const { number } of await slides) {
      const here = await open(page, `${number}?clicks=99`)
      const order = await focusOrder(page)
      expect.soft(order, named(here)).toEqual(await focusable(page))
      stops += order.length
    }
    expect(stops > 0, 'whether there is anything to stop at').toBe(hasCoverage(await slides))
  })

  test('does not reach what is not shown yet, nor does a screen reader', async ({ page }) => {
    let hidden = 0
    for (const { number } of await slides) {
      const here = await open(page, String(number))
      if (here.steps === 0)
        continue
      const later = page.locator(`.slidev-page-${number} ${selectors.clickTarget}`)
      const texts = (await later.allInnerTexts()).flatMap(text => text.split('\n')).filter(text => text.length > 20)
      const read = await page.getByRole('main').ariaSnapshot()
      for (const text of texts)
        expect.soft(read, named(here)).not.toContain(text)
      const before = await focusOrder(page)
      await open(page, `${number}?clicks=99`)
      const after = await focusOrder(page)
      expect.soft(after.length, `stops, ${named(here)}`).toBeGreaterThanOrEqual(before.length)
      hidden += after.length - before.length
    }
    expect(hidden > 0, 'whether any stop comes later').toBe(buildsUp(await slides) && hasCoverage(await slides))
  })

  test('goes into the list of a paragraph’s slides, comes back from it, and lets the talk go on', async ({ page }) => {
    const deck = await slides
    test.skip(!hasCoverage(deck), 'No slide says where every paragraph went.')
    const { number = 1 } = deck.find(({ rests, number }) => number > 1 && number < deck.length && rests.paragraphs.length > 0) ?? {}
    const here = await open(page, `${number}?clicks=99`)
    const mark = page.locator(selectors.slideshow).getByRole('button', { name: /^Paragraph \d+/ }).filter({ visible: true }).first()
    const dialog = page.getByRole('dialog')
    await mark.press('Enter')
    await expect(dialog).toBeVisible()
    await expect(dialog.locator(':focus')).toBeVisible()
    expect(await objections(page)).toEqual([])
    const { controls } = await page.evaluate(measureLegibility)
    expect(controls.filter(({ width, height }) => Math.min(width, height) < 24)).toEqual([])

    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(mark).toBeFocused()
    expect(await mark.evaluate(element => element.matches(':focus-visible'))).toBe(true)
    expect(await placed(page), 'the slide behind the list').toEqual(here)
    expect((await turn(page, 'ArrowRight')).slide).toBe(here.slide + 1)

    await turn(page, 'ArrowLeft')
    await mark.press('Enter')
    await dialog.getByRole('button', { name: /^\d/ }).last().press('Enter')
    await expect(dialog).toBeHidden()
    await expect.poll(async () => (await placed(page)).slide).not.toBe(here.slide)
    await turn(page, 'ArrowLeft')
  })

  test('follows a link to another slide, from where the keys go on', async ({ page }) => {
    const coverage = coverageIn(await slides)
    test.skip(coverage === undefined, 'No slide links to others.')
    await open(page, String(coverage?.number))
    const link = page.locator(selectors.slideshow).getByRole('link', { name: /^Slide \d+/ }).filter({ visible: true }).first()
    const number = Number.parseInt((await link.getAttribute('aria-label') ?? '').slice('Slide '.length))
    await link.press('Enter')
    await expect.poll(async () => (await placed(page)).slide).toBe(number)
    const { step, steps } = await placed(page)
    expect(step, 'all of the slide, since the last step may be what rests on the paragraph').toBe(steps)
    await page.keyboard.press('Tab')
    const focused = page.locator(`.slidev-page-${number} :focus`)
    await expect(focused, 'the next stop is on the slide that has come').toBeVisible()
    expect((await turn(page, 'ArrowRight')).slide).toBeGreaterThanOrEqual(number)
  })
})

test.describe('Slidev’s own pages and controls', () => {
  for (const scheme of schemes) {
    test(`are free of what axe objects to, in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width: 1280, height: 720 })
      const { length } = await slides

      await test.step('the presenter’s page', async () => {
        for (const path of ['1', '2', `${length}?clicks=99`]) {
          await open(page, `presenter/${path}`)
          await page.getByRole('region', { name: 'Pace' }).waitFor()
          expect.soft(await objections(page, areasIn(scheme)), path).toEqual([])
        }
        await page.keyboard.press('?')
        await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
        expect.soft(await objections(page, areasIn(scheme)), 'keys').toEqual([])
      })
      await test.step('the page of all slides', async () => {
        await page.goto('overview')
        await page.getByRole('navigation').getByRole('button', { name: String(length), exact: true }).waitFor()
        expect.soft(await objections(page, areasIn(scheme))).toEqual([])
      })
      await test.step('the overview over a slide', async () => {
        await open(page, '2')
        await page.keyboard.press('o')
        await page.getByRole('dialog', { name: 'All slides' }).getByRole('button', { name: `Slide ${length}:` }).waitFor()
        expect.soft(await objections(page, areasIn(scheme))).toEqual([])
        await page.keyboard.press('Escape')
      })
      await test.step('the menus', async () => {
        for (const [name, entry] of [['More Options', 'Brightness'], ['Change sync settings', 'Send Only']] as const) {
          const button = page.getByRole('button', { name })
          await button.press('Enter')
          await expect(page.getByText(entry)).toBeVisible()
          expect.soft(await objections(page, areasIn(scheme)), name).toEqual([])
          await button.press('Escape')
          await expect(page.getByText(entry)).toBeHidden()
          await expect(button).toBeFocused()
        }
      })
      await test.step('the way to a slide', async () => {
        await page.keyboard.press('g')
        await page.getByRole('search', { name: 'Go to a slide' }).getByRole('textbox').fill('1')
        await page.getByRole('search', { name: 'Go to a slide' }).getByRole('option').first().waitFor()
        expect.soft(await objections(page, areasIn(scheme))).toEqual([])
      })
    })
  }

  test('are worked by the keyboard: overview, way to a slide', async ({ page }) => {
    const [, , third, fourth] = await slides
    test.skip(third === undefined || fourth === undefined, 'There are too few slides to go anywhere.')
    await open(page, '2')
    await page.keyboard.press('o')
    await page.getByRole('dialog', { name: 'All slides' }).getByRole('button', { name: `Slide ${third?.number}:` }).press('Enter')
    await expect.poll(async () => (await placed(page)).slide).toBe(third?.number)

    await page.keyboard.press('g')
    const search = page.getByRole('search', { name: 'Go to a slide' })
    const field = search.getByRole('textbox')
    await field.fill(fourth?.title ?? '')
    await field.press('Enter')
    await expect.poll(async () => (await placed(page)).slide).toBe(fourth?.number)
  })
})
