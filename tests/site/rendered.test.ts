/**
 * What is checked is what is shown: the rules that `prove` applies to the sources, applied to every rendered slide and to the PDF's text, where
 * components have put the evidence and words of their own.
 */
import type { PDFPageProxy, StructTreeContent, StructTreeNode } from 'pdfjs-dist/types/src/display/api.js'
import type { Problem } from '../../briefing/basis.ts'
import type { Briefing } from '../../briefing/model.ts'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { basisOf } from '../../briefing/basis.ts'
import { evidence } from '../../briefing/evidence.ts'
import { clean } from '../../briefing/text.ts'
import { checkText, quotedIn } from '../../briefing/wording.ts'
import { readSource } from '../../deck/article.ts'
import { readSlides } from '../../deck/slides.ts'
import { expect, test } from '../helpers/deck.ts'
import { basisOfDrawn } from '../helpers/drawn.ts'
import { publicSite } from '../helpers/publication.ts'

const basis = basisOfDrawn(basisOf(evidence, readSource('.')))
const quotations: Briefing['quotations'] = evidence.quotations

/** Text with any run of white space as one space, to be searched. */
const flat = (text: string): string => clean(text).replace(/\s+/g, ' ')

/** The texts of a page's slides, block by block: what stands in one line of thought, and what is said in attributes. Runs in the page. */
function textsOfSlides(): { slide: string, text: string }[] {
  const texts: { slide: string, text: string }[] = []
  const isInline = (node: Node): boolean => !(node instanceof Element) || (/^(?:inline|contents)/.test(getComputedStyle(node).display) && [...node.children].every(isInline))
  const visitAttributes = (element: Element, slide: string): void => {
    for (const name of ['alt', 'title', 'aria-label', 'aria-description', 'placeholder']) {
      const text = element.getAttribute(name)
      if (text !== null)
        texts.push({ slide, text })
    }
  }
  const visit = (element: Element, slide: string): void => {
    visitAttributes(element, slide)
    let line = ''
    const flush = (): void => {
      const text = element.closest('blockquote') && line.trim() !== '' && !/^\s*[“"„«].*[”"“»]\s*$/s.test(line) ? `“${line}”` : line
      if (text.trim() !== '')
        texts.push({ slide, text })
      line = ''
    }
    for (const node of element.childNodes) {
      if (isInline(node)) {
        line += node instanceof Comment ? '' : node.textContent
      }
      else {
        flush()
      }
      if (!(node instanceof Element) || ['script', 'style'].includes(node.localName))
        continue
      if (isInline(node))
        [node, ...node.querySelectorAll('*')].forEach(inner => visitAttributes(inner, slide))
      else
        visit(node, slide)
    }
    flush()
  }
  for (const container of document.querySelectorAll('.print-slide-container'))
    visit(container, String(Number.parseInt(container.id)))
  return texts
}

function problemsIn(texts: readonly { slide: string, text: string }[]): Problem[] {
  return texts.flatMap(({ slide, text }) => checkText(basis, text, `slide ${slide}`))
}

test('Every string in quotation marks on the rendered slides is proved, and every text keeps to the rules', async ({ page }) => {
  await page.goto('print?print=true')
  const slides = await readSlides(resolve('slides.md'), evidence)
  await expect(page.locator('.print-slide-container')).toHaveCount(slides.length)
  await expect(page.locator('.print-slide-container:has(.slidev-layout)')).toHaveCount(slides.length)
  const texts = await page.evaluate(textsOfSlides)
  expect(problemsIn(texts)).toEqual([])

  // An empty page would keep to every rule.
  const quoted = texts.flatMap(({ text }) => quotedIn(basis, text)).filter(({ by }) => by === 'quotation').map(({ text }) => flat(text))
  for (const { id, exact } of Object.values(quotations))
    expect(quoted, `the quotation “${id}”, word for word`).toContain(flat(exact))
})

/** A page's text in the order of the structure tree, as a reader hears it: a hanging quotation mark is painted after the words that it opens. */
async function textOfPage(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const texts = new Map<string, string>()
  const open: string[] = []
  for (const item of items) {
    if (!('type' in item))
      texts.set(open.at(-1) ?? '', `${texts.get(open.at(-1) ?? '') ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`)
    else if (item.type === 'endMarkedContent')
      open.pop()
    else
      open.push('id' in item && typeof item.id === 'string' ? item.id : '')
  }
  const read = (node: StructTreeNode | StructTreeContent): string => 'role' in node
    ? node.children.map(read).join('') + (['Span', 'Link', 'Em', 'Strong', 'Quote', 'NonStruct'].includes(node.role) ? '' : '\n')
    : texts.get(node.id) ?? ''
  return read(await page.getStructTree())
}

test('Every string in quotation marks in the PDF is proved, and its text keeps to the rules', async ({ base }) => {
  const pdf = await getDocument({ data: Uint8Array.from(readFileSync(join(await publicSite(base), 'briefing.pdf'))), verbosity: 0 }).promise
  const texts: { slide: string, text: string }[] = []
  for (let number = 1; number <= pdf.numPages; number++)
    texts.push({ slide: String(number), text: await textOfPage(await pdf.getPage(number)) })
  await pdf.destroy()
  expect(problemsIn(texts)).toEqual([])
  const all = flat(texts.map(({ text }) => text).join(' '))
  for (const { id, exact } of Object.values(quotations))
    expect(all, `the quotation “${id}”, word for word`).toContain(flat(exact))
})
