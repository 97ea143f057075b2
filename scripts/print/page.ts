/**
 * Opens Slidev's print page, which shows all slides of a finished build below one another, and prepares it for printing: waits until everything is
 * loaded, checks it, and turns links between slides into links between sheets.
 */
import type { Browser, Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { inOneLine } from '../../components/parts/fit.ts'
import { Failure } from '../../deck/failure.ts'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { recordProblems } from '../browser/problems.ts'
import { serve } from '../browser/serve.ts'

const inPage = pageModule<typeof import('./in-page/slides.ts')>(new URL('in-page/slides.ts', import.meta.url))
const measureInPage = pageModule<typeof import('./in-page/measure.ts')>(new URL('in-page/measure.ts', import.meta.url))

interface PrintPageOptions {
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
  /** Whether slides may load files from other machines. Left out if the command has no option for that. */
  readonly allowNetwork?: boolean
  /** Whether the page is used in spite of what is wrong, which is reported. */
  readonly force?: boolean
  /** Whether the problems of a slide are reported in one line, with the slide's place in the source. */
  readonly isBrief?: boolean
}

/** What Playwright says when a page, or the whole browser, is gone. */
const lostPattern = /has been closed|crashed/

/** The error of a component whose evidence is undefined. */
const undefinedPattern = /TypeError: .*\bundefined\b/
/** In a built deck, it names nothing that an author knows. */
const stack = /\n {4}at [\s\S]*/

/** How long the slides may take to appear once a page has reported a problem, in ms. */
const patience = 5000

/**
 * Serves a build, opens its print page, waits until every slide, font and picture is there, and hands the page to `use`.
 * @throws {Failure} of kind `content`, naming everything that is wrong: errors, failed and foreign requests, text that is cut off or
 * overflows, missing images, unknown components, links to slides that do not exist; of kind `browser` if the browser ends meanwhile.
 */
export async function withPrintPage<T>(browser: Browser, options: PrintPageOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const served = await serve(options.site, { base: options.base ?? '/' })
  try {
    return await Promise.race([untilEndOf(browser), usePage(browser, served.url, options, use)])
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

/** Rejects when the browser ends. Playwright may never answer a call that is made just when the browser, or the page, ends. */
async function untilEndOf(browser: Browser): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error('The browser has been closed'))
    browser.once('disconnected', end)
    if (!browser.isConnected())
      end()
  })
}

async function usePage<T>(browser: Browser, url: string, options: PrintPageOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({
    viewport: { width: options.deck.width, height: options.deck.height },
    // Pictures of slides are twice as fine as the canvas, as Slidev makes them.
    deviceScaleFactor: 2,
    colorScheme: options.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  // Only the run has a time limit.
  context.setDefaultTimeout(0)
  const page = await context.newPage()
  const crash = new Promise<never>((_, reject) => page.once('crash', () => reject(new Error('The page crashed'))))
  return Promise.race([crash, preparePage(page, url, options).then(async () => use(page))])
}

async function preparePage(page: Page, url: string, options: PrintPageOptions): Promise<void> {
  const { deck, slides, withClicks = false, allowNetwork, force } = options
  const problems: string[] = []
  const foreign = new Set<string>()
  recordProblems(page.context(), url, problems, { isAllowed: allowNetwork === true, onForeign: address => foreign.add(address) })
  await page.emulateMedia({ media: 'screen' })

  const query = new URLSearchParams({ print: withClicks ? 'clicks' : 'true', range: slides.join(',') })
  await Promise.all([page.goto(`${url}print?${query}`), inPage.prepare()])
  await waitForSlides(page, slides, problems)
  await inPage.call(page, 'removeOthers', slides)
  await inPage.call(page, 'settle')
  await page.evaluate(async () => {
    // New layout may need further fonts.
    do
      await document.fonts.ready
    while (document.fonts.status === 'loading')
  })
  problems.push(...await inPage.call(page, 'whoAsks', [...foreign]))
  problems.push(...await problemsOf(page, options))
  problems.push(...await inPage.call(page, 'linkSheets', { total: deck.slides.length, base: new URL(url).pathname, aliases: deck.slides.map(({ alias }) => alias ?? null) }))
  if (problems.length > 0 && force !== true)
    throw new Failure('content', ['The deck is not fit to print.', ...problems.map(problem => `  ${problem.replace(stack, '')}`), ...hints(problems, foreign.size > 0, options)].join('\n'))
  if (force === true)
    await inPage.call(page, 'nameUndescribed')
  if (problems.length > 0)
    console.error(['Written in spite of this:', ...problems.map(problem => `  ${problem.replace(stack, '')}`)].join('\n'))

  // Slidev breaks the page after every slide, the last one too. Its root hides what overflows, and Chromium cuts such a box into pages
  // like a picture, ignores page breaks in it, and drops most of its links. A slide with `zoom` is laid out higher than its page and then
  // made smaller, and Chromium cuts it at the page's end if it may.
  await page.addStyleTag({ content: `
    ${selectors.drawingRoom} { display: none; }
    ${selectors.pageRoot}.grid { display: block; overflow: visible; }
    ${selectors.printContent} > ${selectors.printedSlide}:last-of-type { break-after: auto; }
    ${selectors.slide}[style*='zoom'] { contain: size; }
  ` })
}

/** What is wrong on the slides of an opened print page: one sentence for each problem, however many clicks show it, or one line for each slide. */
async function problemsOf(page: Page, { deck, isBrief = false }: PrintPageOptions): Promise<string[]> {
  const inspected = await measureInPage.call(page, 'inspectSlides')
  return [...new Set(inspected.flatMap(({ no, heading, problems }) => {
    if (!isBrief)
      return problems.map(problem => `Slide ${no}${heading === '' ? '' : ` (${heading})`}: ${problem}`)
    return problems.length === 0 ? [] : [`${deck.slides[no - 1]?.place} slide ${no}: ${inOneLine(problems)}`]
  }))]
}

/** Advice that concerns several problems. */
function hints(problems: readonly string[], asks: boolean, { allowNetwork, force }: PrintPageOptions): string[] {
  return [
    ...force === undefined && problems.some(problem => undefinedPattern.test(problem)) ? ['If a slide refers to evidence that is not there, npm run prove names its line.'] : [],
    ...asks && allowNetwork === false ? ['Requests leave this machine only with --allow-network.'] : [],
    ...force === undefined ? [] : ['--force writes the file in spite of this.'],
  ]
}

async function waitForSlides(page: Page, slides: readonly number[], problems: readonly string[]): Promise<void> {
  let gaveUpAt: number | undefined
  let isIdle = false
  page.waitForLoadState('networkidle').then(() => isIdle = true, () => {})
  while (!await inPage.call(page, 'isComplete', slides, isIdle)) {
    if (problems.length > 0)
      gaveUpAt ??= Date.now() + patience
    if (gaveUpAt !== undefined && Date.now() > gaveUpAt)
      return
    await page.waitForTimeout(20)
  }
}
