/** What a PDF says to readers who do not see it, on slides that have one of everything. */
import type { Browser, Page } from 'playwright/test'
import type { Deck } from '../../scripts/build/deck.ts'
import type { Pdf } from './pdf.ts'
import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'
import { addNotes } from '../../scripts/print/handout.ts'
import { printHandout, printSlides } from '../../scripts/print/outputs.ts'
import { test as base, expect } from '../helpers/deck.ts'
import { pdfUaProblems } from './pdf-ua.ts'
import { dictIn, labelsOf, listIn, readingOf, readPdf, tagsIn } from './pdf.ts'
import { spokenText } from './spoken.ts'

const style = `
  @page { size: 980px 552px; margin: 0 }
  body { margin: 0; font: 14px/18px sans-serif }
  h1, p, ol, ul, figure { margin: 0 }
  .print-slide-container { position: relative; width: 980px; height: 552px; overflow: hidden; background: #eee }
  q { quotes: none }
  .own { list-style: none }
  .narrow { width: 150px; overflow-wrap: anywhere }
  .mark { text-decoration: underline }
  footer { position: absolute; bottom: 10px; left: 40px }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }`

const place = 'slides.md:1'
const deck: Deck = {
  title: 'Tests',
  language: 'en-GB',
  keywords: [],
  width: 980,
  height: 552,
  fileName: 'tests',
  slides: [{ place }, { place }, { place }, { place, alias: 'said', note: 'What I say of ¶2.' }, { place }],
}
const date = new Date('2020-02-29T12:34:56Z')

async function printed(browser: Browser, print: (page: Page) => Promise<Uint8Array>): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 980, height: 552 } })
  await page.setContent(`<!doctype html><html lang="en-GB"><title>Tests</title><style>${style}</style><body>${await readFile('tests/pdf/spoken.html', 'utf8')}`)
  const bytes = await print(page)
  await page.close()
  return bytes
}

const test = base.extend<object, { bytes: Uint8Array, pdf: Pdf }>({
  bytes: [async ({ browser }, use) => use(await printed(browser, async page => printSlides(page, deck, date))), { scope: 'worker' }],
  pdf: [async ({ bytes }, use) => use(await readPdf(bytes)), { scope: 'worker' }],
})

test('Every page says what is written in spoken.txt', ({ pdf }) => {
  expect(spokenText(pdf)).toMatchSnapshot(['pdf', 'spoken.txt'])
})

test('What is said keeps to PDF/UA-1', async ({ bytes }) => {
  expect(await pdfUaProblems(bytes)).toEqual([])
})

test('A handout says where the notes begin, in the language of the deck', async ({ browser }) => {
  const handout = async (language: string): Promise<string> => {
    const own = { ...deck, language }
    return spokenText(await readPdf(await printed(browser, async (page) => {
      await addNotes(page, own, 'a4')
      return printHandout(page, own, date)
    })))
  }
  expect(await handout('en')).toContain('[heading 2] Presenter’s notes\nWhat I say of paragraph 2.\n')
  expect(await handout('de')).toContain('\nWhat I say of ¶2.\n')
})

test('A page is as large as what is painted on it', ({ pdf }) => {
  expect(pdf.pages.map(({ width, height }) => [width, height])).toEqual([[735, 414], [735, 414]])
})

test('A viewer calls the pages as they call themselves', ({ pdf }) => {
  expect(labelsOf(pdf)).toEqual(['4', 'A1'])
})

test('Links from outside find slides by number and alias, and what links inside lead to', ({ pdf }) => {
  const names = dictIn(dictIn(pdf.objects.catalog, 'Names'), 'Dests')?.lookup(PDFName.of('Names'), PDFArray)
  const found = Array.from({ length: (names?.size() ?? 0) / 2 }, (_, i) => [
    names?.lookup(2 * i)?.toString(),
    pdf.objects.getPages().findIndex(({ ref }) => ref === names?.lookup(2 * i + 1, PDFArray).get(0)) + 1,
  ])
  expect(found).toEqual([['(row-2)', 2], ['(said)', 1], ['(slide-4)', 1], ['(slide-5)', 2]])
})

test('The mark of a paragraph leads to its row, and says so', ({ pdf }) => {
  const link = pdf.links.find(({ page }) => page === 1)
  expect(link?.description).toBe('Paragraph 2: Where it went')
  const action = link && dictIn(pdf.objects.context.lookup(link.ref, PDFDict), 'A')
  const row = [...tagsIn(pdf.root)].find(tag => tag.type === 'TR' && readingOf(tag).startsWith('2'))
  const [element] = listIn(action, 'SD')
  expect(element && pdf.objects.context.lookup(element)).toBe(row?.dict)
  // Three rows of a table below the heading, on a page of 414 points.
  const top = listIn(action, 'D')[3]
  expect(top instanceof PDFNumber && top.asNumber() > 300 && top.asNumber() < 370, String(top)).toBe(true)
})

test('The foot is an artifact of pagination, with links that nobody needs twice; an ornament is an artifact', ({ pdf }) => {
  const content = pdf.objects.getPage(0).node.Contents()
  const stream = content instanceof PDFRawStream ? inflateSync(content.contents).toString('latin1') : ''
  expect(stream.match(/\/Artifact<<\/Type\/Pagination\/Subtype\/Footer>>BDC/g)).not.toBeNull()
  expect(stream.match(/\/Pagination\/Subtype\/Header/g)).toBeNull()
  expect(pdf.pages[0]?.painted.filter(({ marks, what }) => what === 'text' && marks.includes('Artifact')).map(({ text }) => text.trim()).filter(text => text !== '')).toEqual(['★', '¶2', '4 of 5'])
  expect(pdf.links.filter(({ page }) => page === 1).map(({ target }) => target)).toEqual([2, 'https://example.org/'])
})

test('What only readers get is text without colour, which nobody sees', ({ pdf }) => {
  const invisible = pdf.objects.context.enumerateIndirectObjects().filter(([, object]) => object instanceof PDFDict && object.lookup(PDFName.of('ca'))?.toString() === '0')
  expect(invisible).toHaveLength(1)
})
