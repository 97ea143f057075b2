/** Measures when a reader sees what of a built deck, with an empty cache, on this machine and on a slow one. */
import type { Browser, Page } from 'playwright'
import type { Served } from '../browser/serve.ts'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pageModule } from '../browser/in-page.ts'
import { serve } from '../browser/serve.ts'

const inPage = pageModule<typeof import('./in-page/visit.ts')>(new URL('in-page/visit.ts', import.meta.url))

/** The figures of one visit. Times in ms since the visit began, sizes in bytes as transferred. */
export interface Visit {
  readonly firstSlide: number
  readonly navigable: number
  /** From a key press until the next slide is in the page, the median of several. */
  readonly nextSlide: number
  /** The page and the style sheets that it waits for, without fonts. */
  readonly bytesForFirstSlide: number
  readonly bytesUntilNavigable: number
  readonly fonts: number
  readonly layoutShift: number
}

/** A slow phone on a slow line: CPU, bits a second, ms. */
const slow = { cpu: 4, rate: 1_600_000, latency: 150 } as const

const compressed = new Set(['.html', '.js', '.css', '.svg', '.json'])

/** Serves a built deck as a host would: compressed, and with its first page for addresses that are no files. */
export async function hostBuild(folder: string): Promise<Served> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => compressed.has(extname(name))))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name))))
  return serve(folder)
}

/** Visits a deck once, with an empty cache. */
export async function visit(browser: Browser, url: string, { isSlow = false } = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, permissions: ['screen-wake-lock'], serviceWorkers: 'block' })
  await context.addInitScript({ content: await inPage.script('watch') })
  const page = await context.newPage()
  const sizes = await recordSizes(page, isSlow)
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.seen.navigable !== undefined && window.seen.firstSlide !== undefined)
  const { seen, before, blocking } = await inPage.call(page, 'readVisit')
  await page.waitForLoadState('networkidle')
  const sum = (wanted: readonly string[], isFont: boolean): number => [...new Set(wanted)].filter(name => name.endsWith('.woff2') === isFont).map(name => sizes.get(name) ?? 0).reduce((a, b) => a + b, 0)
  const address = new URL(url).pathname
  const result = {
    firstSlide: seen.firstSlide ?? 0,
    navigable: seen.navigable ?? 0,
    bytesForFirstSlide: sum([address, ...seen.isInPage === true ? blocking : before], false),
    bytesUntilNavigable: sum([address, ...before], false),
    fonts: sum(before, true),
    nextSlide: isSlow ? 0 : await turnPages(page),
  }
  const layoutShift = await page.evaluate(() => window.seen.layoutShift)
  await context.close()
  return { ...result, layoutShift }
}

/** Returns the size of each file that the page loads from now on, by path; filled as they load. */
async function recordSizes(page: Page, isSlow: boolean): Promise<ReadonlyMap<string, number>> {
  const session = await page.context().newCDPSession(page)
  const names = new Map<string, string>()
  const sizes = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(names.get(requestId) ?? '', encodedDataLength))
  await session.send('Network.enable')
  if (isSlow) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: slow.latency, downloadThroughput: slow.rate / 8, uploadThroughput: slow.rate / 8 })
  }
  return sizes
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

/** Returns the middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? sorted[0] ?? 0)) / 2
}
