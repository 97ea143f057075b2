/** The public site on a host, at the root and under a path, with the headers that it brings along. */
import type { PDFObject } from '@cantoo/pdf-lib'
import type { Page } from 'playwright/test'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFHexString, PDFStream, PDFString } from '@cantoo/pdf-lib'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { readSource } from '../../deck/source.ts'
import { expect, test } from '../helpers/deck.ts'
import { headersOf, publicSite } from '../helpers/publication.ts'
import { open, placed, turn } from '../helpers/steps.ts'
import { readPdf } from '../pdf/pdf.ts'

const slides = readSlides(resolve('slides.md'), evidence)

/** Every file of the site, by name. */
function filesIn(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name))]))
}

/** Keeps the page's scripts away, all but the one that stands in it. */
async function withoutScriptFiles(page: Page, problems: string[]): Promise<void> {
  await page.route('**/*.js', async route => route.abort())
  page.on('close', () => problems.length = 0)
}

test.describe('A page of the site', () => {
  test('holds its slide, and what search engines and previews ask for, before any script has run', async ({ base, request }) => {
    const folder = await publicSite(base)
    const [first] = await slides
    for (const { number, title, frontmatter } of await slides) {
      const names = [...number === 1 ? [''] : [], `${number}/`, ...typeof frontmatter.routeAlias === 'string' ? [`${frontmatter.routeAlias}/`] : []]
      for (const name of names) {
        const html = await (await request.get(name)).text()
        expect(html, name).toMatch(new RegExp(`<div id="prerendered">[^]*<h1[^>]*>\\s*${escaped(title)}\\s*</h1>[^]*<div id="app"></div>`))
        expect(html, name).toContain(`<title>${first?.title}</title>`)
        expect(html, name).toMatch(/<meta name="description" content="[^"&]{20,}">/)
        expect(html, name).toContain(`<meta property="og:image" content="${base}og-image.png">`)
      }
    }
    const picture = readFileSync(join(folder, 'og-image.png'))
    expect([picture.toString('latin1', 1, 4), picture.readUInt32BE(16)], 'a PNG as wide as previews are').toEqual(['PNG', 1200])
  })

  for (const [which, colorScheme] of [['first', 'light'], ['first', 'dark'], ['last', 'light']] as const) {
    test(`shows its slide without the deck, and the deck takes over without a shift or a trace: the ${which}, ${colorScheme}`, async ({ context, problems }) => {
      const path = which === 'first' ? '' : String((await slides).length)
      const alone = await context.newPage()
      await alone.emulateMedia({ colorScheme })
      await withoutScriptFiles(alone, problems)
      await alone.goto(path)
      await alone.evaluate(async () => document.fonts.ready.then(() => document.querySelector('#trouble')?.remove()))
      await expect(alone.locator('#prerendered h1')).toBeVisible()
      const before = await alone.screenshot()
      await alone.close()

      const page = await context.newPage()
      await page.emulateMedia({ colorScheme })
      await page.addInitScript(() => {
        window.shifts = []
        new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => JSON.stringify(entry)))).observe({ type: 'layout-shift', buffered: true })
      })
      // A font that comes late may move a word by a pixel, with a deck or without one; so the deck waits for the fonts.
      let untilFonts: Promise<string[]> | undefined
      await page.route('**/*.js', async (route) => {
        untilFonts ??= page.evaluate(async () => document.fonts.ready.then(() => window.shifts.splice(0)))
        await untilFonts
        await route.continue()
      })
      await open(page, path)
      await expect(page.locator('#prerendered')).toHaveCount(0)
      expect(Buffer.compare(await page.screenshot(), before), 'the same to the pixel').toBe(0)
      expect(await page.evaluate(() => window.shifts)).toEqual([])
    })
  }

  test('weighs little until its slide is there, and until it can be left', async ({ base, page }) => {
    const folder = await publicSite(base)
    await page.addInitScript(() => new MutationObserver((_, observer) => {
      if (document.querySelector('#app .slidev-layout') === null)
        return
      observer.disconnect()
      window.asked = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    }).observe(document, { subtree: true, childList: true }))
    await page.goto('')
    const asked = (await (await page.waitForFunction(() => window.asked)).jsonValue() ?? []).map(path => path.slice(base.length))
    const size = (names: readonly string[]): number => names.map(name => gzipSync(readFileSync(join(folder, name === '' ? 'index.html' : name))).length).reduce((a, b) => a + b, 0)
    const sizeOf = { page: size(['']), all: size(['', ...asked.filter(name => !name.endsWith('.woff2'))]), fonts: asked.filter(name => name.endsWith('.woff2')).map(name => readFileSync(join(folder, name)).length).reduce((a, b) => a + b, 0) }
    expect(sizeOf.page, 'page with the style of its slide').toBeLessThan(25_000)
    expect(sizeOf.all, 'everything but fonts').toBeLessThan(150_000)
    expect(sizeOf.fonts, 'fonts').toBeLessThan(100_000)
    expect(sizeOf.fonts, 'fonts, of which there are some').toBeGreaterThan(0)
  })
})

test.describe('The site', () => {
  test('has presenter mode and the PDF, and gives no presenter note away', async ({ base, page }) => {
    await open(page, 'presenter/3')
    await expect(page.locator('[data-slidev-no="3"] .slidev-layout').first()).toBeVisible()
    await open(page, '')
    const downloading = page.waitForEvent('download')
    await page.getByTitle('Download as PDF').click()
    expect(readFileSync(await (await downloading).path()).toString('latin1', 0, 5)).toBe('%PDF-')

    const files = await Promise.all(Array.from(filesIn(await publicSite(base)), async ([name, bytes]) => ({ name, text: plain(await textsIn(name, bytes)) })))
    const holding = (sentence: string): string[] => files.filter(({ text }) => text.includes(plain(sentence))).map(({ name }) => name)
    const shown = plain(JSON.stringify([evidence, (await slides).map(({ texts }) => texts.filter(({ kind }) => !kind.includes('note')))]))
    const sentences = (await slides).flatMap(({ note = '' }) => note.replaceAll(/\[click[^\]]*\]|\([^)]*\)/g, '\n').split(/\n|(?<=[.?!]) /)).filter(sentence => sentence.split(' ').length > 4).filter(sentence => !shown.includes(plain(sentence)))
    expect(sentences.length).toBeGreaterThan(0)
    for (const sentence of sentences)
      expect(holding(sentence), sentence).toEqual([])
    // The search would find them: what is said on a slide is in its script, in its page, in the page to read and in the PDF.
    const [, { title } = { title: '' }] = await slides
    expect(holding(title).map(name => extname(name))).toEqual(expect.arrayContaining(['.html', '.js', '.pdf']))
  })

  test('gives no part of the article’s fingerprint away', async ({ base }) => {
    const { paragraphs } = readSource('.')
    const files = filesIn(await publicSite(base))
    for (const { runs } of paragraphs)
      expect([...files].filter(([, bytes]) => bytes.includes(runs.slice(0, 16))).map(([name]) => name)).toEqual([])
  })

  test('names the licences of the fonts, the map and the libraries in it', async ({ base }) => {
    const text = readFileSync(join(await publicSite(base), 'licences.txt'), 'utf8')
    for (const name of readdirSync('styles/fonts').filter(name => name.endsWith('.LICENSE')))
      expect(text).toContain(readFileSync(join('styles/fonts', name), 'utf8').trim())
    for (const name of ['Natural Earth', 'world-atlas', '@vue/runtime-core', 'vue-router', '@slidev/client', '@slidev/theme-default', '@iconify-json/carbon'])
      expect(text).toContain(name)
  })

  test('lets nothing in that it does not name, by the page as by the host’s header', async ({ base, page, problems }) => {
    const folder = await publicSite(base)
    const header = headersOf(folder)['content-security-policy'] ?? ''
    expect(header).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^']+'; style-src 'self'/)
    expect(header).not.toMatch(/unsafe|https?:|\*/)
    for (const [name, bytes] of [...filesIn(folder)].filter(([name]) => name.endsWith('.html') && name !== 'read.html'))
      expect(header, name).toBe(`${/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(bytes.toString())?.[1]}; frame-ancestors 'none'`)
    for (const name of ['.htaccess', 'nginx.conf'])
      expect(readFileSync(join(folder, name), 'utf8')).toContain(header)

    await open(page, '')
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.append('window.gotIn = true')
      document.head.append(script)
    }).catch(() => {})
    await expect.poll(() => problems.join('\n')).toMatch(/TrustedScript|Content Security Policy/)
    expect(await page.evaluate(() => 'gotIn' in window)).toBe(false)
    problems.length = 0
  })

  test('bears its policy everywhere: slides, clicks, dialogs, dark, presenter, overview', async ({ page }) => {
    await open(page, '')
    const last = (await slides).length
    for (let here = await placed(page); here.slide < last || here.step < here.steps;)
      here = await turn(page, 'ArrowRight')
    for (const key of ['g', 'Escape', 'o', 'Escape', 'd', 'd'])
      await page.keyboard.press(key)
    for (const address of ['presenter/2', 'overview', 'notes', 'print?print=true']) {
      await page.goto(address)
      await page.locator('.slidev-layout, #page-root, .slidev-notes, body > #app > *').first().waitFor()
    }
  })

  test('asks nothing of any other host, as its own wire tells', async ({ browser, site }) => {
    const hosts = new Set<string>()
    const proxy = createServer((asking, response) => {
      const { host, hostname, port, pathname, search } = new URL(asking.url ?? '')
      hosts.add(host)
      const onward = request({ hostname, port, path: pathname + search, headers: asking.headers }, answer => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)))
      onward.on('error', () => response.destroy())
      asking.pipe(onward)
    })
    proxy.on('connect', ({ url }, socket) => {
      hosts.add(url ?? '')
      socket.destroy()
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const address = proxy.address()
    const context = await browser.newContext({ baseURL: site.url, permissions: ['screen-wake-lock'], proxy: { server: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, bypass: '<-loopback>' } })
    const page = await context.newPage()
    await open(page, '')
    for (const _ of await slides)
      await page.keyboard.press('ArrowDown')
    await page.goto('presenter/1', { waitUntil: 'networkidle' })
    await page.goto('read.html', { waitUntil: 'networkidle' })
    await context.close()
    proxy.closeAllConnections()
    proxy.close()
    expect([...hosts]).toEqual([new URL(site.url).host])
  })
})

test.describe('On a bad host', () => {
  for (const what of ['slidev/play-', 'index-', 'modules/vue-'] as const) {
    test(`the slide stays and says so when a script does not come: ${what}`, async ({ page, problems }) => {
      await page.route(`**/assets/${what}*.js`, async route => route.fulfill({ status: 404, contentType: 'text/html', body: 'not found' }))
      await page.goto('')
      await expect(page.locator('#trouble')).toBeVisible()
      await expect(page.locator('h1').first()).toBeVisible()
      await page.locator('#trouble a').last().click()
      await expect(page.locator('main article')).toHaveCount((await slides).length - 1)
      problems.length = 0
    })
  }

  test('a slide that does not come says so, and the others go on', async ({ page, problems, base }) => {
    const folder = await publicSite(base)
    const { length } = await slides
    const { title } = (await slides)[length - 2] ?? { title: '' }
    const chunk = [...filesIn(folder)].find(([name, bytes]) => /md-[^/]*\.js$/.test(name) && bytes.includes(title.slice(0, 20)))?.[0] ?? ''
    expect(chunk).not.toBe('')
    await page.route(`**/${chunk}`, async route => route.fulfill({ status: 404, body: 'not found' }))
    await open(page, String(length - 2))
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('#trouble')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.locator(`#app [data-slidev-no="${length}"] h1`)).toBeVisible()
    problems.length = 0
  })

  test('an address that is none leads to a page that says so', async ({ page, problems }) => {
    await page.goto('no/such/address')
    await expect(page.getByText('404')).toBeVisible()
    expect(problems.join()).toMatch(/answered with 404/)
    problems.length = 0
  })

  for (const [state, spoil] of [
    ['forbidden', () => Object.defineProperty(window, 'localStorage', { configurable: true, get: () => { throw new DOMException('forbidden', 'SecurityError') } })],
    ['full', () => Object.defineProperty(Storage.prototype, 'setItem', { value: () => { throw new DOMException('full', 'QuotaExceededError') } })],
  ] as const) {
    test(`the deck goes on when storage is ${state}`, async ({ page, problems }) => {
      await page.addInitScript(spoil)
      await open(page, '')
      expect(await turn(page, 'ArrowDown')).toMatchObject({ slide: 2 })
      await page.keyboard.press('d')
      await open(page, 'presenter/2')
      problems.length = 0
    })
  }
})

declare global {
  interface Window {
    shifts: string[]
    /** Of what was asked for until the deck's first slide was there. */
    asked: string[] | undefined
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** All that a file may say, its escapes and compressed parts undone. */
async function textsIn(name: string, bytes: Buffer): Promise<string> {
  if (extname(name) === '.pdf') {
    const { objects, pages } = await readPdf(bytes)
    const strings = objects.context.enumerateIndirectObjects().flatMap(([, object]) => stringsIn(object))
    return [...pages.map(({ painted }) => painted.map(({ text }) => text).join('')), ...strings].join('\n')
  }
  const unpacked = [bytes, ...[gunzipSync, brotliDecompressSync, inflateSync].map(unpack => attempt(() => unpack(bytes)))].map(String).join('\n')
  const character = (code: string, radix: number): string => attempt(() => Buffer.from(String.fromCodePoint(Number.parseInt(code, radix)))).toString()
  const readable = unpacked
    .replace(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, a?: string, b?: string, c?: string) => character(a ?? b ?? c ?? '', 16))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => character(code, 16))
    .replace(/&#(\d+);/g, (_, code: string) => character(code, 10))
    .replace(/\\[nrt]/g, ' ')
  return `${unpacked}\n${readable}\n${attempt(() => Buffer.from(decodeURIComponent(readable))).toString()}`
}

function stringsIn(object: PDFObject): string[] {
  if (object instanceof PDFString || object instanceof PDFHexString)
    return [object.decodeText()]
  if (object instanceof PDFStream)
    return stringsIn(object.dict)
  return object instanceof PDFDict ? object.values().flatMap(stringsIn) : object instanceof PDFArray ? object.asArray().flatMap(stringsIn) : []
}

function attempt(make: () => Buffer): Buffer {
  try {
    return make()
  }
  catch {
    return Buffer.alloc(0)
  }
}

/** Letters and digits only, since whatever renders a note may change all else. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
