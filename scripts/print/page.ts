/**
 * Opens Slidev's print page, all slides of a finished build below one another, and makes it fit to print: everything loaded, nothing
 * wrong, links between slides turned into links between pages.
 */
import type { Browser, Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { Failure } from '../../deck/failure.ts'
import { recordProblems } from '../browser/problems.ts'
import { serve } from '../browser/serve.ts'
import { judgeSlides, measureSlides } from './measure.ts'

export interface PrintPageOptions {
  /** The folder of the build. */
  readonly site: string
  readonly deck: Deck
  /** The path that the build is made for. */
  readonly base?: string
  /** The slides to print, from 1, ascending. */
  readonly slides: readonly number[]
  /** Whether every click of a slide is printed, and not only its last. */
  readonly withClicks?: boolean
  readonly dark?: boolean
}

/** Playwright's words for a page, or a whole browser, that is no more. */
const lostPattern = /has been closed|crashed/

/** What a component says that is handed nothing. */
const undefinedPattern = /TypeError: .* of undefined/

/** How long a page with an error may take to show its slides all the same, in ms. */
const patience = 5000

/**
 * Serves a build, opens its print page, waits until every slide, font and picture is there, and hands the page to `use`.
 * @throws {Failure} of kind `content`, naming everything that is wrong: errors, failed and foreign requests, text that is cut off or
 * overflows, missing images, unknown components, links to slides that do not exist; of kind `browser` if the browser ends meanwhile.
 */
export async function withPrintPage<T>(browser: Browser, options: PrintPageOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const { site, deck, base = '/', dark = false } = options
  const served = await serve(site, { base })
  try {
    // Playwright may never answer a call that is made just when the browser, or the page, ends.
    const lost = new Promise<never>((_, reject) => {
      const lose = (): void => reject(new Error('The browser has been closed'))
      browser.once('disconnected', lose)
      if (!browser.isConnected())
        lose()
    })
    return await Promise.race([lost, (async () => {
      const context = await browser.newContext({
        viewport: { width: deck.width, height: deck.height },
        // Pictures of slides are twice as fine as the canvas, as Slidev makes them.
        deviceScaleFactor: 2,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      })
      // The time limit is the run's, and only that.
      context.setDefaultTimeout(0)
      const page = await context.newPage()
      const crash = new Promise<never>((_, reject) => page.once('crash', () => reject(new Error('The page crashed'))))
      return Promise.race([crash, preparePage(page, served.url, options).then(async () => use(page))])
    })()])
  }
  catch (error) {
    if (!browser.isConnected() || lostPattern.test(String(error)))
      throw new Failure('browser', 'The browser ended while it printed. Nothing was replaced. Run this again; if it ends once more, there may be too little memory or space in the temporary folder.', { cause: error })
    throw error
  }
  finally {
    await served.close()
  }
}

async function preparePage(page: Page, url: string, { deck, slides, withClicks = false }: PrintPageOptions): Promise<void> {
  const problems: string[] = []
  recordProblems(page.context(), url, problems)
  await page.emulateMedia({ media: 'screen' })

  const query = new URLSearchParams({ print: withClicks ? 'clicks' : 'true', range: slides.join(',') })
  await page.goto(`${url}print?${query}`)
  await waitForSlides(page, slides, problems)
  await page.evaluate(removeOthers, slides)
  problems.push(...judgeSlides(await page.evaluate(measureSlides)))
  problems.push(...await page.evaluate(linkPages, { total: deck.slides.length, base: new URL(url).pathname, aliases: deck.slides.map(({ alias }) => alias ?? null) }))
  if (problems.length > 0)
    throw new Failure('content', `The deck is not fit to print.\n${problems.map(problem => `  ${problem}`).join('\n')}${problems.some(problem => undefinedPattern.test(problem)) ? '\nIf a slide refers to evidence that is not there, npm run typecheck names its line.' : ''}`)

  // Slidev breaks the page after every slide, the last one too. Its root hides what overflows, and such a box is cut into pages like
  // a picture, without regard to breaks, and most of its links lead nowhere.
  await page.addStyleTag({ content: `
    #page-root.grid { display: block; overflow: visible; }
    #print-content > .print-slide-container:last-of-type { break-after: auto; }
  ` })
}

async function waitForSlides(page: Page, slides: readonly number[], problems: readonly string[]): Promise<void> {
  let gaveUpAt: number | undefined
  while (!await page.evaluate(isComplete, slides)) {
    if (problems.length > 0)
      gaveUpAt ??= Date.now() + patience
    if (gaveUpAt !== undefined && Date.now() > gaveUpAt)
      return
    await page.waitForTimeout(20)
  }
  await page.evaluate(async () => {
    await document.fonts.ready
  })
}

/** Runs in the page. */
function isComplete(slides: readonly number[]): boolean {
  return slides.every(no => document.querySelector(`.print-slide-container[id^="${String(no).padStart(3, '0')}-"]`) !== null)
    // Slidev shows nothing at all, not even that it loads, for the first 300 ms of a slide's loading.
    && document.querySelector('.print-slide-container:not(:has(.slidev-layout))') === null
    && [...document.images].every(image => image.complete)
}

/** Slidev forgets the range that it is asked for if anything has used its navigation before the first page is known. Runs in the page. */
function removeOthers(slides: readonly number[]): void {
  for (const slide of document.querySelectorAll('.print-slide-container')) {
    if (!slides.includes(Number(slide.id.split('-')[0])))
      slide.remove()
  }
}

/**
 * Turns links to slides into links to where they are printed, and those to slides left out, or to pages of the site, into plain text.
 * Runs in the page.
 * @returns a sentence for every link to a slide that the deck does not have
 */
function linkPages({ total, base, aliases }: { total: number, base: string, aliases: (string | null)[] }): string[] {
  const broken: string[] = []
  const slideOf = (url: URL): number | undefined => {
    const name = url.hash.length > 1 ? url.hash.replace('#', '').replace('/', '') : url.pathname.slice(base.length)
    const byAlias = aliases.indexOf(name) + 1
    return byAlias > 0 ? byAlias : (name !== '' && String(Number(name)) === name ? Number(name) : undefined)
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.print-slide-container a[href]')) {
    const url = new URL(link.href)
    if (url.origin !== location.origin || (url.pathname === location.pathname && document.getElementById(url.hash.slice(1)) !== null))
      continue
    const no = slideOf(url)
    const target = no === undefined ? null : document.querySelector(`.print-slide-container[id^="${String(no).padStart(3, '0')}-"]`)
    if (target instanceof Element) {
      link.setAttribute('href', `#${target.id}`)
      continue
    }
    if (no !== undefined && (no < 1 || no > total)) {
      const from = Number(link.closest('.print-slide-container')?.id.split('-')[0])
      broken.push(`Slide ${from}: “${link.textContent}” links to slide ${no}, but the deck has ${total}. Correct the number.`)
    }
    const text = document.createElement('span')
    text.append(...link.childNodes)
    for (const { name, value } of link.attributes) {
      if (name === 'class' || name === 'style' || name.startsWith('data-v-'))
        text.setAttribute(name, value)
    }
    link.replaceWith(text)
  }
  return [...new Set(broken)]
}
