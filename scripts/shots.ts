/** `npm run shots`: makes pictures of every slide for people to look at, and from them the picture in the README. */
import type { Buffer } from 'node:buffer'
import type { Page } from 'playwright'
import type { Deck } from './build/deck.ts'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { evidence } from '../briefing/evidence.ts'
import { everyClick } from '../components/parts/every-click.ts'
import { readSlides } from '../deck/slides.ts'
import { selectors } from '../slidev/dom.ts'
import { launchBrowser } from './browser/launch.ts'
import { serve } from './browser/serve.ts'
import { sharedBuild } from './build/cache.ts'
import { oneOf, slidesFile } from './cli/options.ts'
import { openFile } from './cli/output.ts'
import { slidesInRange } from './cli/range.ts'
import { progress, run } from './cli/run.ts'

const help = `Makes pictures of the slides in shots/: every slide in every scheme, and a contact sheet for each scheme. If it makes pictures of
all slides, it also makes docs/deck.png, the picture in the README.

  npm run shots -- [slides.md] [options]

  --range <1,3-5>       only these slides
  --scheme <light,…>    only these schemes: light, dark, grey
  --with-clicks         a picture of each step of a slide, not only of the last one
  --output <folder>     where to put the pictures; without it, shots/
  --help                this text`

const schemes = ['light', 'dark', 'grey'] as const
type Scheme = typeof schemes[number]

interface Shot {
  readonly slide: number
  readonly step: number
  readonly scheme: Scheme
  readonly png: Buffer
}

run({
  help,
  options: {
    'range': { type: 'string' },
    'scheme': { type: 'string' },
    'with-clicks': { type: 'boolean' },
    'output': { type: 'string' },
  },
}, async ({ values, words, environment }) => {
  const entry = slidesFile(words)
  const wanted = values.scheme?.split(',').map(name => oneOf('--scheme', name.trim(), schemes)) ?? schemes
  const { site, deck } = await sharedBuild(entry, { environment, onBuild: () => progress('Building the briefing') })
  const numbers = slidesInRange(values.range, deck.slides.length)
  const { url, close } = await serve(site)
  const { browser, description } = await launchBrowser()
  progress(description)
  try {
    const page = await browser.newPage({ viewport: { width: deck.width, height: deck.height }, deviceScaleFactor: 1.5, reducedMotion: 'reduce' })
    const shots: Shot[] = []
    for (const slide of numbers) {
      progress(`Slide ${slide} of ${deck.slides.length}`)
      const last = await open(page, url, slide, 'last')
      for (let step = values['with-clicks'] === true ? 0 : last; step <= last; step++) {
        if (step < last || values['with-clicks'] === true)
          await open(page, url, slide, step)
        for (const scheme of wanted)
          shots.push({ slide, step, scheme, png: await picture(page, scheme) })
      }
    }

    const folder = values.output ?? join(dirname(entry), 'shots')
    // It may hold pictures of slides that no longer exist. In another folder, other files must stay.
    if (values.output === undefined)
      rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const { slide, step, scheme, png } of shots)
      writeFileSync(join(folder, `${String(slide).padStart(2, '0')}${values['with-clicks'] === true ? `-${step}` : ''}-${scheme}.png`), png)
    const sheet = await browser.newPage({ viewport: { width: 1960, height: 100 } })
    for (const scheme of wanted) {
      const ofScheme = shots.filter(shot => shot.scheme === scheme)
      writeFileSync(join(folder, `contact-${scheme}.png`), await grid(sheet, ofScheme, deck, { columns: 4, gap: 12, ground: '#808080', numbered: true }))
    }
    console.log(`${shots.length} pictures and ${wanted.length} contact sheets are in ${folder}.`)

    if (numbers.length < deck.slides.length || !wanted.includes('light'))
      return
    const telling = await tellingSlides(entry)
    const whole = new Map(shots.filter(({ scheme }) => scheme === 'light').map(shot => [shot.slide, shot]))
    const readme = telling.flatMap(slide => whole.get(slide) ?? [])
    await sheet.setViewportSize({ width: 1440, height: 100 })
    const write = await openFile(join(dirname(entry), 'docs', 'deck.png'))
    await write(await grid(sheet, readme, deck, { columns: 3, gap: 8, ground: '#c9c5b9', numbered: false }))
    console.log('docs/deck.png shows the deck as it is now.')
  }
  finally {
    await browser.close()
    await close()
  }
})

/** Opens a slide at one of its steps or at its last one, and returns how many steps it has. */
async function open(page: Page, url: string, slide: number, step: number | 'last'): Promise<number> {
  await page.goto(`${url}${slide}?clicks=${step === 'last' ? everyClick : step}`)
  const shown = page.locator(`${selectors.slideshow} > ${selectors.slide}[data-slidev-no="${slide}"]`)
  await shown.locator(selectors.layout).waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => document.fonts.ready.then(() => {}))
  return shown.evaluate(
    (element, clickTarget) => Math.max(0, ...Array.from(element.querySelectorAll<HTMLElement>(clickTarget), ({ dataset }) => Number(dataset.slidevClicksStart))),
    selectors.clickTarget,
  )
}

async function picture(page: Page, scheme: Scheme): Promise<Buffer> {
  await page.emulateMedia({ colorScheme: scheme === 'dark' ? 'dark' : 'light' })
  await page.evaluate((filter) => {
    document.documentElement.style.filter = filter
  }, scheme === 'grey' ? 'grayscale(1)' : '')
  return page.screenshot()
}

async function grid(page: Page, shots: readonly Shot[], { width, height }: Deck, { columns, gap, ground, numbered }: { columns: number, gap: number, ground: string, numbered: boolean }): Promise<Buffer> {
  await page.setContent(`<!doctype html>
    <style>
      body { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: ${gap}px; margin: 0; padding: ${gap}px; background: ${ground}; font: 14px sans-serif }
      figure { margin: 0 }
      img { display: block; width: 100%; aspect-ratio: ${width} / ${height} }
    </style>
    ${shots.map(({ slide, step, png }) => `<figure><img src="data:image/png;base64,${png.toString('base64')}">${numbered ? `${slide}.${step}` : ''}</figure>`).join('')}`)
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete))
  return page.screenshot({ fullPage: true })
}

/** Returns the numbers of the first nine slides that show a component for the first time. */
async function tellingSlides(entry: string): Promise<number[]> {
  const seen = new Set<string>()
  const telling = (await readSlides(entry, evidence)).filter(({ tags }) => {
    const components = tags.map(({ name }) => name).filter(name => name !== name.toLowerCase())
    const isNew = components.some(name => !seen.has(name))
    components.forEach(name => seen.add(name))
    return isNew
  })
  return telling.slice(0, 9).map(({ number }) => number)
}
