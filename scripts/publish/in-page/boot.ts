/**
 * The only inline script of a page. It runs before the first paint, shows the slide that is in the page, replaces it by the running deck as soon as
 * that looks the same, and shows a notice if the deck cannot be loaded.
 */
import type { selectors } from '../../../slidev/dom.ts'
import { colourSchemeKey, slideScale } from '../../../slidev/dom.ts'

/** Facts about the site, and the selectors that the script uses: an import would put all selectors into every page. */
interface BootSettings extends Pick<typeof selectors, 'app' | 'layout' | 'slide'> {
  /** The path of the site on its host, with a slash at both ends. */
  readonly base: string
  /** The canvas, in px. */
  readonly width: number
  readonly height: number
}

declare global {
  interface Window {
    /** Not in TypeScript's library yet (W3C Trusted Types, 2.3). What the policy returns is used in place of a text. */
    readonly trustedTypes?: { createPolicy: (name: string, rules: { createScriptURL: () => string }) => { createScriptURL: (text: string) => string } }
  }
}

const root = document.documentElement
const lastSlash = /\/$/
const otherViews = /[?&](?:clicks|print|embedded)\b/
const thisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** Runs in the page's head. `<html data-slide="7 alias">` names the slide that is in the page, if one is. */
export function boot(settings: BootSettings): void {
  const { base, width, height, app } = settings
  const { pathname, protocol, search, hash } = location
  const names = (root.dataset.slide ?? '').split(' ')
  // Without a server no other script loads, but the page to read needs none.
  if (protocol === 'file:') {
    location.replace(names.some(name => pathname.endsWith(`/${name}/index.html`)) ? '../read.html' : 'read.html')
    return
  }
  // The deck's router does not know this address.
  if (pathname.endsWith('/index.html'))
    history.replaceState(history.state, '', pathname.slice(0, -'index.html'.length) + search + hash)
  setColourScheme()
  const isNamed = (): boolean => names.includes(decodeURI(location.pathname).slice(base.length).replace(lastSlash, '') || '1')
  // A host may serve this page for any address, and it does not have a slide's later clicks.
  root.classList.toggle('prerendered', isNamed() && !otherViews.test(search))
  const fit = (): void => {
    if (isPrerendered())
      root.style.setProperty(slideScale, String(Math.min(innerWidth / width, innerHeight / height)))
  }
  fit()
  addEventListener('resize', fit)
  loadSheets()
  reportFailures(app)
  addEventListener('DOMContentLoaded', () => {
    const [no = ''] = names
    if (isPrerendered())
      requestAnimationFrame(() => giveWay(settings, no, isNamed))
    else
      find('#prerendered')?.remove()
    linkToSameSlide(settings, no)
  })
  registerServiceWorker(base)
}

function find(selector: string): Element | null {
  return document.querySelector(selector)
}

function isPrerendered(): boolean {
  return root.classList.contains('prerendered')
}

/** Sets the scheme as Slidev does, so that no colour changes when it starts. */
function setColourScheme(): void {
  let scheme: string | null = null
  try {
    scheme = localStorage.getItem(colourSchemeKey)
  }
  catch {
    // Storage is forbidden, and Slidev does not start without it. This one lasts as long as the page.
    const stored = new Map<string, string>()
    Object.defineProperty(window, 'localStorage', {
      value: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      },
    })
  }
  const isDark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.classList.add(isDark ? 'dark' : 'light')
}

/** Style sheets that the slide in the page does not need load with a medium that does not match, and apply once they are loaded. */
function loadSheets(): void {
  document.addEventListener('load', ({ target }) => {
    if (target instanceof HTMLLinkElement && target.media === 'print')
      target.media = 'all'
  }, true)
}

/**
 * Removes the slide in the page as soon as the deck shows the same, or has gone to another slide; asks again in the next frame until then.
 * @param settings of the site
 * @param no the slide's number
 * @param isNamed whether the address is still the slide's
 * @param shownAt when the deck first showed the slide, by the page's clock in ms
 */
function giveWay(settings: BootSettings, no: string, isNamed: () => boolean, shownAt = Infinity): void {
  const { app, layout } = settings
  const before = find('#prerendered')
  const after = find(`${app} [data-slidev-no="${no}"]`)
  const newPlaces = placesIn(after)
  const isElsewhere = find(`${app} ${layout}`) !== null && !isNamed()
  const isStyled = document.fonts.status === 'loaded' && find('link[media="print"]') === null
  // A late style sheet starts transitions, which must not be visible.
  const isAtRest = !document.getAnimations().some(animation => animation instanceof CSSTransition)
  const isReady = isStyled && isAtRest && isSame(placesIn(before?.querySelector('[data-slidev-no]')), newPlaces)
  if (newPlaces.length > 0)
    shownAt = Math.min(shownAt, performance.now())
  // With a reader's own settings, the two may always differ.
  const isLate = performance.now() - shownAt > 3000
  if (before && !isElsewhere && !isReady && !isLate) {
    requestAnimationFrame(() => giveWay(settings, no, isNamed, shownAt))
    return
  }
  const focusable = 'a[href], button'
  const focused = [...before?.querySelectorAll(focusable) ?? []].findIndex(element => element === document.activeElement)
  root.classList.remove('prerendered')
  before?.remove()
  after?.querySelectorAll<HTMLElement>(focusable)[focused]?.focus({ preventScroll: true })
}

function placesIn(element: Element | null | undefined): DOMRect[] {
  return Array.from(element?.querySelectorAll('*') ?? [], inner => inner.getBoundingClientRect())
}

const measures = ['left', 'top', 'width', 'height'] as const

function isSame(places: readonly DOMRect[], newPlaces: readonly DOMRect[]): boolean {
  return places.length === newPlaces.length
    && places.every((place, index) => measures.every(measure => Math.abs(place[measure] - (newPlaces[index]?.[measure] ?? 0)) < 1))
}

/** Shows the notice if a file does not load at any time, or if a script throws before the deck is there. Warnings have no `error`. */
function reportFailures(app: string): void {
  const show = (): void => find('#trouble')?.removeAttribute('hidden')
  const report = (): void => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', show) : show()
  addEventListener('vite:preloadError', report)
  addEventListener('error', (event) => {
    const isFile = event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement
    const isFailure = event instanceof ErrorEvent && event.error instanceof Error
    if (isFile || (isFailure && (isPrerendered() || find(app)?.childElementCount === 0)))
      report()
  }, true)
}

/** The page to read opens at the slide that is shown. */
function linkToSameSlide({ app, slide }: BootSettings, no: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href$="read.html"]')) {
    link.addEventListener('click', () => {
      const number = find(`${app} ${slide}:not([style*="display: none"])`)?.getAttribute('data-slidev-no') ?? no
      link.hash = number === '' ? '' : `slide-${number}`
    })
  }
}

/** Registers it, but not on this machine, where the deck must always be new. A name under .localhost counts as a host, to try it out. */
function registerServiceWorker(base: string): void {
  if (thisMachine.test(location.hostname))
    return
  const address = `${base}service-worker.js`
  const policy = window.trustedTypes?.createPolicy('briefing', { createScriptURL: () => address })
  addEventListener('load', () => {
    navigator.serviceWorker?.register(policy?.createScriptURL(address) ?? address, { updateViaCache: 'none' }).catch(() => {})
  })
}
