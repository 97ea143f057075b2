/**
 * The one script that stands in the page itself, before anything is painted: it shows the slide that is already in the page, gives
 * way to the running deck as soon as that shows the same, and says so if the deck does not come.
 */
/* eslint-disable e18e/prefer-static-regex -- what runs in a page can use nothing from outside itself */

/** What the script must know of the site. */
export interface BootSettings {
  /** The path of the site on its host, with a slash at both ends. */
  readonly base: string
  /** The canvas, in px. */
  readonly width: number
  readonly height: number
}

declare global {
  interface Window {
    /** Not in TypeScript's library yet (W3C Trusted Types, 2.3); what the policy gives is taken for the text that it stands for. */
    readonly trustedTypes?: { createPolicy: (name: string, rules: { createScriptURL: () => string }) => { createScriptURL: (text: string) => string } }
  }
}

/** Runs in the page's head. `<html data-slide="7 alias">` names the slide that is in the page, if one is. */
export function boot({ base, width, height }: BootSettings): void {
  const root = document.documentElement
  const names = (root.dataset.slide ?? '').split(' ')
  const nameInAddress = (): string => decodeURI(location.pathname).slice(base.length).replace(/\/$/, '') || '1'

  // Without a server there are no scripts but this one, and there is a page that needs none.
  if (location.protocol === 'file:') {
    location.replace(names.some(name => location.pathname.endsWith(`/${name}/index.html`)) ? '../read.html' : 'read.html')
    return
  }
  // The deck does not know itself by this name.
  if (location.pathname.endsWith('/index.html'))
    history.replaceState(history.state, '', location.pathname.replace(/index\.html$/, '') + location.search + location.hash)

  // As Slidev decides it, so that nothing changes colour when it starts.
  let scheme: string | null = null
  try {
    scheme = localStorage.getItem('slidev-color-schema')
  }
  catch {
    // Forbidden, and Slidev does not start without: what it stores lasts as long as the page.
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

  // A host may serve this page for any address; and a slide's later clicks are not in it.
  let isWaiting = names.includes(nameInAddress()) && !/[?&](?:clicks|print|embedded)\b/.test(location.search)
  root.classList.toggle('prerendered', isWaiting)
  const fit = (): void => {
    if (isWaiting)
      root.style.setProperty('--slidev-slide-scale', String(Math.min(innerWidth / width, innerHeight / height)))
  }
  fit()
  addEventListener('resize', fit)

  // Style sheets that the slide in the page does not need wait behind a medium that does not match.
  document.addEventListener('load', (event) => {
    if (event.target instanceof HTMLLinkElement && event.target.media === 'print')
      event.target.media = 'all'
  }, true)

  /** When the deck's own slide came, by the page's clock in ms. */
  let cameAt: number | undefined
  const giveWay = (): void => {
    const before = document.querySelector('#prerendered')
    const after = document.querySelector(`#app [data-slidev-no="${names[0]}"]`)
    const placesIn = (element: Element | null | undefined): DOMRect[] => Array.from(element?.querySelectorAll('*') ?? [], inner => inner.getBoundingClientRect())
    const [places, newPlaces] = [placesIn(before?.querySelector('[data-slidev-no]')), placesIn(after)]
    const isSame = places.length === newPlaces.length && places.every((place, index) => {
      const { left = 0, top = 0, width = 0, height = 0 } = newPlaces[index] ?? {}
      return [place.left - left, place.top - top, place.width - width, place.height - height].every(difference => Math.abs(difference) < 1)
    })
    const isElsewhere = document.querySelector('#app .slidev-layout') !== null && !names.includes(nameInAddress())
    const isStyled = document.fonts.status === 'loaded' && document.querySelector('link[media="print"]') === null
    // A style sheet that comes late makes things fade that were never to be seen.
    const isAtRest = !document.getAnimations().some(animation => animation instanceof CSSTransition)
    const isReady = isSame && isStyled && isAtRest
    if (newPlaces.length > 0)
      cameAt ??= performance.now()
    // A reader's own settings may make the two differ for good.
    const isLate = cameAt !== undefined && performance.now() - cameAt > 3000
    if (before && !isElsewhere && !isReady && !isLate) {
      requestAnimationFrame(giveWay)
      return
    }
    isWaiting = false
    const focusable = 'a[href], button'
    const focused = before ? [...before.querySelectorAll(focusable)].findIndex(element => element === document.activeElement) : -1
    root.classList.remove('prerendered')
    before?.remove()
    const counterpart = focused >= 0 ? after?.querySelectorAll<HTMLElement>(focusable)[focused] : undefined
    counterpart?.focus({ preventScroll: true })
  }
  addEventListener('DOMContentLoaded', () => {
    if (isWaiting)
      requestAnimationFrame(giveWay)
    else
      document.querySelector('#prerendered')?.remove()
  })

  const complain = (): void => document.querySelector('#trouble')?.removeAttribute('hidden')
  const readyToComplain = (): void => document.readyState === 'loading' ? addEventListener('DOMContentLoaded', complain) : complain()
  addEventListener('vite:preloadError', readyToComplain)
  addEventListener('error', (event) => {
    // A file that does not come, at any time; a script that fails, before the deck is there. What only warns brings no error with it.
    const isFile = event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement
    const isFailure = event instanceof ErrorEvent && event.error instanceof Error
    if (isFile || (isFailure && (isWaiting || document.querySelector('#app')?.childElementCount === 0)))
      readyToComplain()
  }, true)

  addEventListener('DOMContentLoaded', () => {
    // The page to read opens at the slide that is shown.
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href$="read.html"]')) {
      link.addEventListener('click', () => {
        const number = document.querySelector('#app .slidev-page:not([style*="display: none"])')?.getAttribute('data-slidev-no') ?? names[0]
        link.hash = number === undefined || number === '' ? '' : `slide-${number}`
      })
    }
  })

  // On this machine the deck is being made, and must be new each time. A name under .localhost is for trying what a host will do.
  if (!/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(location.hostname)) {
    const address = `${base}service-worker.js`
    const policy = window.trustedTypes?.createPolicy('briefing', { createScriptURL: () => address })
    addEventListener('load', () => {
      navigator.serviceWorker?.register(policy?.createScriptURL(address) ?? address, { updateViaCache: 'none' }).catch(() => {})
    })
  }
}
