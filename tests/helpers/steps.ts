/** Where a page of the deck is, read from what it shows, and the way from there to the next step. */
import type { Page } from 'playwright/test'

/** A slide, and how much of it has been built up. */
export interface Position {
  /** From 1. */
  readonly slide: number
  /** From 0. */
  readonly step: number
  /** In how many steps the slide builds up. */
  readonly steps: number
}

/** How long a slide may take to come, in ms. */
const patience = 30_000

/** Opens `path` (`7`, `presenter/7?clicks=1`) and returns the place, once the slide is there with its fonts. */
export async function open(page: Page, path: string): Promise<Position> {
  await page.goto(path)
  return placed(page)
}

/** Waits until one slide is there with its fonts, and returns the place. */
export async function placed(page: Page): Promise<Position> {
  return placeUnlike(page, null, `No slide is shown at ${page.url()}.`)
}

/** Goes to `path` without a load, as the browser's Back does, and returns the place that this leads to: another one. */
export async function goTo(page: Page, path: string): Promise<Position> {
  const before = await placed(page)
  await page.evaluate((path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  return placeUnlike(page, before, `The address ${path} leads nowhere.`)
}

/** Presses a key that turns slides, and returns the place that this leads to. Fails where it leads nowhere. */
export async function turn(page: Page, key: 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp' | 'Space' | 'PageDown'): Promise<Position> {
  const before = await placed(page)
  await page.keyboard.press(key)
  return placeUnlike(page, before, `${key} on slide ${before.slide}, step ${before.step}, leads nowhere.`)
}

/** Calls `visit` at every step of the deck, in order, by the keyboard; the page must be on the first slide. */
export async function atEveryStep(page: Page, slides: number, visit: (here: Position) => Promise<void>): Promise<void> {
  let here = await placed(page)
  await visit(here)
  while (here.slide < slides || here.step < here.steps) {
    here = await turn(page, 'ArrowRight')
    await visit(here)
  }
}

/** Waits for a place other than `before`, and for its fonts; `complaint` is what is said if none comes. */
async function placeUnlike(page: Page, before: Position | null, complaint: string): Promise<Position> {
  try {
    const there = await (await page.waitForFunction(placeInPage, before, { timeout: patience })).jsonValue()
    await page.evaluate(async () => document.fonts.ready.then(() => {}))
    if (there !== false)
      return there
  }
  catch (error) {
    throw new Error(complaint, { cause: error })
  }
  throw new Error(complaint)
}

/**
 * The place that the page shows, unless it is `before`; nothing while one slide follows another. Runs in the page, again and again until
 * there is one.
 */
function placeInPage(before: Position | null): Position | false {
  const [slide, ...others] = [...document.querySelectorAll<HTMLElement>('#slideshow > .slidev-page')].filter(({ style }) => style.display !== 'none')
  if (!slide?.querySelector('.slidev-layout') || others.length > 0)
    return false
  const built = Array.from(slide.querySelectorAll<HTMLElement>('[data-slidev-clicks-start]'), element => ({
    at: Number(element.dataset.slidevClicksStart),
    isShown: !element.classList.contains('slidev-vclick-hidden'),
  }))
  const here = {
    slide: Number(slide.dataset.slidevNo),
    step: Math.max(0, ...built.filter(({ isShown }) => isShown).map(({ at }) => at)),
    steps: Math.max(0, ...built.map(({ at }) => at)),
  }
  return here.slide === before?.slide && here.step === before.step && here.steps === before.steps ? false : here
}
