/**
 * Takes every slide as the deck renders it, with the style rules that it needs and no more, so that a page can show it before any
 * script or style sheet has come.
 */
/* eslint-disable e18e/prefer-static-regex -- what runs in a page can use nothing from outside itself */
import type { Browser, Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { Failure } from '../../deck/failure.ts'
import { fontsInUse, ruleForStyle, rulesInUse } from './rules-in-use.ts'

export interface Prerendered {
  /** The markup of each slide, in order, before its first click. */
  readonly slides: readonly string[]
  /** What they look like, all of them. */
  readonly css: string
  /** Of the fonts that the first slide needs, the addresses. */
  readonly fonts: readonly string[]
  /** The scripts that are loaded until the first slide can be left, addresses. */
  readonly scripts: readonly string[]
  /** The texts that Slidev puts into style elements while it runs, which a policy has to know. */
  readonly insertedStyles: readonly string[]
  /** A picture of the first slide for previews, PNG. */
  readonly picture: Uint8Array
}

/** How wide the preview's picture is, in px; Open Graph's usual width. */
const pictureWidth = 1200

/**
 * Walks through the deck.
 * @param browser stays open
 * @param url where the build is served, with a slash at its end
 * @param deck what the build says of itself
 * @throws {Failure} of kind `content` if a slide does not come.
 */
export async function prerender(browser: Browser, url: string, deck: Deck): Promise<Prerendered> {
  const context = await browser.newContext({
    viewport: { width: deck.width, height: deck.height },
    deviceScaleFactor: pictureWidth / deck.width,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    permissions: ['screen-wake-lock'],
    serviceWorkers: 'block',
  })
  await context.addInitScript(recordStart)
  const page = await context.newPage()

  await page.goto(url)
  await slideIsThere(page, 1)
  const scripts = await page.evaluate(loadedScripts)
  const { files } = await fontsInUse(page)
  const picture = await page.screenshot()

  const slides: string[] = []
  for (const index of deck.slides.keys()) {
    if (index > 0)
      await page.keyboard.press('ArrowDown')
    await slideIsThere(page, index + 1)
    slides.push(await page.evaluate(takeSlide, index + 1))
  }
  const inlineStyles = await page.evaluate((all) => {
    document.body.innerHTML = all.map(slide => `<div class="prerendered">${slide}</div>`).join('')
    return Array.from(document.querySelectorAll('[data-style]'), element => element.getAttribute('data-style') ?? '')
  }, slides)
  const css = [
    (await fontsInUse(page)).css,
    // Stronger than the deck's style sheets, which come in any order while the slide in the page waits to be relieved.
    await rulesInUse(page, { within: '.prerendered', around: 'html, body', restriction: ':is(#prerendered *)' }),
    // An inline style is stronger than any rule of a style sheet.
    ...Array.from(new Set(inlineStyles), style => `#prerendered ${ruleForStyle(style)}`),
  ].join('\n')

  const insertedStyles = await page.evaluate(() => [...window.insertedStyleTexts])
  await page.goto(`${url}print?print=true`)
  await page.locator('.slidev-layout').first().waitFor()
  insertedStyles.push(...await page.evaluate(() => [...window.insertedStyleTexts]))
  await context.close()
  return { slides, css, fonts: files, scripts, insertedStyles, picture }
}

async function slideIsThere(page: Page, no: number): Promise<void> {
  try {
    await page.locator(`[data-slidev-no="${no}"] .slidev-layout`).waitFor()
    await page.evaluate(async () => {
      await document.fonts.ready
    })
  }
  catch (error) {
    throw new Failure('content', `Slide ${no} does not show. Look at it with npm run dev.`, { cause: error })
  }
}

declare global {
  interface Window {
    insertedStyleTexts: Set<string>
    /** By the page's clock, in ms. */
    slideCameAt: number | undefined
  }
}

/** Runs in the page, before anything else. */
function recordStart(): void {
  window.insertedStyleTexts = new Set()
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of [target, ...addedNodes]) {
        if (node instanceof HTMLStyleElement)
          window.insertedStyleTexts.add(node.textContent ?? '')
      }
    }
    if (document.querySelector('.slidev-layout'))
      window.slideCameAt ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
}

/** The deck's own scripts until its slide came, in the order in which they were asked for. Runs in the page. */
function loadedScripts(): string[] {
  return performance.getEntriesByType('resource')
    .filter(({ startTime }) => startTime < (window.slideCameAt ?? 0))
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.endsWith('.js'))
    .map(({ pathname }) => pathname)
}

/** The slide's markup and that of all boxes around it, without what belongs to the running deck. Runs in the page. */
function takeSlide(no: number): string {
  const root = document.querySelector('#page-root')?.cloneNode(true)
  if (!(root instanceof Element))
    return ''
  const slide = root.querySelector(`[data-slidev-no="${no}"]`)
  for (const element of [root, ...root.querySelectorAll('*')]) {
    const isOnTheWay = slide !== null && (element.contains(slide) || slide.contains(element))
    if (!isOnTheWay)
      element.remove()
    const style = element.getAttribute('style')?.replace(/--slidev-slide-scale:[^;]*;?/, '').trim()
    element.removeAttribute('style')
    if (style !== undefined && style !== '')
      element.setAttribute('data-style', style)
  }
  const comments = document.createNodeIterator(root, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment !== null; comment = comments.nextNode())
    comment.parentNode?.removeChild(comment)
  return root.outerHTML
}
