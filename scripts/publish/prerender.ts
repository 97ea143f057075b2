/** Takes every slide as the deck renders it, with only the style rules that it needs, so that a page can show it before any script or style sheet loads. */
import type { Browser, Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { Failure } from '../../deck/failure.ts'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { fontsInUse, ruleForStyle, rulesInUse } from './rules-in-use.ts'

const inPage = pageModule<typeof import('./in-page/prerender.ts')>(new URL('in-page/prerender.ts', import.meta.url))

export interface Prerendered {
  /** The markup of each slide, in order, before its first click. */
  readonly slides: readonly string[]
  /** The rules for all of them. */
  readonly css: string
  /** The paths of the fonts that the first slide needs. */
  readonly fonts: readonly string[]
  /** The paths of the scripts that are loaded before the first slide shows. */
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
 * @param deck that was built
 * @throws {Failure} of kind `content` if a slide does not show.
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
  await context.addInitScript({ content: await inPage.script('recordStart') })
  const page = await context.newPage()

  await page.goto(url)
  await slideIsThere(page, 1)
  const scripts = await inPage.call(page, 'loadedScripts')
  const { files: fonts } = await fontsInUse(page)
  const picture = await page.screenshot()
  const slides = await takeMarkup(page, deck.slides.length)
  const css = await cssOf(page, slides)
  const insertedStyles = await inPage.call(page, 'insertedStyles')
  await page.goto(`${url}print?print=true`)
  await page.locator(selectors.layout).first().waitFor()
  insertedStyles.push(...await inPage.call(page, 'insertedStyles'))
  await context.close()
  return { slides, css, fonts, scripts, insertedStyles, picture }
}

async function takeMarkup(page: Page, count: number): Promise<string[]> {
  const slides: string[] = []
  for (let no = 1; no <= count; no++) {
    if (no > 1)
      await page.keyboard.press('ArrowDown')
    await slideIsThere(page, no)
    slides.push(await inPage.call(page, 'takeSlide', no))
  }
  return slides
}

/** The rules that the slides need. Leaves them in the page in place of the deck. */
async function cssOf(page: Page, slides: readonly string[]): Promise<string> {
  const inlineStyles = await inPage.call(page, 'showTogether', slides)
  return [
    (await fontsInUse(page)).css,
    // Stronger than the deck's style sheets, which load in any order while the slide in the page is still shown.
    await rulesInUse(page, { within: '.prerendered', around: 'html, body', restriction: ':is(#prerendered *)' }),
    // An inline style is stronger than any rule of a style sheet.
    ...Array.from(new Set(inlineStyles), style => `#prerendered ${ruleForStyle(style)}`),
  ].join('\n')
}

async function slideIsThere(page: Page, no: number): Promise<void> {
  try {
    await page.locator(`[data-slidev-no="${no}"] ${selectors.layout}`).waitFor()
    await page.evaluate(async () => {
      await document.fonts.ready
    })
  }
  catch (error) {
    throw new Failure('content', `Slide ${no} does not show. Look at it with npm run dev.`, { cause: error })
  }
}
