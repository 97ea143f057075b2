/** `npm run shots`: pictures of every slide for people to look at, and the README's picture, from the browser and the fonts that the tests use. */
import type { Buffer } from 'node:buffer'
import type { Page } from 'playwright'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { launchBrowser } from './browser.ts'
import { sharedBuild } from './deck-build.ts'
import { parseOptions } from './options.ts'
import { slidesInRange } from './range.ts'
import { progress, run } from './run.ts'
import { serve } from './serve.ts'

const help = `Writes a picture of every slide, light, dark and grey, and contact sheets into shots/, and the README's picture.

  npm run shots -- [options] [slides.md]

  --range 1,4-6   only these slides, and no contact sheets
  --help          this text`

const looks = ['light', 'dark', 'grey'] as const
const canvas = { width: 980, height: 552 }
/** The README's picture: few enough slides to be read. */
const pictured = 6

run(async () => {
  const { values, entry } = parseOptions(help, { range: { type: 'string' } })
  const root = dirname(entry)
  const folder = join(root, 'shots')
  await mkdir(folder, { recursive: true })
  progress('Building the deck')
  const [{ browser }, { site, deck }] = await Promise.all([launchBrowser(), sharedBuild(entry)])
  const served = await serve(site)
  const numbers = slidesInRange(values.range, deck.slides.length)
  for (const look of looks) {
    const context = await browser.newContext({ viewport: canvas, deviceScaleFactor: 2, colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' })
    const page = await context.newPage()
    const shots: Buffer[] = []
    for (const number of numbers) {
      progress(`Slide ${number}, ${look}`)
      await page.goto(`${served.url}${number}?clicks=99`)
      await page.locator('main.slidev-layout:visible').waitFor()
      await page.evaluate(async () => document.fonts.ready)
      if (look === 'grey')
        await page.addStyleTag({ content: 'html { filter: grayscale(1); }' })
      const shot = await page.screenshot()
      await writeFile(join(folder, `${String(number).padStart(2, '0')}-${look}.png`), shot)
      shots.push(shot)
    }
    if (values.range === undefined) {
      await writeFile(join(folder, `all-${look}.png`), await contactSheet(page, shots, 4))
      if (look === 'light')
        await writeFile(join(root, 'docs', 'deck.png'), await contactSheet(page, shots.filter((_, i) => i % Math.ceil(shots.length / pictured) === 0), 3))
    }
    await context.close()
  }
  await served.close()
  await browser.close()
  console.log(`${numbers.length * looks.length} pictures are in ${folder}`)
})

/** Sets pictures in rows, small enough to be seen at once. */
async function contactSheet(page: Page, shots: readonly Buffer[], columns: number): Promise<Buffer> {
  const sheet = await page.context().newPage()
  await sheet.setViewportSize({ width: columns * 330, height: 200 })
  await sheet.setContent(`<body style="margin: 8px; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 8px; background: #8a8a8a">${
    shots.map(shot => `<img src="data:image/png;base64,${shot.toString('base64')}" style="width: 100%">`).join('')}</body>`, { waitUntil: 'load' })
  const picture = await sheet.screenshot({ fullPage: true })
  await sheet.close()
  return picture
}
