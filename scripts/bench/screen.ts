import type { Buffer } from 'node:buffer'
/** Measures what a reader sees of a built deck, and when: each time with an empty cache, on this machine and on a slow one. */
import type { Browser, Page } from 'playwright'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What was seen of one visit. Times in ms since the visit began, sizes in bytes as they came over the line. */
export interface Visit {
  readonly firstSlide: number
  readonly navigable: number
  /** From a key press until the next slide is in the page, the median of several. */
  readonly nextSlide: number
  /** The page and the style sheets that it waits for, and fonts aside. */
  readonly bytesForFirstSlide: number
  readonly bytesUntilNavigable: number
  readonly fonts: number
  readonly layoutShift: number
}

/** A slow phone on a slow line: CPU, bits a second, ms. */
const slow = { cpu: 4, rate: 1_600_000, latency: 150 } as const

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' }
const compressed = new Set(['.html', '.js', '.css', '.svg', '.json'])

/** Serves a built deck as a host would: compressed, and with its first page for addresses that are no files. */
export async function hostBuild(folder: string): Promise<string> {
  const files = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const asked = [pathname, `${pathname}/index.html`, '/index.html'].map(name => join(folder, name)).find(path => existsSync(path) && statSync(path).isFile()) ?? ''
    const type = extname(asked)
    const body = files.get(asked) ?? (compressed.has(type) ? gzipSync(readFileSync(asked)) : readFileSync(asked))
    files.set(asked, body)
    response.writeHead(200, { 'content-type': types[type] ?? 'application/octet-stream', 'content-length': body.length, ...compressed.has(type) && { 'content-encoding': 'gzip' } }).end(body)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  server.unref()
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
}

/** What a page notes about itself while it loads. */
interface Seen {
  /** The first contentful paint, which in a deck is the first slide's text. */
  firstSlide?: number
  navigable?: number
  /** Whether the slide was there before the deck was. */
  isInPage?: boolean
  layoutShift: number
  /** From each key press to the next slide, in ms. */
  readonly turns: number[]
}

declare global {
  interface Window {
    seen: Seen
  }
  interface PerformanceEntry {
    /** Of a resource (Resource Timing, 4.4): `blocking` if nothing was painted before it came. */
    readonly renderBlockingStatus?: string
    /** Of a layout shift. */
    readonly value?: number
  }
}

/** Visits a deck once, as somebody who was never there. */
export async function visit(browser: Browser, url: string, { isSlow = false } = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, permissions: ['screen-wake-lock'], serviceWorkers: 'block' })
  await context.addInitScript(watch)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const names = new Map<string, string>()
  const sizes = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(names.get(requestId) ?? '', encodedDataLength))
  await session.send('Network.enable')
  if (isSlow) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: slow.latency, downloadThroughput: slow.rate / 8, uploadThroughput: slow.rate / 8 })
  }
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.seen.navigable !== undefined && window.seen.firstSlide !== undefined)
  const { seen, before, blocking } = await page.evaluate(() => {
    const resources = performance.getEntriesByType('resource')
    const paths = (entries: readonly PerformanceEntry[]): string[] => entries.map(({ name }) => new URL(name).pathname)
    return {
      seen: window.seen,
      before: paths(resources.filter(({ startTime }) => startTime < (window.seen.navigable ?? 0))),
      blocking: paths(resources.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')),
    }
  })
  await page.waitForLoadState('networkidle')
  const sum = (wanted: readonly string[], isFont: boolean): number => [...new Set(wanted)].filter(name => name.endsWith('.woff2') === isFont).map(name => sizes.get(name) ?? 0).reduce((a, b) => a + b, 0)
  const address = new URL(url).pathname
  const result = {
    firstSlide: seen.firstSlide ?? 0,
    navigable: seen.navigable ?? 0,
    bytesForFirstSlide: sum([address, ...seen.isInPage === true ? blocking : before], false),
    bytesUntilNavigable: sum([address, ...before], false),
    fonts: sum(before, true),
    ...isSlow ? { nextSlide: 0 } : { nextSlide: await turnPages(page) },
  }
  const layoutShift = await page.evaluate(() => window.seen.layoutShift)
  await context.close()
  return { ...result, layoutShift }
}

async function turnPages(page: Page): Promise<number> {
  // Slidev loads all slides three seconds after the first.
  await page.waitForTimeout(4000)
  for (let turn = 1; turn <= 9; turn++) {
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(count => window.seen.turns.length >= count, turn)
  }
  return median(await page.evaluate(() => window.seen.turns))
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? sorted[0] ?? 0)) / 2
}

/** Runs in the page, before anything else. */
function watch(): void {
  const seen: Seen = { layoutShift: 0, turns: [] }
  window.seen = seen
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries())
      seen.layoutShift += value ?? 0
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    const painted = list.getEntriesByName('first-contentful-paint')[0]
    if (painted)
      seen.firstSlide = painted.startTime
  }).observe({ type: 'paint', buffered: true })
  let turning: { readonly from: string | undefined, readonly at: number } | undefined
  // Asks for no layout, which would slow down what is measured.
  const shown = (): HTMLElement | undefined => [...document.querySelectorAll<HTMLElement>('#app .slidev-page')].find(slide => slide.style.display !== 'none' && slide.querySelector('.slidev-layout') !== null)
  const look = (): void => {
    const at = performance.now()
    const heading = document.querySelector('.slidev-layout h1')
    if (heading)
      seen.isInPage ??= heading.closest('#app') === null
    const slide = shown()
    if (slide)
      seen.navigable ??= at
    if (turning && slide && slide.dataset.slidevNo !== turning.from) {
      seen.turns.push(at - turning.at)
      turning = undefined
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
  addEventListener('keydown', () => turning = { from: shown()?.dataset.slidevNo, at: performance.now() }, true)
}
