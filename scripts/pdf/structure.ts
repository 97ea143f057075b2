/**
 * Makes a print's structure tree conform to PDF/UA-1 (ISO 14289-1) and to the rules of well-formed trees (ISO 32000-1, 14.8.4).
 *
 * Chromium tags every `div` and every run of text as NonStruct. These go, and what they held becomes paragraphs.
 */
import type { Painting } from './content.ts'
import type { Pages } from './pages.ts'
import type { Kid, StructureElement, TableAttributes } from './tree.ts'
import { arrange } from './arrange.ts'
import { paintingOf } from './pages.ts'
import { plainSpeech } from './roundabout.ts'
import { lacksSpace } from './text.ts'
import { elementsOf, heading, inlineTypes, make, pageOf } from './tree.ts'

/**
 * Makes the tree of the file: one section a slide, headings without gaps, lists, tables and figures as in the standard, no empty elements, and only
 * figures without text.
 * @throws {PdfError} for a picture without alternative text, a table with rows of different lengths or a header without text.
 */
export function conformingTree(print: StructureElement, pages: Pages): StructureElement {
  const pruned = prune(print, pages, false)
  const blocks = pruned ? arrange(plainSpeech(pruned, pages).kids, 'paragraphs', 'Document', pages) : []
  const levels = headingLevels(pages)
  const headers = headerIds(blocks)
  let notes = 0
  const finish = (element: StructureElement): StructureElement => {
    const { id, table, ...rest } = element
    // A note must have an id (ISO 14289-1, 7.9).
    const own = element.type === 'Note' ? { id: `n${String(++notes).padStart(4, '0')}` } : headers(id, table)
    return { ...rest, type: levels(element), ...own, kids: element.kids.map(kid => kid.kind === 'element' ? finish(kid) : kid) }
  }
  const document: StructureElement = { ...print, type: 'Document', kids: sectionsOf(blocks, pages).map(finish) }
  separateWords(document, pages)
  return document
}

/** Removes decoration (backgrounds, borders, underlines), and elements that are then empty. */
function prune(element: StructureElement, pages: Pages, isFigure: boolean): StructureElement | undefined {
  const depicts = isFigure || element.type === 'Figure' || element.type === 'Formula' || element.type === 'Lbl'
  const kids = element.kids.flatMap((kid): Kid[] => {
    if (kid.kind === 'element') {
      const inner = prune(kid, pages, depicts)
      return inner ? [inner] : []
    }
    if (kid.kind === 'annotation')
      return [kid]
    const painting = paintingOf(kid, pages)
    return painting?.hasText === true || (depicts && painting?.box) ? [kid] : []
  })
  const isCell = element.type === 'TH' || element.type === 'TD'
  return kids.length > 0 || isCell ? { ...element, kids } : undefined
}

function sectionsOf(blocks: readonly Kid[], pages: Pages): StructureElement[] {
  const sections: Kid[][] = []
  let last = -1
  for (const block of blocks) {
    const page = pageOf(block) ?? last
    if (sections.length === 0 || (page !== last && pages.begins(page)))
      sections.push([])
    sections.at(-1)?.push(block)
    last = page
  }
  return sections.map(kids => make('Sect', kids))
}

/** Headings begin at level 1 on each slide and go down one level at a time (ISO 14289-1, 7.4.2). Called in reading order. */
function headingLevels(pages: Pages): (element: StructureElement) => string {
  let open: number[] = []
  let lastPage = -1
  return (element) => {
    if (!heading.test(element.type))
      return element.type
    const page = pageOf(element) ?? lastPage
    if (page !== lastPage && pages.begins(page))
      open = []
    lastPage = page
    const level = Number(element.type.slice(1)) || 6
    open = [...open.filter(above => above < level), level]
    return `H${open.length}`
  }
}

/** Short, stable ids for the header cells that other cells name, in place of Blink's node numbers, which differ from run to run. */
function headerIds(blocks: readonly Kid[]): (id?: string, table?: TableAttributes) => Pick<StructureElement, 'id' | 'table'> {
  const elements = blocks.flatMap(block => block.kind === 'element' ? [...elementsOf(block)] : [])
  const named = new Set(elements.flatMap(element => element.table?.headers ?? []))
  const ids = new Map<string, string>()
  for (const { id } of elements) {
    if (id !== undefined && named.has(id))
      ids.set(id, `h${String(ids.size + 1).padStart(4, '0')}`)
  }
  return (id = '', table) => ({
    ...ids.has(id) && { id: ids.get(id) ?? '' },
    ...table && { table: { ...table, headers: table.headers.flatMap(header => ids.get(header) ?? []) } },
  })
}

/** Adds spaces to a paragraph's text where only a line break or a gap on the page separates its parts. */
function separateWords(document: StructureElement, pages: Pages): void {
  let last: Painting | undefined
  const visit = (kid: Kid): void => {
    if (kid.kind === 'content') {
      const painting = paintingOf(kid, pages)
      if (last && painting && lacksSpace(last, painting, pages.brokenWords))
        last.addSpace?.()
      last = painting
    }
    else if (kid.kind === 'element') {
      const isBlock = !inlineTypes.has(kid.type)
      if (isBlock)
        last = undefined
      kid.kids.forEach(visit)
      if (isBlock)
        last = undefined
    }
  }
  visit(document)
}
