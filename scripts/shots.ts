/** `npm run shots`: pictures of every slide, for people to look at, and from them the README's picture. */
import type { Buffer } from 'node:buffer'
import type { Page } from 'playwright'
import type { Deck } from './build/deck.ts'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { evidence } from '../briefing/evidence.ts'
import { readSlides } from '../deck/slides.ts'
import { launchBrowser } from './browser/launch.ts'
import { serve } from './browser/serve.ts'
import { sharedBuild } from './build/cache.ts'
import { oneOf, slidesFile } from './cli/options.ts'
import { slidesInRange } from './cli/range.ts'
import { progress, run } from './cli/run.ts'
import { commit, stage } from './cli/staging.ts'

const help = `Makes pictures of the slides in shots/: every slide in every scheme, and contact sheets of each. Of the whole deck it also makes
docs/deck.png, the README's picture.

  npm run shots -- [slides.md] [options]

  --range <1,3-5>       only these slides
  --scheme <light,…>    only these of light, dark and grey
  --with-clicks         one picture for each click
  --output <folder>     in place of shots/
  --help                this text`

const schemes = ['light', 'dark', 'grey'] as const
type Scheme = typeof schemes[number]

/** A slide's picture. */
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
    // Pictures of slides that are gone; in another folder, other things may stand.
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
    const path = join(dirname(entry), 'docs', 'deck.png')
    const staged = stage(path)
    writeFileSync(staged, await grid(sheet, readme, deck, { columns: 3, gap: 8, ground: '#c9c5b9', numbered: false }))
    commit(staged, path)
    console.log('docs/deck.png is as the deck is now.')
  }
  finally {
    await browser.close()
    await close()
  }
})

/** Opens a slide at one of its steps, or with everything shown, and gives how many steps it has. */
async function open(page: Page, url: string, slide: number, step: number | 'last'): Promise<number> {
  await page.goto(`${url}${slide}?clicks=${step === 'last' ? 999 : step}`)
  await page.locator(`#slideshow > .slidev-page-${slide} .slidev-layout`).waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => document.fonts.ready.then(() => {}))
  return page.locator(`.slidev-page-${slide}`).evaluate(element => Math.max(0, ...Array.from(element.querySelectorAll<HTMLElement>('[data-slidev-clicks-start]'), ({ dataset }) => Number(dataset.slidevClicksStart))))
}

async function picture(page: Page, scheme: Scheme): Promise<Buffer> {
  await page.emulateMedia({ colorScheme: scheme === 'dark' ? 'dark' : 'light' })
  await page.evaluate((filter) => {
    document.documentElement.style.filter = filter
  }, scheme === 'grey' ? 'grayscale(1)' : '')
  return page.screenshot()
}

/** Pictures beside and below each other. */
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

/** Slides that show something no slide before them has shown; nine of them say what there is to see. */
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
