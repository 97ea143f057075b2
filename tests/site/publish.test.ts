/** The public site on a host, at the root and under a path, with the headers that it brings along. */
import type { PDFObject } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFHexString, PDFStream, PDFString } from '@cantoo/pdf-lib'
import { evidence } from '../../briefing/evidence.ts'
import { readSource } from '../../deck/article.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { expect, expectProblems, test } from '../helpers/deck.ts'
import { headersOf, publicSite } from '../helpers/publication.ts'
import { atEveryStep, open, turn } from '../helpers/steps.ts'
import { readPdf } from '../pdf/pdf.ts'

const slides = readSlides(resolve('slides.md'), evidence)

/** Every file of the site, by name. */
function filesIn(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name))]))
}

/** Where a script says in its text which others come with it. */
const importAtOnce = /\b(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g

/** Of the scripts that the first page names, one for each way in which it gets them; by their paths from the site's folder. */
function scriptsOfFirstPage(folder: string): Readonly<Record<typeof waysOfScripts[number], string>> {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = Array.from(html.matchAll(/<(?:script|link) [^>]*(?:src|href)="[^"]*\/(assets\/[^"]+\.js)"/g), ([, path = '']) => path)
  const [itself = ''] = named
  const atOnce = [itself]
  for (const path of atOnce) {
    for (const [, relative = ''] of readFileSync(join(folder, path), 'utf8').matchAll(importAtOnce)) {
      const imported = join(path, '..', relative)
      if (!atOnce.includes(imported))
        atOnce.push(imported)
    }
  }
  return { 'the deck’s own': itself, 'one that this imports': atOnce[1] ?? '', 'one that this asks for later': named.find(path => !atOnce.includes(path)) ?? '' }
}

const waysOfScripts = ['the deck’s own', 'one that this imports', 'one that this asks for later'] as const

// What depends on where the site is on its host.
test.describe('A page of the site', { tag: '@base' }, () => {
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

  for (const [which, colorScheme] of [['cover', 'light'], ['cover', 'dark'], ['table of the source', 'light']] as const) {
    test(`shows its slide without the deck, and the deck takes over without a shift or a trace: the ${which}, ${colorScheme}`, async ({ context, problems }) => {
      // Paragraph marks are buttons in the deck only, and a letter in a button may be part of a pixel further on.
      const path = which === 'cover' ? '' : String((await slides).find(({ tags }) => tags.some(({ name }) => name === 'SourceCard'))?.number ?? '')
      const alone = await context.newPage()
      await alone.emulateMedia({ colorScheme })
      // All scripts but the one that stands in the page.
      await alone.route('**/*.js', async route => route.abort())
      await alone.goto(path)
      await alone.evaluate(async () => document.fonts.ready.then(() => document.querySelector('#trouble')?.remove()))
      await expect(alone.locator('#prerendered h1')).toBeVisible()
      const before = await alone.screenshot()
      await alone.close()
      await expectProblems(problems, /^A request failed: \S+\.js \(net::ERR_FAILED\)$/)

      const page = await context.newPage()
      await page.emulateMedia({ colorScheme })
      await page.addInitScript(() => {
        window.shifts = []
        new PerformanceObserver(list => window.shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true })
      })
      // A font that comes late may move a word by a pixel, with a deck or without one; so the deck waits until it has been painted with its fonts.
      let withFonts: Promise<number> | undefined
      await page.route('**/*.js', async (route) => {
        withFonts ??= page.locator('#prerendered h1').waitFor().then(async () => page.evaluate(async () => document.fonts.ready.then(async () =>
          new Promise<number>(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))))
        await withFonts
        await route.continue()
      })
      await open(page, path)
      await expect(page.locator('#prerendered')).toHaveCount(0)
      expect(Buffer.compare(await page.screenshot(), before), 'the same to the pixel').toBe(0)
      const painted = await withFonts
      expect(await page.evaluate(painted => window.shifts.filter(({ startTime }) => startTime > (painted ?? 0)).map(shift => JSON.stringify(shift)), painted)).toEqual([])
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
    expect(sizeOf.all, 'everything but fonts').toBeLessThan(130_000)
    expect(sizeOf.fonts, 'fonts').toBeLessThan(100_000)
    expect(sizeOf.fonts, 'fonts, of which there are some').toBeGreaterThan(0)
  })
})

test.describe('The site', () => {
  test('has presenter mode and the PDF, and gives no presenter note away', { tag: '@base' }, async ({ base, page }) => {
    const { length } = await slides
    expect(await open(page, `presenter/${length}`)).toMatchObject({ slide: length })
    await open(page, '')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'PDF' }).click()
    expect(readFileSync(await (await downloading).path()).toString('latin1', 0, 5)).toBe('%PDF-')

    const files = await Promise.all(Array.from(filesIn(await publicSite(base)), async ([name, bytes]) => ({ name, text: plain(await textsIn(name, bytes)) })))
    const holding = (sentence: string): string[] => files.filter(({ text }) => text.includes(plain(sentence))).map(({ name }) => name)
    const shown = plain(JSON.stringify([evidence, (await slides).map(({ texts }) => texts.filter(({ kind }) => !kind.includes('note')))]))
    const sentences = (await slides).flatMap(({ note = '' }) => note.replaceAll(/\[click[^\]]*\]|\([^)]*\)/g, '\n').split(/\n|(?<=[.?!]) (?=[\p{Lu}“])/u)).filter(sentence => sentence.split(' ').length > 4).filter(sentence => !shown.includes(plain(sentence)))
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
    for (const { whole } of paragraphs)
      expect([...files].filter(([, bytes]) => bytes.includes(whole.slice(0, 16))).map(([name]) => name)).toEqual([])
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
    const header = headersOf(folder, base)['content-security-policy'] ?? ''
    expect(header).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^']+'; style-src 'self'/)
    expect(header).not.toMatch(/unsafe|https?:|\*/)
    for (const [name, bytes] of [...filesIn(folder)].filter(([name]) => name.endsWith('.html') && name !== 'read.html'))
      expect(header, name).toBe(`${/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(bytes.toString())?.[1]}; frame-ancestors 'none'`)
    for (const name of ['.htaccess', 'nginx.conf'])
      expect(readFileSync(join(folder, name), 'utf8')).toContain(header)

    await open(page, '')
    await page.evaluate(() => {
      window.refused = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => window.refused?.push(effectiveDirective))
      for (const [name, text] of [['script', 'window.gotIn = true'], ['style', 'h1 { color: red }']] as const) {
        const element = document.createElement(name)
        element.append(text)
        document.head.append(element)
      }
      new Image().src = 'http://192.0.2.1/picture.png'
      fetch('http://192.0.2.1/data.json').catch(() => {})
    })
    await expect.poll(async () => page.evaluate(() => [...new Set(window.refused)].sort())).toEqual(['connect-src', 'img-src', 'require-trusted-types-for', 'style-src-elem'])
    expect(await page.evaluate(() => 'gotIn' in window)).toBe(false)
    await expectProblems(problems, /TrustedScript|Content Security Policy/, /192\.0\.2\.1/)
  })

  test('bears its policy everywhere: slides, clicks, dialogs, dark, presenter, overview', async ({ page }) => {
    const deck = await slides
    await open(page, '')
    await atEveryStep(page, deck.length, async () => {})

    const goto = page.getByRole('search', { name: 'Go to a slide' })
    await page.keyboard.press('g')
    await expect(goto.getByRole('textbox')).toBeFocused()
    await goto.getByRole('textbox').fill(deck[0]?.title ?? '')
    await expect(goto.getByRole('option').first()).toContainText(deck[0]?.title ?? '')
    await page.keyboard.press('Escape')
    await expect(goto.getByRole('textbox')).not.toBeFocused()

    const overview = page.getByRole('dialog', { name: 'All slides' })
    await page.keyboard.press('o')
    await expect(overview.getByRole('button', { name: /^Slide \d+:/ })).toHaveCount(deck.length)
    await page.keyboard.press('Escape')
    await expect(overview).toBeHidden()

    const root = page.locator('html')
    await expect(root).not.toHaveClass(/\bdark\b/)
    await page.keyboard.press('d')
    await expect(root).toHaveClass(/\bdark\b/)
    await page.keyboard.press('d')
    await expect(root).not.toHaveClass(/\bdark\b/)

    expect(await open(page, 'presenter/2')).toMatchObject({ slide: 2 })
    await expect(page.locator(selectors.presenterBar)).toBeVisible()
    await page.goto('overview')
    await expect(page.getByRole('navigation').getByRole('button', { name: /^\d+$/ })).toHaveCount(deck.length)
    await page.goto('notes')
    await expect(page.locator(selectors.app), 'the notes of the first of all slides').toContainText(`1 / ${deck.length}`)
    await page.goto('print?print=true')
    await expect(page.locator(`${selectors.printedSlide} ${selectors.layout}`)).toHaveCount(deck.length)
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
  for (const which of waysOfScripts) {
    test(`the slide stays and says so when a script does not come: ${which}`, async ({ page, problems, site }) => {
      const script = scriptsOfFirstPage(site.folder)[which]
      expect(script).not.toBe('')
      await page.route(`**/${script}`, async route => route.fulfill({ status: 404, contentType: 'text/html', body: 'not found' }))
      await page.goto('')
      await expect(page.locator('#trouble')).toBeVisible()
      await expect(page.locator('h1').first()).toBeVisible()
      await page.locator('#trouble a').last().click()
      await expect(page.locator('main article')).toHaveCount((await slides).length - 1)
      await expectProblems(problems, new RegExp(literally(script)))
    })
  }

  test('a slide that does not come says so, and the others go on', async ({ page, problems, site }) => {
    const deck = await slides
    const { length } = deck
    const { title } = deck[length - 2] ?? { title: '' }
    const others = deck.map(slide => slide.title).filter(other => other !== title)
    const scripts = [...filesIn(site.folder)].filter(([name, bytes]) => extname(name) === '.js' && bytes.includes(title) && !others.some(other => bytes.includes(other)))
    expect(scripts.map(([name]) => name), `the script that has “${title}” and no other slide’s title`).toHaveLength(1)
    const [[script = ''] = []] = scripts
    await page.route(`**/${script}`, async route => route.fulfill({ status: 404, body: 'not found' }))
    await open(page, String(length - 2))
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('#trouble')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.locator(`${selectors.app} [data-slidev-no="${length}"] h1`)).toBeVisible()
    await expectProblems(problems, new RegExp(literally(script)))
  })

  test('an address that is none leads to a page that says so', async ({ page, problems }) => {
    await page.goto('no/such/address')
    await expect(page.getByText('404')).toBeVisible()
    await expectProblems(problems, /\/no\/such\/address was answered with 404$/)
  })

  for (const [state, spoil, complaint] of [
    ['forbidden', () => Object.defineProperty(window, 'localStorage', { configurable: true, get: () => { throw new DOMException('forbidden', 'SecurityError') } }), undefined],
    ['full', () => Object.defineProperty(Storage.prototype, 'setItem', { value: () => { throw new DOMException('full', 'QuotaExceededError') } }), /QuotaExceededError: full/],
  ] as const) {
    test(`the deck goes on when storage is ${state}`, async ({ page, problems }) => {
      await page.addInitScript(spoil)
      await open(page, '')
      expect(await turn(page, 'ArrowDown')).toMatchObject({ slide: 2 })
      await page.keyboard.press('d')
      await expect(page.locator('html')).toHaveClass(/\bdark\b/)
      expect(await open(page, 'presenter/2')).toMatchObject({ slide: 2 })
      await page.close()
      if (complaint)
        await expectProblems(problems, complaint)
    })
  }
})

declare global {
  interface Window {
    shifts: PerformanceEntry[]
    /** Of what was asked for until the deck's first slide was there. */
    asked: string[] | undefined
    /** By the policy: its directives. */
    refused: string[] | undefined
  }
}

/** A text for a pattern that stands for itself. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function escaped(text: string): string {
  return literally(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
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

/** Letters and digits only, since the renderer of a note may change all else. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
