import type { Browser } from 'playwright/test'
import type { Deck } from '../../scripts/build/deck.ts'
import type { FinishOptions } from '../../scripts/pdf/finish.ts'
import type { Tag } from './pdf.ts'
import { Buffer } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFBool, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { finishPdf } from '../../scripts/pdf/finish.ts'
import { printHandout, printSlides } from '../../scripts/print/outputs.ts'
import { test as base, expect } from '../helpers/deck.ts'
import { archiveProblems } from './pdf-a.ts'
import { pdfUaProblems } from './pdf-ua.ts'
import { attributeOf, dictIn, nameIn, readingOf, readPdf, tagsIn, textIn } from './pdf.ts'

/** A page of what decks are made of, in ways that a browser prints with gaps. */
const sampleHtml = `
  <h1>Tests</h1>
  <p>A paragraph with <strong>strong</strong>, <em>emphasised</em> and <code>coded</code> words, and <a href="#second">a link inside</a> the document.</p>
  <figure><blockquote>Words of somebody.</blockquote><figcaption>Somebody</figcaption></figure>
  <div>Text in a box, <span lang="fr">en français</span>.</div>
  <p lang="de">Ein Absatz.</p>
  <aside>Beside the point.</aside>
  <ul><li>One</li><li><a href="https://example.org/">Two</a><ol><li>Two and a half</li></ol></li></ul>
  <table><caption>A table</caption>
    <tr><th></th><th scope="col">First</th><th scope="col">Second</th></tr>
    <tr><th scope="row">Row</th><td></td><td>Cell</td></tr>
    <tr><th scope="row">Other row</th><td>Cell</td><td></td></tr>
  </table>
  <svg role="img" aria-label="A circle" width="40" height="40"><circle cx="20" cy="20" r="15" fill="green"/><text x="5" y="20">In it</text></svg>
  <p><span aria-hidden="true">★</span> Beside an ornament</p>
  <div style="opacity: .5; background: linear-gradient(red, blue)"><p>Half</p><p>seen</p></div>
  <section id="second" style="break-before: page"><h1>More tests</h1><h3>A level is left out</h3><button>A button</button></section>`

const options: FinishOptions = { title: 'Tests & more', language: 'en', date: new Date('2020-02-29T12:34:56Z'), slides: [1, 2], keywords: [] }

async function printHtml(browser: Browser, body: string): Promise<Uint8Array> {
  const page = await browser.newPage()
  await page.setContent(`<!doctype html><html lang="en"><title>Tests</title><style>@page { size: 980px 1100px }</style><body>${body}`)
  const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
  await page.close()
  return printed
}

const test = base.extend<object, { sample: Uint8Array }>({
  /** The page, finished. */
  sample: [async ({ browser }, use) => use(await finishPdf(await printHtml(browser, sampleHtml), options)), { scope: 'worker' }],
})

test.describe('A print', () => {
  test('of everything that decks are made of becomes PDF/UA-1', async ({ sample }) => {
    expect(await pdfUaProblems(sample)).toEqual([])
  })

  test('has its structure without the browser’s wrappers', async ({ sample }) => {
    const outlineOf = (tag: Tag): string => {
      const kids = tag.kids.flatMap(kid => kid.kind === 'tag' ? [outlineOf(kid)] : [])
      return kids.length === 0 ? `${tag.type} ${readingOf(tag)}`.trim() : `${tag.type}(${kids.join(', ')})`
    }
    const { root } = await readPdf(sample)
    expect(root?.kids.map(kid => kid.kind === 'tag' ? kid.kids.map(inner => inner.kind === 'tag' ? outlineOf(inner) : inner.kind) : [])).toEqual([
      [
        'H1 Tests',
        'P(Span strong, Span emphasised, Code coded, Link a link inside)',
        'Div(BlockQuote(P Words of somebody.), Caption Somebody)',
        'P Text in a box, en français.',
        'P Ein Absatz.',
        'Div(P Beside the point.)',
        'L(LI(Lbl •, LBody One), LI(Lbl •, LBody(Link Two, L(LI(Lbl 1., LBody Two and a half)))))',
        'Table(Caption A table, TR(TD, TH First, TH Second), TR(TH Row, TD, TD Cell), TR(TH Other row, TD Cell, TD))',
        'Figure A circle',
        'P Beside an ornament',
        'P Half',
        'P seen',
      ],
      ['H1 More tests', 'H2 A level is left out', 'P A button'],
    ])
  })

  test('keeps the language of a block, and where a picture is', async ({ sample }) => {
    const tags = [...tagsIn((await readPdf(sample)).root)]
    expect(tags.find(tag => readingOf(tag) === 'Ein Absatz.')?.lang).toBe('de')
    const box = tags.filter(({ type }) => type === 'Figure').map(tag => attributeOf(tag, 'BBox'))[0]
    const [left = 0, bottom = 0, right = 0, top = 0] = box instanceof PDFArray ? box.asArray().map(n => n instanceof PDFNumber ? n.asNumber() : 0) : []
    // The circle's own box: 30 px of 0.75 points.
    expect([right - left, top - bottom]).toEqual([22.5, 22.5])
  })

  test('has a space between words where a line ends or parts of it stand apart, and nowhere else', async ({ browser }) => {
    const printed = await printHtml(browser, `<h1 style="width: 200px">A heading that takes <em>some lines</em> of a narrow box</h1>
      <p style="width: 90px">Well-known, well-worn, much-used words – and H<sub>2</sub>O<br>after a break</p>
      <p><b style="display: inline-block; width: 80px">1</b><a href="#">The next</a><kbd style="padding: 0 8px">K</kbd>, the key</p>`)
    const tags = [...tagsIn((await readPdf(await finishPdf(printed, { ...options, slides: [1] }))).root)]
    expect(tags.filter(({ type }) => type === 'H1' || type === 'P').map(readingOf)).toEqual([
      'A heading that takes some lines of a narrow box',
      'Well-known, well-worn, much-used words – and H2O after a break',
      '1 The next K, the key',
    ])
  })

  test('gets the same bytes whenever and after whatever it was printed', async ({ browser, sample }) => {
    const printed = await printHtml(browser, `<i></i>`.repeat(30) + sampleHtml)
    expect(Buffer.from(await finishPdf(printed, options)).equals(Buffer.from(sample))).toBe(true)
  })

  test('says of itself what it is told, whatever characters that has', async ({ browser }) => {
    const title = 'A “title” of "quotes", <tags> & the printer’s or printer\'s apostrophes'
    const { xmp } = await readPdf(await finishPdf(await printHtml(browser, '<h1>Tests</h1>'), { ...options, title, slides: [1] }))
    const page = await browser.newPage()
    const read = await page.evaluate(xml => new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagName('dc:title')[0]?.textContent, xmp)
    expect(read).toBe(title)
    await page.close()
  })

  test('carries a file, with a name and a description', async ({ browser }) => {
    const data = new TextEncoder().encode('{"of": "tests"}')
    const bytes = await finishPdf(await printHtml(browser, '<h1>Tests</h1>'), { ...options, slides: [1], archive: true, attachment: { name: 'évidence.json', description: 'What it rests on', type: 'application/json', data } })
    expect(await pdfUaProblems(bytes)).toEqual([])
    expect(await archiveProblems(bytes)).toEqual([])
    const { objects } = await readPdf(bytes)
    const files = dictIn(dictIn(objects.catalog, 'Names'), 'EmbeddedFiles')?.lookup(PDFName.of('Names'), PDFArray)
    const file = files?.lookup(1, PDFDict)
    expect([textIn(file, 'UF'), textIn(file, 'Desc')]).toEqual(['évidence.json', 'What it rests on'])
    const content = dictIn(file, 'EF')?.lookup(PDFName.of('F'))
    expect(content instanceof PDFRawStream && inflateSync(content.contents).equals(data)).toBe(true)
  })
})

test.describe('A print is refused, with a page and what to do,', () => {
  const katex = readFileSync('node_modules/katex/dist/fonts/KaTeX_Main-Regular.woff2', 'base64')
  const symbols = `@font-face { font-family: Symbols; src: url(data:font/woff2;base64,${katex}) }`
  const refusals: { name: string, html: string, message: RegExp }[] = [
    { name: 'if a picture has no alternative text', html: '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=" width="50" height="50">', message: /Page 1 .* picture without alternative text\. Add/ },
    { name: 'if no font has a character', html: '<p>Before \u{10FFFD}</p>', message: /Page 1 .* character that none of the fonts has, after “Before ”/ },
    { name: 'if nothing tells which cell of a row is empty', html: '<table><caption>Cells</caption><tr><th>a</th><td>b</td><td>c</td></tr><tr><th>d</th><td></td><td>e</td></tr></table>', message: /Page 1 .*row 2 of the table “Cells” \(“d” “e”\) does not fit .*put text into every cell/ },
    { name: 'if a header that cells name has no text', html: '<table><caption>Cells</caption><tr><th scope="col">a</th><th scope="col">b</th></tr><tr><th scope="row"><img alt=""></th><td>c</td></tr></table>', message: /Page 1 .*the table “Cells” has a header without text for the cell “c”\. Add text to the header/ },
    { name: 'if a link leads to the exporter', html: '<p><a href="http://127.0.0.1:1234/2">two</a></p>', message: /Page 1 .* http:\/\/127\.0\.0\.1:1234\/2, which is there only while/ },
    { name: 'if it is for an archive, and only its font explains a character', html: `<style>${symbols}</style><p style="font-family: Symbols" aria-hidden="true">Before \uE020</p>`, message: /Page 1 .* font of symbols in “Before \uE020”/ },
    { name: 'if a link is hidden from assistive technology', html: '<p aria-hidden="true"><a href="https://example.org/">a link</a></p>', message: /Page 1 .* “https:\/\/example\.org\/” that assistive technology cannot find/ },
  ]
  for (const { name, html, message } of refusals) {
    test(name, async ({ browser }) => {
      const printed = await printHtml(browser, `<h1>Tests</h1>${html}`)
      await expect(finishPdf(printed, { ...options, slides: [1], archive: true })).rejects.toMatchObject({ name: 'PdfError', kind: 'content', message: expect.stringMatching(message) })
    })
  }

  test('if it is not tagged, is not whole, or has another number of pages than there are slides', async ({ browser }) => {
    const page = await browser.newPage()
    await page.setContent('<h1>Tests</h1>')
    const refusal = (message: RegExp): Record<string, unknown> => ({ name: 'PdfError', kind: 'print', message: expect.stringMatching(message) })
    await expect(finishPdf(await page.pdf({ tagged: false }), { ...options, slides: [1] })).rejects.toMatchObject(refusal(/no structure tree/))
    await expect(finishPdf((await page.pdf({ tagged: true })).subarray(0, 100), options)).rejects.toMatchObject(refusal(/PDF cannot be read/))
    await expect(finishPdf(await page.pdf({ tagged: true }), options)).rejects.toMatchObject(refusal(/1 pages for 2 slides/))
    await page.close()
  })

  test('as a failure with an exit code, by whose it is', async ({ browser }) => {
    const deck: Deck = { title: 'Tests', language: 'en', keywords: [], width: 980, height: 552, fileName: 'tests', slides: [] }
    const page = await browser.newPage()
    await page.setContent(`<h1>Tests</h1>${refusals[0]?.html}`)
    await expect(printHandout(page, deck, options.date)).rejects.toMatchObject({ name: 'Failure', kind: 'content', message: expect.stringMatching(/without alternative text/) })
    await expect(printSlides(page, deck, options.date)).rejects.toMatchObject({ name: 'Failure', kind: 'browser', message: expect.stringMatching(/1 pages for 0 slides/) })
    await page.close()
  })
})

test('What finishes a print knows no deck: it imports nothing but itself, node and the packages that its README names', () => {
  const room = 'scripts/pdf'
  const readme = readFileSync(`${room}/README.md`, 'utf8')
  const files = readdirSync(room).filter(name => name.endsWith('.ts'))
  const imports = files.flatMap(name => Array.from(readFileSync(`${room}/${name}`, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g), ([, path = '']) => path))
  expect(imports.length).toBeGreaterThan(files.length)
  const packages = imports.filter(path => !path.startsWith('node:') && !/^\.\/[a-z-]+\.ts$/.test(path)).map(path => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  expect(packages.filter(name => !readme.includes(`\`${name}\``))).toEqual([])
})

/** One property taken from a finished PDF at a time, and what `pdfUaProblems` says then. */
const breakages: { name: string, breakIt: (pdf: PDFDocument, tags: (type: string) => PDFDict[]) => void, problem: RegExp }[] = [
  { name: 'the mark as tagged', breakIt: pdf => pdf.catalog.delete(PDFName.of('MarkInfo')), problem: /^6\.2/ },
  { name: 'the identification', breakIt: pdf => rewriteXmp(pdf, xmp => xmp.replace('<pdfuaid:part>1', '<pdfuaid:part>2')), problem: /^5:/ },
  { name: 'the title', breakIt: pdf => rewriteXmp(pdf, xmp => xmp.replace(/<dc:title>.*<\/dc:title>/, '')), problem: /^7\.1: the XMP has no title/ },
  { name: 'the metadata', breakIt: pdf => pdf.catalog.delete(PDFName.of('Metadata')), problem: /^7\.1: no metadata/ },
  { name: 'the title in the window', breakIt: pdf => pdf.catalog.set(PDFName.of('ViewerPreferences'), pdf.context.obj({ DisplayDocTitle: PDFBool.False })), problem: /^7\.1: the window/ },
  { name: 'the language', breakIt: pdf => pdf.catalog.delete(PDFName.of('Lang')), problem: /^7\.2: the document has no language/ },
  { name: 'the structure tree', breakIt: pdf => pdf.catalog.delete(PDFName.of('StructTreeRoot')), problem: /^7\.1: no structure tree/ },
  { name: 'the role map', breakIt: pdf => dictIn(pdf.catalog, 'StructTreeRoot')?.delete(PDFName.of('RoleMap')), problem: /^7\.1: Strong stands for no standard type/ },
  { name: 'an element’s parent', breakIt: (_, tags) => tags('BlockQuote')[0]?.set(PDFName.of('P'), tags('Table')[0] ?? PDFName.of('P')), problem: /^7\.1: BlockQuote does not know its parent/ },
  { name: 'the parent tree', breakIt: pdf => dictIn(pdf.catalog, 'StructTreeRoot')?.delete(PDFName.of('ParentTree')), problem: /^7\.1: the parent tree does not lead from mark/ },
  { name: 'a page’s place in the parent tree', breakIt: pdf => pdf.getPage(0).node.set(PDFName.of('StructParents'), PDFNumber.of(99)), problem: /^7\.1: the parent tree does not lead from mark/ },
  { name: 'an element from the tree, its text staying', breakIt: (_, tags) => tags('H1')[0]?.delete(PDFName.of('K')), problem: /^7\.1: page 1 paints text “Tests” that is neither/ },
  { name: 'the marks of artifacts', breakIt: pdf => rewriteContent(pdf, content => content.replaceAll('/Artifact BMC', '/Nothing BMC')), problem: /^7\.1: page 1 paints text “★” that is neither/ },
  { name: 'the marks of text', breakIt: pdf => rewriteContent(pdf, content => content.replaceAll(/\/Content<<[^>]*>>BDC/g, '/Nothing BMC')), problem: /^7\.1: page 1 paints text/ },
  { name: 'the bounds between artifact and text', breakIt: pdf => rewriteContent(pdf, content => `/Artifact BMC ${content} EMC`), problem: /^7\.1: page 1 has an artifact and tagged content/ },
  { name: 'the list’s items', breakIt: (_, tags) => retag(tags('LI')[0], 'P'), problem: /^7\.2: L holds P/ },
  { name: 'the items’ bodies', breakIt: (_, tags) => retag(tags('LBody')[0], 'Span'), problem: /^7\.2: LI holds Span/ },
  { name: 'the table’s rows', breakIt: (_, tags) => retag(tags('TR')[0], 'Div'), problem: /^7\.2: Table holds Div/ },
  { name: 'a cell', breakIt: (_, tags) => tags('TR')[1]?.lookup(PDFName.of('K'), PDFArray).remove(2), problem: /^7\.2: the table .* rows of different lengths/ },
  { name: 'a header’s scope', breakIt: (pdf, tags) => tags('TH')[0]?.set(PDFName.of('A'), pdf.context.obj({ O: 'Table' })), problem: /^7\.5: the header “First” has no scope/ },
  { name: 'the header that a cell names', breakIt: (_, tags) => tags('TH')[0]?.set(PDFName.of('ID'), PDFString.of('other')), problem: /^7\.5: .* names a header/ },
  { name: 'a level of headings', breakIt: (_, tags) => retag(tags('H2')[0], 'H3'), problem: /^7\.4\.2: the heading “A level is left out” of level 3 skips/ },
  { name: 'the number of a heading', breakIt: (_, tags) => retag(tags('H1')[0], 'H'), problem: /^7\.4\.4/ },
  { name: 'a picture’s alternative', breakIt: (_, tags) => tags('Figure')[0]?.delete(PDFName.of('Alt')), problem: /^7\.3: Figure/ },
  { name: 'a link’s description', breakIt: pdf => linksOf(pdf)[0]?.delete(PDFName.of('Contents')), problem: /^7\.18\.5: page 1 has a link without a description/ },
  { name: 'a link’s target', breakIt: pdf => linksOf(pdf)[0]?.delete(PDFName.of('A')), problem: /^7\.18\.5: page 1 has a link that leads nowhere/ },
  { name: 'a link’s place in the parent tree', breakIt: pdf => linksOf(pdf)[0]?.delete(PDFName.of('StructParent')), problem: /^7\.18\.5: the parent tree does not lead from a link/ },
  { name: 'a link’s element', breakIt: (_, tags) => retag(tags('Link')[0], 'Span'), problem: /^7\.18\.5: page 1 has a link that is in no Link element/ },
  { name: 'the tab order', breakIt: pdf => pdf.getPage(0).node.delete(PDFName.of('Tabs')), problem: /^7\.18\.3/ },
  { name: 'a font’s program', breakIt: pdf => dictsWith(pdf, 'FontDescriptor').forEach(dict => dict.delete(PDFName.of('FontFile2'))), problem: /^7\.21\.4\.1/ },
  { name: 'a font’s Unicode', breakIt: pdf => dictsWith(pdf, 'Font').forEach(dict => dict.delete(PDFName.of('ToUnicode'))), problem: /^7\.21\.7: the font/ },
]

test.describe('A PDF is judged not to be PDF/UA-1 without', () => {
  for (const { name, breakIt, problem } of breakages) {
    test(name, async ({ sample }) => {
      const pdf = await PDFDocument.load(sample, { updateMetadata: false })
      breakIt(pdf, type => [...tagDicts(pdf)].filter(dict => nameIn(dict, 'S') === type))
      const problems = await pdfUaProblems(await pdf.save({ useObjectStreams: false }))
      expect(problems.filter(found => problem.test(found)), problems.join('\n')).not.toEqual([])
    })
  }
})

test('A PDF is judged not to be PDF/A-3a without any one of what that wants', async ({ browser }) => {
  const attachment = { name: 'evidence.json', description: 'What it rests on', type: 'application/json', data: new Uint8Array(1) }
  const bytes = await finishPdf(await printHtml(browser, '<h1>Tests</h1><a href="https://example.org/">a link</a>'), { ...options, slides: [1], archive: true, attachment })
  const files = (pdf: PDFDocument): PDFDict[] => dictsWith(pdf, 'Filespec')
  const breakages: [problem: RegExp, breakIt: (pdf: PDFDocument) => unknown][] = [
    [/^6\.1\.3/, pdf => delete pdf.context.trailerInfo.ID],
    [/^6\.2\.3: no output intent/, pdf => pdf.catalog.delete(PDFName.of('OutputIntents'))],
    [/^6\.2\.5/, pdf => pdf.context.register(pdf.context.obj({ Type: 'ExtGState', TR: 'Identity' }))],
    [/^6\.3\.2/, pdf => linksOf(pdf)[0]?.delete(PDFName.of('F'))],
    [/^6\.5\.1: an action JavaScript/, pdf => linksOf(pdf)[0]?.set(PDFName.of('A'), pdf.context.obj({ S: 'JavaScript' }))],
    [/^6\.5: catalog with AA/, pdf => pdf.catalog.set(PDFName.of('AA'), pdf.context.obj({}))],
    [/^6\.6\.4/, pdf => rewriteXmp(pdf, xmp => xmp.replace('<pdfaid:part>3', '<pdfaid:part>2'))],
    [/^6\.6\.2\.3: pdfuaid:part/, pdf => rewriteXmp(pdf, xmp => xmp.replace('<pdfaProperty:name>part', '<pdfaProperty:name>other'))],
    [/^6\.8: a file that is associated with nothing/, pdf => pdf.catalog.delete(PDFName.of('AF'))],
    [/^6\.8: a file that is associated with nothing/, pdf => files(pdf)[0]?.delete(PDFName.of('AFRelationship'))],
  ]
  for (const [problem, breakIt] of breakages) {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    breakIt(pdf)
    const problems = await archiveProblems(await pdf.save({ useObjectStreams: false }))
    expect(problems.filter(found => problem.test(found)), `${problem}: ${problems.join('\n')}`).not.toEqual([])
  }
})

/** Every structure element's dictionary, in reading order. */
function* tagDicts(pdf: PDFDocument, at = dictIn(pdf.catalog, 'StructTreeRoot')): Generator<PDFDict> {
  const kids = at?.lookup(PDFName.of('K'))
  for (const kid of kids instanceof PDFArray ? kids.asArray() : [at?.get(PDFName.of('K'))]) {
    const dict = kid instanceof PDFRef ? pdf.context.lookup(kid) : undefined
    if (dict instanceof PDFDict && dict.has(PDFName.of('S'))) {
      yield dict
      yield* tagDicts(pdf, dict)
    }
  }
}

function retag(dict: PDFDict | undefined, type: string): void {
  dict?.set(PDFName.of('S'), PDFName.of(type))
}

function dictsWith(pdf: PDFDocument, type: string): PDFDict[] {
  return pdf.context.enumerateIndirectObjects().flatMap(([, object]) => object instanceof PDFDict && nameIn(object, 'Type') === type ? [object] : [])
}

function linksOf(pdf: PDFDocument): PDFDict[] {
  return dictsWith(pdf, 'Annot')
}

function rewriteXmp(pdf: PDFDocument, rewrite: (xmp: string) => string): void {
  const metadata = pdf.catalog.lookup(PDFName.of('Metadata'))
  if (metadata instanceof PDFRawStream)
    metadata.updateContents(Buffer.from(rewrite(Buffer.from(metadata.contents).toString())))
}

function rewriteContent(pdf: PDFDocument, rewrite: (content: string) => string): void {
  const content = pdf.getPage(0).node.Contents()
  if (content instanceof PDFRawStream) {
    content.updateContents(Buffer.from(rewrite(inflateSync(content.contents).toString('latin1')), 'latin1'))
    content.dict.delete(PDFName.of('Filter'))
  }
}
