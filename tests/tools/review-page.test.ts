/** The page on which items are read: by keyboard alone, in light and dark, large and with many items; and what it writes. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { evidenceItems, ledgerText, parseLedger } from '../../briefing/review.ts'
import { fingerprint } from '../../briefing/source.ts'
import { blocksOf } from '../../briefing/text.ts'
import { ledgerPath } from '../../deck/proof.ts'
import { serveReview } from '../../scripts/review/server.ts'
import { selectors } from '../../slidev/dom.ts'
import { objections } from '../helpers/axe.ts'
import { test as base, expect, expectProblems } from '../helpers/deck.ts'
import { evidence } from '../second-article/evidence.ts'

interface Review {
  readonly url: string
  /** The ledger as it is. */
  readonly ledger: () => Promise<{ item: string, verdict: string, remark?: string | undefined, by: string }[]>
  readonly root: string
  readonly close: () => Promise<void>
}

const test = base.extend<{ review: Review, slide: number | undefined }>({
  /** Of the item that is on screen first. */
  slide: [undefined, { option: true }],
  review: async ({ site, slide }, use, info) => {
    const root = info.outputPath('deck')
    await mkdir(join(root, 'briefing'), { recursive: true })
    const text = await readFile('tests/second-article/article.txt', 'utf8')
    const leadingBlocks = 1
    const source = { title: null, outlet: null, author: null, date: null, url: null, ...fingerprint(text, { leadingBlocks }) }
    const own = evidenceItems(evidence, (collection, id) => `${collection}.${id}`)
    const items = [...own, ...Array.from({ length: 500 - own.length }, (_, i) => ({ id: `slide:s/note/${i}`, where: `slides.md:${i}`, fields: [{ name: 'note', text: `Sentence ${i}.` }], paragraphs: [1], context: `Sentence ${i}. And the rest of the note.` }))]
    // The first one has been read, but said something else then.
    const changed = items[7]?.id ?? ''
    await writeFile(join(root, ledgerPath), ledgerText([{ item: changed, hash: 'before', beside: [], by: 'Ada', on: '2026-11-01', verdict: 'supported' }]))
    const { url, close } = await serveReview({ root, items: items.map((item, i) => ({ ...item, ...(item.id === changed || i === 0) && slide !== undefined && { slide: slide + Number(i === 0) } })), source, article: blocksOf(text), findings: [{ item: changed, message: 'Is this so?' }], reader: 'Ada', today: '2026-11-24', deck: site.url })
    await use({ url, root, close, ledger: async () => {
      const parsed = parseLedger(await readFile(join(root, ledgerPath), 'utf8'))
      return parsed.kind === 'ledger' ? [...parsed.readings] : []
    } })
    await close()
  },
  baseURL: async ({ review }, use) => use(review.url),
})

test('Everything is done by keyboard, one item at a time, and written at once', async ({ page, review }) => {
  await page.goto('')
  const heading = page.getByRole('heading', { level: 1 })
  const press = async (key: string, saying: RegExp | string): Promise<void> => {
    await page.keyboard.press(key)
    await expect(page.getByRole('status')).toContainText(saying)
    await expect(heading).toBeFocused()
  }
  await expect(page.getByRole('status')).toHaveText('500 of 500 left for Ada.')
  await expect(heading).toBeFocused()
  await expect(page.getByText('changed since it was read')).toBeVisible()
  await expect(page.getByText('Is this so?')).toBeVisible()
  await expect(page.locator('#paragraphs mark').first()).toBeVisible()
  const changed = await heading.textContent() ?? ''

  await press('s', `${changed}: supported. 499 of 500`)
  expect(await review.ledger()).toMatchObject([{ item: changed, verdict: 'supported', by: 'Ada' }])
  const second = await heading.textContent() ?? ''

  await page.keyboard.press('n')
  await expect(page.getByLabel('What is not supported?')).toBeFocused()
  await page.keyboard.press('Enter')
  expect(await review.ledger(), 'without a remark').toHaveLength(1)
  await page.keyboard.type('slun: it says so nowhere')
  await press('Enter', `${second}: not supported. 498`)
  expect(await review.ledger()).toContainEqual(expect.objectContaining({ item: second, verdict: 'unsupported', remark: 'slun: it says so nowhere' }))

  const third = await heading.textContent() ?? ''
  await page.keyboard.press('l')
  await expect(heading).not.toHaveText(third)
  await page.keyboard.press('ArrowLeft')
  await expect(heading).toHaveText(third)
  await press('u', `${second}: undone. 499`)
  await expect(heading).toHaveText(second)
  expect((await review.ledger()).map(({ item }) => item)).toEqual([changed])
  await press('u', `${changed}: undone. 500`)
  expect((await review.ledger()).map(({ item }) => item), 'what stood there before').toEqual([changed])
  await page.keyboard.press('u')
  await expect(page.getByRole('status')).toHaveText('There is nothing to undo.')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe has no objection in ${colorScheme} colours, and nothing is cut off at 200 %`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    // 200 % of a window of 1280 × 1024.
    await page.setViewportSize({ width: 640, height: 512 })
    await page.goto('')
    expect(await objections(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    await page.keyboard.press('n')
    await expect(page.getByLabel('What is not supported?')).toBeFocused()
    expect(await objections(page)).toEqual([])
  })
}

test.describe('An item of a slide', () => {
  test.use({ slide: 5 })

  test('is beside its slide, all clicks done, which takes no keys away', async ({ page, site, problems }) => {
    await page.setViewportSize({ width: 1280, height: 1400 })
    await page.goto('')
    const frame = page.frameLocator('iframe')
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(frame.locator(`${selectors.slide}[data-slidev-no="5"]`).locator(selectors.clickHidden)).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Slide 5' })).toHaveAttribute('href', new RegExp(`^${site.url}5\\?`))
    await page.locator('iframe').click({ position: { x: 50, y: 50 }, force: true })
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME')
    await page.keyboard.press('l')
    // The next slide is another page in the frame, loaded after a key was pressed here.
    await expect(frame.locator(`${selectors.slide}[data-slidev-no="6"]`).getByRole('heading').first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await page.keyboard.press('l')
    await expect(page.locator('iframe')).toBeHidden()
    // The deck goes on loading its other slides until its page is gone.
    await page.goto('about:blank')
    // The test's own address is the review's, and the deck has another one.
    await expectProblems(problems, new RegExp(`would leave this machine: ${site.url}`))
  })
})

test('Nobody else gets the article: not another host’s page, not without the address', async ({ review, request }) => {
  const { origin, port, pathname } = new URL(review.url)
  const statusOf = async (url: string, headers: Record<string, string> = {}): Promise<number> => (await request.get(url, { headers })).status()
  expect(await statusOf(review.url)).toBe(200)
  expect((await request.get(review.url)).headers()['cache-control']).toBe('no-store')
  expect(await statusOf(`${origin}/`)).toBe(404)
  expect(await statusOf(review.url, { host: `elsewhere.example:${port}` })).toBe(403)
  expect(await statusOf(review.url, { origin: 'http://elsewhere.example' })).toBe(403)
  expect((await request.post(`${origin}${pathname}verdict`, { data: { item: 'all', verdict: 'supported' } })).status()).toBe(400)
  expect((await request.post(`${origin}${pathname}verdict`, { data: { item: 'speakers.author', verdict: 'unsupported' } })).status(), 'without a remark').toBe(400)
})

test('A damaged ledger is said on the page and stays as it is; so is the end of the review', async ({ page, review, problems }) => {
  await page.goto('')
  const heading = await page.getByRole('heading', { level: 1 }).textContent()
  const path = join(review.root, ledgerPath)
  const damaged = (await readFile(path, 'utf8')).replace('"by"', '"bye"')
  await writeFile(path, damaged)
  await page.keyboard.press('s')
  await expect(page.getByRole('status')).toContainText(`${ledgerPath}:2: is damaged`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading ?? '')
  expect(await readFile(path, 'utf8')).toBe(damaged)
  await review.close()
  await page.keyboard.press('s')
  await expect(page.getByRole('status')).toContainText('The review has ended')
  await expectProblems(problems, /500/, /verdict/)
})
