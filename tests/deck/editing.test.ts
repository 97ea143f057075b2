/** While somebody writes the deck: what is saved shows in the page that is open, in the development server. */
import type { Statement } from '../../briefing/model.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { expect, test } from '../helpers/deck.ts'
import { open, turn } from '../helpers/steps.ts'

const slides = readSlides(resolve('slides.md'), evidence)

/** Puts `to` in the place of `from`, which stands in a file exactly once. */
async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text.split(from), `“${from}” stands once in ${path}`).toHaveLength(2)
  await writeFile(path, text.replace(from, () => to))
}

test.describe('What is saved shows in the open page by itself', () => {
  test('when it is a slide’s', async ({ page, site }) => {
    const { number, title, file } = (await slides).at(-1) ?? { number: 1, title: '', file: '' }
    await open(page, String(number))
    const heading = page.locator(`${selectors.slideshow} .slidev-page-${number} h1`)
    await expect(heading).toHaveText(title)
    await replaceIn(join(site.folder, file), `# ${title}\n`, '# Another title\n')
    await expect(heading).toHaveText('Another title')
    await replaceIn(join(site.folder, file), '# Another title\n', `# ${title}\n`)
    await expect(heading).toHaveText(title)
  })

  test('when it no longer fits the slide: a bar says so, until it fits again', async ({ page, site }) => {
    const { number, title, file } = (await slides).at(-1) ?? { number: 1, title: '', file: '' }
    await open(page, String(number))
    // Not the canvas's size, so that the slide is scaled.
    await page.setViewportSize({ width: 1470, height: 828 })
    const bar = page.locator('.fit-bar')
    const longer = `# ${title}\n\n${'One more.\n\n'.repeat(30)}`
    await replaceIn(join(site.folder, file), `# ${title}\n`, longer)
    await expect(bar).toHaveText(/^<.+ “.+” (?:runs|reaches) \d+ px .+ And \d+ more\.$/)
    await replaceIn(join(site.folder, file), longer, `# ${title}\n`)
    await expect(bar).toHaveCount(0)
  })

  test('when it is of the evidence', async ({ page, site }) => {
    const path = join(site.folder, 'briefing', 'evidence.ts')
    const source = await readFile(path, 'utf8')
    const texts = Object.values<Statement>(evidence.statements).map(({ text }) => text).filter(text => source.split(text).length === 2)
    const slide = page.locator(selectors.slideshow)
    const textShown = async (): Promise<string | undefined> => {
      const content = await slide.textContent() ?? ''
      return texts.find(text => content.includes(text))
    }
    await open(page, '1')
    let shown = await textShown()
    while (shown === undefined) {
      await turn(page, 'ArrowDown')
      shown = await textShown()
    }
    await replaceIn(path, shown, `${shown}, as edited`)
    await expect(slide).toContainText(`${shown}, as edited`)
    await replaceIn(path, `${shown}, as edited`, shown)
    await expect(slide).not.toContainText('as edited')
  })
})
