/** The briefing as one page to read: whole, in order, for every width, without scripts, without a server, one link away from every slide. */
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { objections } from '../helpers/axe.ts'
import { expect, expectProblems, test } from '../helpers/deck.ts'
import { publicSite } from '../helpers/publication.ts'
import { atEveryStep, open, turn } from '../helpers/steps.ts'
import { hasCoverage } from '../helpers/traits.ts'

const slides = readSlides(resolve('slides.md'), evidence)
const word = /[\p{L}\p{N}¶]+/gu

const words = (text: string): string[] => text.match(word) ?? []

/** Text as it is laid out, with a break where one box ends. Runs in the page. */
// eslint-disable-next-line unicorn/prefer-dom-node-text-content -- text content runs the last word of one box into the first of the next
const textOf = (element: Element): string => 'innerText' in element ? String(element.innerText) : ''

/** The mean of a colour's parts, from 0 to 255. */
function brightness(colour: string): number {
  const parts = colour.split(/\D+/).filter(Boolean).slice(0, 3).map(Number)
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}

/** What does not fit the page's width, is cut, is set smaller than 16 px or is a link of less than 24 px, one sentence each. Runs in the page. */
function unfit(): string[] {
  const found: string[] = []
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth)
    found.push(`The page is ${scrollWidth} px wide.`)
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const { left, right, width, height } = element.getBoundingClientRect()
    const name = `${element.localName}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 30)}”`
    if (width <= 1 || element.closest('.visually-hidden, thead, svg'))
      continue
    if (left < 0 || right > clientWidth + 1)
      found.push(`${name} reaches from ${left} to ${right} px.`)
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
      found.push(`${name} cuts or scrolls what it holds.`)
    const hasText = [...element.childNodes].some(node => node instanceof Text && node.data.trim() !== '')
    if (hasText && Number.parseFloat(getComputedStyle(element).fontSize) < 16)
      found.push(`${name} is smaller than 16 px.`)
    if (element.localName === 'a' && (width < 24 || height < 24))
      found.push(`${name} is ${width} × ${height} px.`)
  }
  for (const text of document.querySelectorAll<SVGTextElement>('svg[role="img"] text')) {
    const { left, right } = text.getBoundingClientRect()
    const map = text.ownerSVGElement?.getBoundingClientRect()
    const size = Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1)
    if (size < 11 || left < (map?.left ?? 0) || right > (map?.right ?? 0))
      found.push(`“${text.textContent}” on the map is ${size} px high and reaches from ${left} to ${right} px.`)
  }
  return found
}

test.describe('The page to read', () => {
  test('holds every slide’s text, word by word in the same order, and the slides in the order of the deck', async ({ page }) => {
    const { length } = await slides
    const shown = new Map<number, string[]>()
    await open(page, '')
    await atEveryStep(page, length, async ({ slide, step, steps }) => {
      if (step < steps)
        return
      const whole = page.locator(`${selectors.slideshow} [data-slidev-no="${slide}"]`)
      const pageNumber = words(await whole.locator('.foot .page').evaluate(textOf))
      const all = words(await whole.evaluate(textOf))
      expect(all.slice(-pageNumber.length), `the end of slide ${slide}`).toEqual(pageNumber)
      shown.set(slide, all.slice(0, -pageNumber.length))
    })
    await page.goto('read.html')
    expect(await page.locator('[id^="slide-"]:not(h2, h3)').evaluateAll(all => all.map(({ id }) => id))).toEqual((await slides).map(({ number }) => `slide-${number}`))
    // A page that is not turned has no page numbers, and leads from its head to the deck's other forms.
    const otherForms = words(await page.locator('.other-forms').evaluate(textOf))
    for (const [slide, text] of shown) {
      const read = words(await page.locator(`#slide-${slide}`).evaluate(textOf))
      expect(read, `slide ${slide}`).toEqual([...text, ...slide === 1 ? otherForms : []])
    }
  })

  test('has the deck’s title over its slides’ titles, no gap between headings, real tables, and one main part', async ({ page }) => {
    await page.goto('read.html')
    const [cover, ...others] = await slides
    await expect(page.locator('h1')).toHaveText([cover?.title ?? ''])
    await expect(page.locator('main article > :is(h2, h3)')).toHaveText(others.map(({ title }) => title))
    await expect(page.locator('.appendix h3')).toHaveText(others.filter(({ frontmatter }) => frontmatter.appendix === true).map(({ title }) => title))
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
    const targets = await page.locator('a[href^="#"]').evaluateAll(all => all.map((link) => {
      const target = link.getAttribute('href')?.slice(1) ?? ''
      return { text: (link.textContent ?? '').trim(), target, places: document.querySelectorAll(`[id="${target}"]`).length }
    }))
    for (const { text, target, places } of targets) {
      expect(places, `${text} → ${target}`).toBe(1)
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
        // What is wrong in every colour is found in light.
        expect(await objections(page, colorScheme === 'light' ? 'all' : 'colours')).toEqual([])
        const ground = brightness(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
        expect(ground < 128).toBe(colorScheme === 'dark')
      })
    }
  }

  for (const size of ['100 %', '200 %'] as const) {
    test(`fits every width from a phone’s on: nothing is cut, scrolls sideways, is small or hard to hit, with text at ${size}`, async ({ page }) => {
      await page.goto('read.html')
      if (size === '200 %')
        await page.evaluate(() => document.documentElement.style.fontSize = '2.125rem')
      for (const width of size === '100 %' ? [280, 320, 360, 390, 490, 640, 720, 760, 980, 1600] : [320, 360, 980]) {
        await page.setViewportSize({ width, height: 700 })
        expect(await page.evaluate(unfit), `${width} px`).toEqual([])
      }
    })
  }

  test('keeps a claim above its counterclaim on a phone, and beside it where there is room', async ({ page }) => {
    test.skip(!(await slides).some(({ tags }) => tags.some(({ name }) => name === 'ClaimsTable')), 'this deck has no table of claims')
    await page.goto('read.html')
    const sides = page.locator('.claims tbody tr').first().locator('td')
    for (const [width, isBeside] of [[360, false], [1280, true]] as const) {
      await page.setViewportSize({ width, height: 700 })
      const [claim, counterclaim] = await sides.evaluateAll(all => all.map(side => side.getBoundingClientRect()))
      expect(counterclaim?.top === claim?.top, `${width} px`).toBe(isBeside)
      expect(counterclaim?.top, `${width} px`).toBeGreaterThanOrEqual(isBeside ? 0 : claim?.bottom ?? Infinity)
    }
  })

  test('is light on paper, whatever the screen is', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
    await page.goto('read.html')
    expect(brightness(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))).toBeGreaterThan(200)
    expect(await objections(page, 'colours')).toEqual([])
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
    // The deck needs a server; from disk, one reads.
    for (const name of ['index.html', `${(await slides).length}/index.html`]) {
      await page.goto(`${url}/${name}`)
      await expect(page).toHaveURL(/\/read\.html$/)
    }
    await context.close()
  })
})

test.describe('A reader without scripts', () => {
  test.use({ javaScriptEnabled: false })
  // Chromium calls the scripts that it does not load blocked.
  test.afterEach(async ({ problems }) => expectProblems(problems, /^A request failed: \S+\.js \(csp\)$/))

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
    const { length } = await slides
    await page.goto(String(length))
    await expect(page).toHaveURL(new RegExp(`/read\\.html#slide-${length}$`))
    await expect(page.locator(`#slide-${length}-title`)).toBeInViewport()
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

  for (const [width, height] of [[360, 740], [390, 844]] as const) {
    test(`is in sight on a phone held upright, ${width} × ${height}, beside the slide and easy to hit, and never on paper`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await open(page, String((await slides).length))
      const link = page.getByRole('navigation', { name: 'Other forms' }).getByRole('link', { name: 'Read as one page' })
      expect(await link.evaluate(element => getComputedStyle(element).clipPath)).toBe('none')
      const box = await link.boundingBox()
      const slide = await page.locator(`${selectors.slideshow} ${selectors.layout}:visible`).boundingBox()
      const controls = page.locator(`button:visible:not(${selectors.slide} *)`)
      expect(box?.height).toBeGreaterThanOrEqual(44)
      expect(box?.y).toBeGreaterThanOrEqual((slide?.y ?? Infinity) + (slide?.height ?? 0))
      for (const control of await controls.all())
        expect((await control.boundingBox())?.y, 'a control of the deck').toBeGreaterThanOrEqual((box?.y ?? Infinity) + (box?.height ?? 0))
      await page.emulateMedia({ media: 'print' })
      await expect(link).toBeHidden()
    })
  }

  test('is not there for the presenter', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('presenter/2')
    await expect(page.locator(selectors.presenterBar)).toBeVisible()
    await expect(page.locator('.read-link')).toBeHidden()
  })
})
