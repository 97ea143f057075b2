import type { Browser, Page } from 'playwright/test'
import type { Quotation, Statement } from '../../briefing/model.ts'
import type { Deck } from '../../scripts/build/deck.ts'
import type { Pdf, Tag } from './pdf.ts'
import { Buffer } from 'node:buffer'
import { join, resolve } from 'node:path'
import { PDFArray, PDFString } from '@cantoo/pdf-lib'
import { evidence } from '../../briefing/evidence.ts'
import { sourcingInWords } from '../../briefing/model.ts'
import { readSlides } from '../../deck/slides.ts'
import { buildDeck, sharedBuild } from '../../scripts/build/cache.ts'
import { addNotes } from '../../scripts/print/handout.ts'
import { printHandout, printSlides } from '../../scripts/print/outputs.ts'
import { withPrintPage } from '../../scripts/print/page.ts'
import { test as base, expect } from '../helpers/deck.ts'
import { buildsUp } from '../helpers/traits.ts'
import { archiveProblems } from './pdf-a.ts'
import { pdfUaProblems } from './pdf-ua.ts'
import { attributeOf, pageOf, readingOf, readPdf, tagsIn, textIn } from './pdf.ts'
import { spokenText } from './spoken.ts'

/** What one slide shows, by its elements on the print page. */
interface ShownSlide {
  readonly headings: readonly string[]
  /** Every text that is read out, in order. */
  readonly texts: readonly string[]
  readonly quotations: readonly string[]
  /** By table, row and cell. */
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly items: number
  /** `target` is a slide's number or an address. */
  readonly links: readonly { readonly text: string, readonly target: number | string }[]
  readonly pictures: readonly string[]
}

interface DeckPrint {
  readonly deck: Deck
  readonly slides: readonly ShownSlide[]
  readonly bytes: Uint8Array
  readonly pdf: Pdf
}

const date = new Date('2020-02-29T12:34:56Z')

const test = base.extend<object, { print: DeckPrint }>({
  print: [async ({ browser }, use) => {
    const { site, deck } = await sharedBuild('slides.md')
    const [slides, bytes] = await withPrintPage(browser, { site, deck, slides: deck.slides.map((_, index) => index + 1) }, async page =>
      [await page.locator('.print-slide-container').evaluateAll(showSlides), await printSlides(page, deck, date)] as const)
    await use({ deck, slides, bytes, pdf: await readPdf(bytes) })
  }, { scope: 'worker', timeout: 120_000 }],
})

/** Runs in the page. */
function showSlides(containers: Element[]): ShownSlide[] {
  const clean = (text: string): string => text.replace(/\s+/g, ' ').trim()
  // What is outside of a slide's layout is the same on every slide, and not read.
  const isRead = (element: Element): boolean => element.closest('.slidev-layout') !== null && element.closest('[aria-hidden=true]') === null
    && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const readIn = (element: Element): string[] => {
    const texts: string[] = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      const text = clean(walker.currentNode.textContent ?? '')
      if (text !== '' && parent && isRead(parent) && parent.closest('svg[role=img], style, script') === null)
        texts.push(text)
    }
    return texts
  }
  return containers.map((container) => {
    const all = (selector: string): Element[] => [...container.querySelectorAll(selector)].filter(isRead)
    return {
      headings: all('h1, h2, h3, h4, h5, h6').map(heading => readIn(heading).join(' ')),
      texts: readIn(container),
      quotations: all('blockquote').map(quotation => readIn(quotation).join(' ')),
      tables: all('table').map(table => Array.from(table.querySelectorAll('tr'), row => Array.from(row.querySelectorAll('th, td'), cell => readIn(cell).join(' ')))),
      items: all('li').length,
      links: all('a[href]').map((link) => {
        const href = link.getAttribute('href') ?? ''
        return { text: readIn(link).join(' '), target: href.startsWith('#') ? Number(href.slice(1).split('-')[0]) : href }
      }),
      pictures: all('img:not([alt=""]), [role=img]').map(picture => picture.getAttribute('aria-label') ?? picture.getAttribute('alt') ?? ''),
    }
  })
}

/** Text without white space, which a PDF does not have where a line ends, and in one case, which a style sheet may change. */
function bare(text: string): string {
  return text.replaceAll(/[\s\u00AD]+/g, '').toLowerCase()
}

test.describe('The PDF of the deck', () => {
  test('has one page a slide, of the size of the canvas, and few bytes', ({ print: { deck, slides, bytes, pdf } }) => {
    expect(bytes.length / deck.slides.length, 'all that a page takes: drawn letters, for one, would be more').toBeLessThan(8000)
    expect(slides).toHaveLength(deck.slides.length)
    expect(pdf.pages).toHaveLength(deck.slides.length)
    // 96 px and 72 points to the inch; the browser rounds to its own pixels.
    for (const { width, height } of pdf.pages) {
      expect(Math.abs(width - deck.width * 0.75)).toBeLessThan(0.5)
      expect(Math.abs(height - deck.height * 0.75)).toBeLessThan(0.5)
    }
  })

  test('meets every condition of PDF/UA-1 that a machine can check', async ({ print: { bytes } }) => {
    expect(await pdfUaProblems(bytes)).toEqual([])
  })

  test('is the same, byte for byte, from the smaller build that an export makes after an edit', async ({ browser, print }) => {
    const site = join(test.info().outputPath('build'), 'site')
    const deck = await buildDeck({ entry: 'slides.md', outDir: site, notes: true, printOnly: true })
    const bytes = await withPrintPage(browser, { site, deck, slides: deck.slides.map((_, index) => index + 1) }, async page => printSlides(page, deck, date))
    expect(Buffer.compare(bytes, print.bytes), 'difference').toBe(0)
  })

  test('lists every slide in its outline, by its heading, and leads to it', ({ print: { slides, pdf } }) => {
    expect(pdf.outline.map(({ title, page }) => ({ title: bare(title), page }))).toEqual(slides.map(({ headings }, index) => ({ title: bare(headings[0] ?? ''), page: index + 1 })))
  })

  test('says of itself what the deck’s front matter says', ({ print: { deck, pdf } }) => {
    expect(pdf.information).toMatchObject({ Title: deck.title, Subject: deck.subject ?? '', Keywords: deck.keywords.join(', '), CreationDate: 'D:20200229123456Z', ModDate: 'D:20200229123456Z' })
    expect(pdf.information.Author).toBe(deck.author)
    expect(textIn(pdf.objects.catalog, 'Lang')).toBe(deck.language)
    const xmp = pdf.xmp.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    for (const fact of [deck.title, deck.subject ?? '', ...deck.keywords, `<rdf:li>${deck.language}</rdf:li>`, '<xmp:ModifyDate>2020-02-29T12:34:56Z</xmp:ModifyDate>'])
      expect(xmp).toContain(fact)
    expect(xmp.includes('dc:creator')).toBe(deck.author !== undefined)
  })

  test('carries its fonts, and what their characters are', ({ print: { pdf } }) => {
    expect(pdf.fonts.length).toBeGreaterThan(0)
    expect(pdf.fonts.filter(font => !font.isEmbedded || !font.hasUnicode)).toEqual([])
  })

  test('pauses between a speaker and how well that is sourced, where it is read aloud', ({ print: { pdf } }) => {
    const text = spokenText(pdf)
    for (const of of [...Object.values<Statement>(evidence.statements), ...Object.values<Quotation>(evidence.quotations)]) {
      for (const before of [of.speaker.name, of.speaker.side].filter(name => name !== undefined))
        expect(text).not.toContain(`${before} ${sourcingInWords(of)}`)
    }
  })

  test('has every quotation word for word, on a slide that the sources put it on', async ({ print: { pdf } }) => {
    const sources = await readSlides(resolve('slides.md'), evidence)
    for (const { id, exact } of Object.values<Quotation>(evidence.quotations)) {
      const texts = sources.filter(({ rests }) => rests.quotations.includes(id)).map(({ number }) => pageText(pdf, number))
      expect(texts.some(text => text.includes(bare(exact))), id).toBe(true)
    }
  })
})

test.describe('Each slide’s page', () => {
  const bySlide = (name: string, check: (slide: ShownSlide, tags: readonly Tag[], page: number, pdf: Pdf) => void): void => {
    test(name, ({ print: { slides, pdf } }) => {
      const sections = pdf.root?.kids.filter(kid => kid.kind === 'tag') ?? []
      slides.forEach((slide, index) => {
        const page = index + 1
        check(slide, sections.filter(section => pageOf(section) === page).flatMap(section => [...tagsIn(section)]), page, pdf)
      })
    })
  }

  bySlide('has the slide’s headings, from level 1', ({ headings }, tags, page) => {
    const tagged = tags.filter(({ type }) => /^H\d$/.test(type))
    expect(tagged.map(tag => bare(readingOf(tag))), `slide ${page}`).toEqual(headings.map(bare))
    expect(tagged[0]?.type, `slide ${page}`).toBe('H1')
  })

  bySlide('has the slide’s text in reading order, and says all of it', ({ texts }, _, page, pdf) => {
    const text = pageText(pdf, page)
    let from = 0
    for (const part of texts) {
      const at = text.indexOf(bare(part), from)
      expect(at, `slide ${page}: “${part}” after “${text.slice(Math.max(from - 30, 0), from)}”`).toBeGreaterThanOrEqual(0)
      from = at + bare(part).length
    }
  })

  bySlide('has the slide’s quotations as quotations', ({ quotations }, tags, page) => {
    expect(tags.filter(({ type }) => type === 'BlockQuote').map(tag => bare(readingOf(tag)).replaceAll(/[“”]/g, '')), `slide ${page}`)
      .toEqual(quotations.map(text => bare(text).replaceAll(/[“”]/g, '')))
  })

  bySlide('has the slide’s tables, row by row and cell by cell', ({ tables }, tags, page) => {
    const tagged = tags.filter(({ type }) => type === 'Table')
    const rowsOf = (table: Tag): Tag[] => [...tagsIn(table)].filter(({ type }) => type === 'TR')
    expect(tagged.map(table => rowsOf(table).map(row => row.kids.map(cell => cell.kind === 'tag' ? bare(readingOf(cell)) : ''))), `slide ${page}`)
      .toEqual(tables.map(rows => rows.map(cells => cells.map(bare))))
    for (const [index, table] of tagged.entries()) {
      const headers = new Map([...tagsIn(table)].filter(({ type }) => type === 'TH').map(tag => [textIn(tag.dict, 'ID'), tag]))
      rowsOf(table).forEach((row, y) => row.kids.forEach((cell, x) => {
        const named = cell.kind === 'tag' ? attributeOf(cell, 'Headers') : undefined
        for (const id of named instanceof PDFArray ? named.asArray() : []) {
          const header = headers.get(id instanceof PDFString ? id.decodeText() : '')
          const isColumn = header && attributeOf(header, 'Scope')?.toString() === '/Column'
          expect(header && bare(readingOf(header)), `slide ${page}, row ${y + 1}, cell ${x + 1}`).toBe(bare(tables[index]?.[isColumn === true ? 0 : y]?.[isColumn === true ? x : 0] ?? '?'))
        }
      }))
    }
  })

  bySlide('has the slide’s list items', ({ items }, tags, page) => {
    expect(tags.filter(({ type }) => type === 'LI'), `slide ${page}`).toHaveLength(items)
  })

  bySlide('has the slide’s links, which say and lead where they go', ({ links }, tags, page, pdf) => {
    const tagged = tags.filter(({ type }) => type === 'Link')
    expect(tagged.map(tag => ({ text: bare(readingOf(tag)), target: tag.kids.find(kid => kid.kind === 'link')?.target })), `slide ${page}`)
      .toEqual(links.map(({ text, target }) => ({ text: bare(text), target })))
    for (const link of tagged.flatMap(tag => tag.kids.filter(kid => kid.kind === 'link')))
      expect(link.description, `slide ${page}`).toContain(typeof link.target === 'number' ? pdf.outline[link.target - 1]?.title : link.target)
  })

  bySlide('has the slide’s pictures, with what they show in words', ({ pictures }, tags, page) => {
    expect(tags.filter(({ type }) => type === 'Figure').map(({ alt }) => alt), `slide ${page}`).toEqual(pictures)
  })
})

test.describe('Every kind of export meets every condition of PDF/UA-1', () => {
  test('in the dark colours, and for an archive those of PDF/A-3a too', async ({ browser }) => {
    const bytes = await printDeck(browser, { dark: true }, async (page, deck) => printSlides(page, deck, date, true))
    expect(await pdfUaProblems(bytes)).toEqual([])
    expect(await archiveProblems(bytes)).toEqual([])
  })

  test('with a page for every click and one outline entry a slide', async ({ browser, print }) => {
    const bytes = await printDeck(browser, { withClicks: true })
    expect(await pdfUaProblems(bytes)).toEqual([])
    const { outline, pages } = await readPdf(bytes)
    expect(pages.length > print.pdf.pages.length, 'whether there are more pages').toBe(buildsUp(await readSlides(resolve('slides.md'), evidence)))
    expect(outline.map(({ title }) => title)).toEqual(print.pdf.outline.map(({ title }) => title))
  })

  test('as a handout, whose outline has every slide', async ({ browser, print }) => {
    const bytes = await printDeck(browser, {}, async (page, deck) => {
      await addNotes(page, deck, 'a4')
      return printHandout(page, deck, date)
    })
    expect(await pdfUaProblems(bytes)).toEqual([])
    expect((await readPdf(bytes)).outline.map(({ title }) => title)).toEqual(print.pdf.outline.map(({ title }) => title))
  })
})

async function printDeck(browser: Browser, options: { dark?: boolean, withClicks?: boolean }, print = async (page: Page, deck: Deck): Promise<Uint8Array> => printSlides(page, deck, date)): Promise<Uint8Array> {
  const { site, deck } = await sharedBuild('slides.md')
  return withPrintPage(browser, { site, deck, slides: deck.slides.map((_, index) => index + 1), ...options }, async page => print(page, deck))
}

/** A page's text as its elements are read, bare. */
function pageText(pdf: Pdf, page: number): string {
  const marks = (tag: Tag): string[] => tag.kids.flatMap(kid => kid.kind === 'tag' ? marks(kid) : kid.kind === 'mark' && kid.page === page ? [kid.text] : [])
  return bare(pdf.root ? marks(pdf.root).join('') : '')
}
