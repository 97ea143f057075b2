/** The briefing as one page to read: whole, in order, for every width, without scripts, without a server, one link away from every slide. */
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { objections } from '../helpers/axe.ts'
import { expect, test } from '../helpers/deck.ts'
import { publicSite } from '../helpers/publication.ts'
import { atEveryStep, open, turn } from '../helpers/steps.ts'
import { hasCoverage } from '../helpers/traits.ts'

const slides = readSlides(resolve('slides.md'), evidence)
const word = /[\p{L}\p{N}¶]+/gu

const words = (text: string): string[] => text.match(word) ?? []

/** Text as it is laid out, with a break where one box ends. Runs in the page. */
// eslint-disable-next-line unicorn/prefer-dom-node-text-content -- text content runs the last word of one box into the first of the next
const textOf = (element: Element): string => 'innerText' in element ? String(element.innerText) : ''

test.describe('The page to read', () => {
  test('holds every slide’s text, word by word, in the order of the deck', async ({ page }) => {
    await open(page, '')
    const shown = new Map<number, string[]>()
    await atEveryStep(page, (await slides).length, async ({ slide, step, steps }) => {
      if (step === steps)
        shown.set(slide, words(await page.locator(`[data-slidev-no="${slide}"] .slidev-layout`).evaluate(textOf)))
    })
    await page.goto('read.html')
    const read = new Map<number, string[]>()
    for (const { number } of await slides)
      read.set(number, words(await page.locator(`#slide-${number}`).evaluate(textOf)))
    for (const [slide, text] of shown) {
      const found = new Set(read.get(slide))
      expect(text.filter(one => !found.has(one)), `words of slide ${slide} that are not on the page`).toEqual([])
    }
    const ids = await page.locator('[id^="slide-"]:not(h2)').evaluateAll(all => all.map(({ id }) => id))
    expect(ids).toEqual((await slides).map(({ number }) => `slide-${number}`))
  })

  test('has the deck’s title over its slides’ titles, no gap between headings, real tables, and one main part', async ({ page }) => {
    await page.goto('read.html')
    const [cover, ...others] = await slides
    await expect(page.locator('h1')).toHaveText([cover?.title ?? ''])
    await expect(page.locator('main h2')).toHaveText(others.map(({ title }) => title))
    await expect(page.locator('main')).toHaveCount(1)
    const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll(all => all.map(({ localName }) => Number(localName.slice(1))))
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0), `heading ${index + 1}`).toBeLessThanOrEqual(1)
    for (const table of await page.locator('table').all()) {
      await expect(table.locator('caption')).not.toBeEmpty()
      expect(await table.locator('th[scope]').count()).toBeGreaterThan(0)
    }
    await expect(page.locator('svg[role="img"]')).toHaveCount(await page.locator('svg[role="img"][aria-label]').count())
  })

  test('leads from every mark of a paragraph to where the paragraph went, and nowhere that is not there', async ({ page }) => {
    await page.goto('read.html')
    const targets = await page.locator('a[href^="#"]').evaluateAll(all => all.map(link => ({ text: (link.textContent ?? '').trim(), target: link.getAttribute('href')?.slice(1) ?? '' })))
    for (const { text, target } of targets) {
      await expect(page.locator(`[id="${target}"]`), `${text} → ${target}`).toHaveCount(1)
      if (text.startsWith('¶'))
        expect(target).toBe(`paragraph-${text.slice(1)}`)
    }
    expect(targets.some(({ text }) => text.startsWith('¶')), 'whether there are marks that lead anywhere').toBe(hasCoverage(await slides))
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      test(`is free of what axe objects to, in ${colorScheme}, ${width} px wide`, async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 800 })
        await page.goto('read.html')
        expect(await objections(page)).toEqual([])
        const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
        expect(ground.split(/\D+/).filter(Boolean).every(part => (Number(part) < 128) === (colorScheme === 'dark')), ground).toBe(true)
      })
    }
  }

  test('fits every width from a phone’s on, at 200 % too, and scrolls sideways nowhere but in a table’s own box', async ({ page }) => {
    await page.goto('read.html')
    for (const width of [280, 320, 360, 490, 640, 720, 760, 980, 1600]) {
      await page.setViewportSize({ width, height: 700 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width)
    }
  })

  test('opens from disk, without a server', async ({ browser, base }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('requestfailed', request => complaints.push(request.url()))
    const url = `file://${await publicSite(base)}`
    await page.goto(`${url}/read.html`)
    await expect(page.locator('main article')).toHaveCount((await slides).length - 1)
    expect(await page.evaluate(async () => document.fonts.ready.then(() => [...document.fonts].some(({ status }) => status === 'loaded')))).toBe(true)
    expect(complaints).toEqual([])
    // The deck needs a server; whoever opens it from disk reads.
    for (const name of ['index.html', '3/index.html']) {
      await page.goto(`${url}/${name}`)
      await expect(page).toHaveURL(/\/read\.html$/)
    }
    await context.close()
  })
})

test.describe('Whoever has no scripts', () => {
  test.use({ javaScriptEnabled: false })
  // Chromium calls the scripts that it does not load blocked.
  test.afterEach(({ problems }) => {
    expect(problems.filter(problem => !problem.endsWith('.js (csp)'))).toEqual([])
    problems.length = 0
  })

  test('reads the whole briefing at the deck’s own address', async ({ page }) => {
    await page.goto('')
    await expect(page.locator('noscript h1, h1:visible')).toHaveCount(1)
    for (const { number, title } of await slides)
      await expect(page.locator(`#slide-${number}`)).toContainText(title)
    await expect(page.locator('main article').last()).toBeVisible()
    await page.locator('main article').last().scrollIntoViewIfNeeded()
    await expect(page.locator('main article').last()).toBeInViewport()
    await expect(page.locator('#prerendered')).toBeHidden()
  })

  test('is led from a slide’s address to that slide', async ({ page }) => {
    await page.goto('4')
    await expect(page).toHaveURL(/read\.html#slide-4$/)
    await expect(page.locator('#slide-4 h2')).toBeInViewport()
  })
})

test.describe('The way to the page to read', () => {
  test('stands before every slide for the keyboard, and leads to the same slide', async ({ page }) => {
    const link = page.getByRole('link', { name: 'Read as one page' })
    await open(page, '')
    await page.keyboard.press('Tab')
    await expect(link).toBeFocused()
    await expect(link).toBeInViewport()
    await turn(page, 'ArrowDown')
    await link.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/read\.html#slide-2$/)
  })

  test('is in sight on a phone held upright, and never on paper', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, '3')
    const link = page.getByRole('link', { name: 'Read as one page' })
    expect(await link.evaluate(element => getComputedStyle(element).clipPath)).toBe('none')
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    await page.emulateMedia({ media: 'print' })
    await expect(link).toBeHidden()
  })
})
