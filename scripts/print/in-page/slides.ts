/** Prepares Slidev's print page: waits for its slides, and turns links between slides into links between sheets. */
import { selectors } from '../../../slidev/dom.ts'
import { sheetsOf, slideNumber } from '../printed-slide.ts'
import { nameOfPicture, notDescribed, picturesWithoutAlternative, setPicture } from './alternatives.ts'

const fontServer = /\bfonts?\b/

/**
 * Whether these slides are there, with their layouts, drawings and images.
 * @param slides their numbers
 * @param isIdle whether the page has nothing left to load
 */
export function isComplete(slides: readonly number[], isIdle: boolean): boolean {
  const sheets = [...document.querySelectorAll(selectors.printedSlide)]
  return slides.every(no => document.querySelector(sheetsOf(no)) !== null)
    // Slidev shows nothing, not even a loading sign, for the first 300 ms of a slide's loading. And some layouts lack Slidev's class.
    && sheets.every(sheet => sheet.querySelector(selectors.layout) !== null || (isIdle && sheet.querySelector(`${selectors.slide} > :not(${selectors.slideLoading})`) !== null))
    && [...document.querySelectorAll(selectors.drawing)].every(({ shadowRoot }) => shadowRoot === null ? isIdle : shadowRoot.childElementCount > 0)
    && [...document.querySelectorAll('[data-waitfor]')].every(element => element.querySelector(element.getAttribute('data-waitfor') ?? '*') !== null)
    && [...document.images].every(image => image.complete)
}

/** Jumps to the end of every transition and animation. Those without an end are cancelled. */
export function settle(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY)
      animation.cancel()
    else
      animation.finish()
  }
}

/** Uses the name of each picture without an alternative text as one, and marks the picture. */
export function nameUndescribed(): void {
  for (const picture of picturesWithoutAlternative(document.body)) {
    setPicture(picture, `Not described: ${nameOfPicture(picture)}`)
    picture.setAttribute(notDescribed, '')
  }
}

/** A sentence for each slide and each address on another machine that it requests. If no slide does, the page around them does. */
export function whoAsks(addresses: readonly string[]): string[] {
  const sheets = [...document.querySelectorAll(selectors.printedSlide)]
  return addresses.flatMap((address) => {
    // Each click of a slide asks again.
    const numbers = new Set(sheets.filter(sheet => asksFor(sheet, address)).map(({ id }) => slideNumber(id)))
    const advice = fontServer.test(new URL(address).hostname)
      ? 'Set “fonts: { provider: none }” in the first slide’s front matter, and the fonts of this machine are used.'
      : 'Put the file into public/ and name it from there.'
    const askers = numbers.size === 0 ? ['The page around the slides'] : Array.from(numbers, no => `Slide ${no}`)
    return askers.map(asker => `${asker}: a request would leave this machine: ${address}. ${advice}`)
  })
}

/** Whether an element on the sheet has the address in an attribute or as a background. */
function asksFor(sheet: Element, address: string): boolean {
  return [...sheet.querySelectorAll('*')].some(element =>
    [...element.attributes].some(({ name, value }) => (name === 'src' || name === 'href' || name === 'data' || name === 'poster') && URL.canParse(value, location.href) && new URL(value, location.href).href === address)
    || (element instanceof HTMLImageElement && element.currentSrc === address)
    || getComputedStyle(element).backgroundImage.includes(address))
}

/** Removes all slides but these: Slidev ignores the range in the address if its navigation was used before the first page is known. */
export function removeOthers(slides: readonly number[]): void {
  for (const sheet of document.querySelectorAll(selectors.printedSlide)) {
    if (!slides.includes(slideNumber(sheet.id)))
      sheet.remove()
  }
}

interface LinkOptions {
  /** How many slides the deck has. */
  readonly total: number
  /** The path of the deck on its host, with a slash at both ends. */
  readonly base: string
  /** Each slide's `routeAlias`, in order. */
  readonly aliases: readonly (string | null)[]
}

/**
 * Turns links to slides into links to their sheets. Links to slides that are not printed, or to pages of the site, become plain text.
 * @returns a sentence for every link to a slide that the deck does not have
 */
export function linkSheets(options: LinkOptions): string[] {
  const broken: string[] = []
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`${selectors.printedSlide} a[href]`)) {
    const url = new URL(link.href)
    if (url.origin !== location.origin || (url.pathname === location.pathname && document.getElementById(url.hash.slice(1)) !== null))
      continue
    const no = slideOf(url, options)
    const sheet = no === undefined ? null : document.querySelector(sheetsOf(no))
    if (sheet) {
      link.setAttribute('href', `#${sheet.id}`)
      continue
    }
    if (no !== undefined && (no < 1 || no > options.total)) {
      const from = slideNumber(link.closest(selectors.printedSlide)?.id ?? '')
      broken.push(`Slide ${from}: “${link.textContent}” links to slide ${no}, but the deck has ${options.total}. Correct the number.`)
    }
    link.replaceWith(plainText(link))
  }
  return [...new Set(broken)]
}

/** The number of the slide that an address of the deck names, if it names one. */
function slideOf(url: URL, { base, aliases }: LinkOptions): number | undefined {
  const name = url.hash.length > 1 ? url.hash.replace('#', '').replace('/', '') : url.pathname.slice(base.length)
  const byAlias = aliases.indexOf(name) + 1
  if (byAlias > 0)
    return byAlias
  return name !== '' && String(Number(name)) === name ? Number(name) : undefined
}

function plainText(link: HTMLAnchorElement): HTMLElement {
  const text = document.createElement('span')
  const label = link.getAttribute('aria-label')
  text.append(...link.childNodes)
  // Text may not have a name, but a picture of text may.
  if (label !== null)
    setPicture(text, label)
  for (const { name, value } of link.attributes) {
    if (name === 'class' || name === 'style' || name.startsWith('data-v-'))
      text.setAttribute(name, value)
  }
  return text
}
