/**
 * What a print's structure lacks to be PDF/UA-1 (ISO 14289-1) and well-formed (ISO 32000-1, 14.8.4), put right on the plain tree.
 *
 * Chromium tags every `div` as NonStruct and every run of text as one more; here they go, and what they held becomes paragraphs.
 */
import type { Box, Painting } from './content.ts'
import type { Element, Kid, TableAttributes } from './tree.ts'
import { Failure } from '../../deck/failure.ts'
import { notUnderstood, union } from './content.ts'
import { lacksSpace } from './text.ts'
import { roles } from './tree.ts'

/** What the rules need to know of the pages: what each mark paints, and on which pages (from 0) a slide begins. */
export interface Pages {
  readonly paintings: readonly ReadonlyMap<number, Painting>[]
  readonly begins: (page: number) => boolean
}

/** How an element may hold text: in paragraphs only, directly beside blocks, or as nothing but text. */
type Holds = 'paragraphs' | 'either' | 'text'

const grouping = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'Aside'])
const inlineTypes = new Set(['Span', 'Quote', 'Code', 'Link', ...Object.keys(roles).filter(type => roles[type] === 'Span')])
/** A heading's type. `H` is what Chromium gives for a level beyond 6. */
export const heading = /^H[1-6]?$/

/**
 * Gives the tree that goes into the file: one section a slide, headings without gaps, lists, tables and figures as the standard has them,
 * nothing empty, nothing that paints no text unless it is a figure.
 * @throws {Failure} for a picture without alternative text or a table with rows of different lengths.
 */
export function conformingTree(print: Element, pages: Pages): Element {
  const pruned = prune(print, pages, false)
  const blocks = pruned ? arrange(pruned.kids, 'paragraphs', 'Document', pages) : []
  const sections: Kid[][] = []
  let last = -1
  for (const block of blocks) {
    const page = pageOf(block) ?? last
    if (sections.length === 0 || (page !== last && pages.begins(page)))
      sections.push([])
    sections.at(-1)?.push(block)
    last = page
  }
  const levels = headingLevels(pages)
  const headers = headerIds(blocks)
  const finish = (element: Element): Element => {
    const { id, table, ...rest } = element
    return { ...rest, type: levels(element), ...headers(id, table), kids: element.kids.map(kid => kid.kind === 'element' ? finish(kid) : kid) }
  }
  const document: Element = { ...print, type: 'Document', kids: sections.map(kids => finish(make('Sect', kids))) }
  separateWords(document, pages)
  return document
}

/** Adds the spaces that stand between the parts of a paragraph on the page, where a line ends or parts stand apart, but not in its text. */
function separateWords(document: Element, pages: Pages): void {
  let last: Painting | undefined
  const visit = (kid: Kid): void => {
    if (kid.kind === 'content') {
      const painting = pages.paintings[kid.page]?.get(kid.mcid)
      if (last && painting && lacksSpace(last, painting))
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

/** The text of an element as a reader meets it: what it shows, and the alternatives of its pictures. */
export function textOf(kid: Kid, pages: Pages): string {
  const text = (part: Kid): string => {
    if (part.kind === 'content')
      return pages.paintings[part.page]?.get(part.mcid)?.text ?? ''
    if (part.kind === 'annotation')
      return ''
    return part.alt ?? part.kids.map(text).join('')
  }
  return text(kid).replace(/\u00AD/g, '').replace(/\s+/g, ' ').trim()
}

/** The page, from 0, where an element begins; `undefined` if it paints nothing. */
export function pageOf(kid: Kid): number | undefined {
  if (kid.kind === 'content')
    return kid.page
  if (kid.kind === 'annotation')
    return undefined
  for (const inner of kid.kids) {
    const page = pageOf(inner)
    if (page !== undefined)
      return page
  }
  return undefined
}

/** Every element of a tree in reading order, itself included. */
export function* elementsOf(element: Element): Generator<Element> {
  yield element
  for (const kid of element.kids) {
    if (kid.kind === 'element')
      yield* elementsOf(kid)
  }
}

/** Leaves out content that is decoration (backgrounds, borders, underlines), and whatever then holds nothing. */
function prune(element: Element, pages: Pages, isFigure: boolean): Element | undefined {
  const depicts = isFigure || element.type === 'Figure' || element.type === 'Formula' || element.type === 'Lbl'
  const kids = element.kids.flatMap((kid): Kid[] => {
    if (kid.kind === 'element') {
      const inner = prune(kid, pages, depicts)
      return inner ? [inner] : []
    }
    if (kid.kind === 'annotation')
      return [kid]
    const painting = pages.paintings[kid.page]?.get(kid.mcid)
    return painting?.hasText === true || (depicts && painting?.box) ? [kid] : []
  })
  const isCell = element.type === 'TH' || element.type === 'TD'
  return kids.length > 0 || isCell ? { ...element, kids } : undefined
}

/** Whether an element is no more than a wrapper here: what Chromium has no type for, and parts of lists and tables outside of one. */
function isWrapper(kid: Element, parent?: string): boolean {
  return !(inlineTypes.has(kid.type) || grouping.has(kid.type) || heading.test(kid.type)
    || ['P', 'L', 'Table', 'Figure', 'Formula'].includes(kid.type) || (kid.type === 'Caption' && parent === 'Div'))
}

/** Text or a part of a line, as opposed to a block. */
function isText(kid: Kid): boolean {
  if (kid.kind !== 'element')
    return true
  if (inlineTypes.has(kid.type))
    return true
  return isWrapper(kid) && kid.kids.every(inner => inner.kind === 'content')
}

function holdsBlock(kid: Kid): boolean {
  return kid.kind === 'element' && (!(isText(kid) || isWrapper(kid) || kid.type === 'Figure') || kid.kids.some(holdsBlock))
}

/** The kids of an element of type `parent`, without wrappers, their text in paragraphs where the parent may not hold text. */
function arrange(kids: readonly Kid[], holds: Holds, parent: string, pages: Pages): Kid[] {
  if (holds === 'text') {
    return kids.flatMap((kid) => {
      if (kid.kind !== 'element')
        return [kid]
      if (!isWrapper(kid, parent))
        return settle(kid, parent, pages)
      const inner = arrange(kid.kids, 'text', parent, pages)
      return kid.lang === undefined ? inner : [make('Span', inner, kid)]
    })
  }

  const pieces: (Kid[] | Element)[] = []
  const line = (): Kid[] => {
    const open = pieces.at(-1)
    if (Array.isArray(open))
      return open
    const begun: Kid[] = []
    pieces.push(begun)
    return begun
  }
  const hasText = kids.some(isText)
  for (const kid of kids) {
    if (kid.kind !== 'element' || isText(kid)) {
      line().push(...arrange([kid], 'text', parent, pages))
    }
    else if (!isWrapper(kid, parent)) {
      const isPicture = kid.type === 'Figure'
      for (const settled of settle(kid, parent, pages)) {
        if (settled.kind === 'element' && !(isPicture && Array.isArray(pieces.at(-1))))
          pieces.push(settled)
        else
          line().push(settled)
      }
    }
    else if (kid.kids.some(isText) && !kid.kids.some(holdsBlock)) {
      const text = arrange(kid.kids, 'text', parent, pages)
      if (hasText)
        line().push(...kid.lang === undefined ? text : [make('Span', text, kid)])
      else if (!isBlank(text, pages))
        pieces.push(make('P', text, kid))
    }
    else {
      const inner = arrange(kid.kids, 'paragraphs', kid.lang === undefined ? parent : 'Div', pages)
      pieces.push(...kid.lang === undefined ? inner.filter(part => part.kind === 'element') : [make('Div', inner, kid)])
    }
  }

  const lines = pieces.filter(piece => Array.isArray(piece) && !isBlank(piece, pages))
  const [only] = pieces
  if (holds === 'either' && pieces.length === 1 && only && !Array.isArray(only) && only.type === 'P' && only.lang === undefined)
    return [...only.kids]
  return pieces.flatMap((piece): readonly Kid[] => {
    if (!Array.isArray(piece))
      return [piece]
    if (isBlank(piece, pages))
      return piece.filter(kid => kid.kind === 'element' && kid.type === 'Figure')
    return holds === 'either' && lines.length === 1 && !pieces.some(other => !Array.isArray(other) && other.type === 'P') ? piece : [make('P', piece)]
  })
}

/** Whether a line shows nothing but spaces, and leads nowhere. */
function isBlank(line: readonly Kid[], pages: Pages): boolean {
  return line.every(kid => textOf(kid, pages) === '' && !(kid.kind === 'element' && [...elementsOf(kid)].some(part => part.type === 'Link')))
}

/** An element as its type wants it; nothing, if nothing is left of it; its kids, if it cannot be what it says. */
function settle(kid: Element, parent: string, pages: Pages): Kid[] {
  const { type } = kid
  const kids = (holds: Holds): Kid[] => arrange(kid.kids, holds, type, pages)
  if (type === 'L')
    return listOf(kid, pages)
  if (type === 'Table')
    return [tableOf(kid, pages)]
  if (type === 'Figure' || type === 'Formula')
    return figureOf(kid, parent, pages)
  if (type === 'Caption')
    return some(make(type, kids('either'), kid))
  if (grouping.has(type))
    return some(make(type, kids('paragraphs'), kid))
  if (type === 'Link' && !kid.kids.some(inner => inner.kind === 'annotation'))
    return kids('text')
  if (heading.test(type) && textOf(kid, pages) === '')
    return []
  return some(make(type, kids('text'), kid))
}

function some(element: Element): Element[] {
  return element.kids.length > 0 ? [element] : []
}

/** L holds nothing but LI (and L), LI nothing but Lbl and LBody (ISO 14289-1, 7.2). */
function listOf(list: Element, pages: Pages): Element[] {
  const items = (kids: readonly Kid[]): Element[] => kids.flatMap((kid): Element[] => {
    if (kid.kind === 'element' && kid.type === 'L')
      return listOf(kid, pages)
    if (kid.kind === 'element' && kid.type !== 'LI' && [...elementsOf(kid)].some(part => part.type === 'LI'))
      return items(kid.kids)
    const parts = kid.kind === 'element' && kid.type === 'LI' ? kid.kids : [kid]
    const label = parts.find(part => part.kind === 'element' && part.type === 'Lbl')
    const body = arrange(parts.filter(part => part !== label), 'either', 'LBody', pages)
    const marker = label?.kind === 'element' ? [labelOf(label, pages)] : []
    return isBlank(body, pages) && !body.some(part => part.kind === 'element') ? [] : [make('LI', [...marker, make('LBody', body)], kid.kind === 'element' ? kid : undefined)]
  })
  return some(make('L', items(list.kids), list))
}

/** A list's mark. One that is drawn and not written says what it stands for. */
function labelOf(label: Element, pages: Pages): Element {
  const made = make('Lbl', arrange(label.kids, 'text', 'Lbl', pages), label)
  return textOf(made, pages) === '' ? { ...made, actualText: '•' } : made
}

/** Table holds nothing but Caption and rows, and its rows are of one length (ISO 14289-1, 7.2). */
function tableOf(table: Element, pages: Pages): Element {
  const page = (pageOf(table) ?? 0) + 1
  const parts = (kids: readonly Kid[], wanted: readonly string[]): Element[] => kids.flatMap((kid) => {
    if (kid.kind === 'element' && wanted.includes(kid.type))
      return [kid]
    if (kid.kind === 'element' && [...elementsOf(kid)].some(part => wanted.includes(part.type)))
      return parts(kid.kids, wanted)
    throw notUnderstood(page, `its table holds ${kid.kind === 'element' ? kid.type : kid.kind} where ${wanted.join(' or ')} is wanted`)
  })
  const found = parts(table.kids, ['Caption', 'TR'])
  const captions = found.filter(part => part.type === 'Caption').map(caption => make('Caption', arrange(caption.kids, 'either', 'Caption', pages), caption))
  const rows = found.filter(part => part.type === 'TR').map((row, index) => make('TR', parts(row.kids, ['TH', 'TD']).map((cell) => {
    const attributes: TableAttributes = { headers: [], rowSpan: 1, colSpan: 1, ...cell.table }
    const scope = cell.type === 'TH' ? { scope: attributes.scope ?? (index === 0 ? 'Column' : 'Row') } : {}
    return { ...make(cell.type, arrange(cell.kids, 'either', cell.type, pages), cell), table: { ...attributes, ...scope } }
  }), row))

  const { rows: filled, misfit } = fillGaps(rows)
  if (misfit === undefined)
    return make('Table', [...captions, ...filled], table)
  const title = captions[0] ? ` “${textOf(captions[0], pages)}”` : ''
  const texts = rows[misfit]?.kids.map(cell => `“${textOf(cell, pages)}”`).join(' ') ?? ''
  throw new Failure('content', `Page ${page} of the PDF: row ${misfit + 1} of the table${title} (${texts}) does not fit the other rows, and nothing tells where a cell is missing. `
    + 'The browser leaves empty cells out of the structure: give every cell some text, for instance a dash, or every column a header.')
}

/** Per row, which columns its cells and those that span down from above take. */
function takenColumns(rows: readonly Element[]): boolean[][] {
  const taken: boolean[][] = rows.map(() => [])
  rows.forEach((row, y) => {
    for (const cell of row.kids) {
      const { rowSpan = 1, colSpan = 1 } = cell.kind === 'element' ? cell.table ?? {} : {}
      const x = firstFree(taken[y] ?? [])
      taken.slice(y, y + rowSpan).forEach(line => Array.from({ length: colSpan }, (_, i) => line[x + i] = true))
    }
  })
  return taken
}

function firstFree(line: readonly boolean[]): number {
  const hole = Array.from(line).findIndex(taken => !taken)
  return hole < 0 ? line.length : hole
}

/**
 * Puts back the empty cells that the browser leaves out of the structure. The column header that a cell names tells its column; above row
 * headers stands the table's corner. `misfit` is the first row, from 0, of which not every cell can be told where it belongs.
 */
function fillGaps(rows: readonly Element[]): { rows: readonly Element[], misfit?: number } {
  const cellsOf = (row: Element | undefined): Element[] => row?.kids.flatMap(kid => kid.kind === 'element' ? [kid] : []) ?? []
  const named = new Set(rows.flatMap(row => cellsOf(row).flatMap(cell => cell.table?.headers ?? [])))
  const leading = (row: Element | undefined, belongs: (cell: Element) => boolean): number => {
    const end = cellsOf(row).findIndex(cell => !belongs(cell))
    return end < 0 ? cellsOf(row).length : end
  }
  const rowHeaders = Math.max(0, ...rows.slice(1).map(row => leading(row, cell => cell.table?.scope === 'Row')))
  const isHead = cellsOf(rows[0]).every(cell => cell.table?.scope === 'Column')
  const corner = isHead ? Math.max(0, rowHeaders - leading(rows[0], cell => !named.has(cell.id ?? ''))) : 0

  const columns = new Map<string, number>()
  let result = [...rows]
  const fill = (y: number, cells: readonly Element[]): void => {
    result = result.with(y, { ...result[y] ?? make('TR', []), kids: cells })
  }
  const next = (y: number): number => firstFree(takenColumns(result)[y] ?? [])
  const unplaced = new Set<number>()
  for (const [y, row] of rows.entries()) {
    fill(y, y === 0 ? Array.from({ length: corner }, () => make('TD', [])) : [])
    for (const cell of cellsOf(row)) {
      const column = cell.type === 'TD' ? cell.table?.headers.map(header => columns.get(header)).find(known => known !== undefined) : undefined
      if (column === undefined && cell.type === 'TD')
        unplaced.add(y)
      while (next(y) < (column ?? 0))
        fill(y, [...cellsOf(result[y]), make('TD', [])])
      const x = next(y)
      if (column !== undefined && x > column)
        return { rows, misfit: y }
      if (cell.table?.scope === 'Column' && cell.table.colSpan === 1 && cell.id !== undefined)
        columns.set(cell.id, x)
      fill(y, [...cellsOf(result[y]), cell])
    }
  }

  const length = Math.max(...takenColumns(result).map(line => line.length))
  for (const y of rows.keys()) {
    if (next(y) < length && unplaced.has(y))
      return { rows, misfit: y }
    while (next(y) < length)
      fill(y, [...cellsOf(result[y]), make('TD', [])])
  }
  const misfit = takenColumns(result).findIndex(line => line.length !== length)
  return misfit < 0 ? { rows: result } : { rows, misfit }
}

/** A figure that holds no more than its picture has an alternative text (ISO 14289-1, 7.3); one that holds text or blocks is a group. */
function figureOf(figure: Element, parent: string, pages: Pages): Kid[] {
  const inside = [...elementsOf(figure)].slice(1)
  if (inside.some(part => !isWrapper(part))) {
    const { alt: _, ...group } = figure
    return some(make('Div', arrange(figure.kids, 'paragraphs', 'Div', pages), group))
  }
  const contents = (kid: Kid): Kid[] => kid.kind === 'element' ? kid.kids.flatMap(contents) : [kid]
  const kids = figure.kids.flatMap(contents)
  if (figure.alt === undefined) {
    const isWritten = textOf(figure, pages) !== ''
    if (!isWritten)
      throw new Failure('content', `Page ${(pageOf(figure) ?? 0) + 1} of the PDF has a picture without alternative text. Give the picture an alt or aria-label, or an empty alt if it is decoration.`)
    return parent === 'P' || inlineTypes.has(parent) ? kids : [make('P', kids)]
  }
  const box = kids.reduce<Box | undefined>((whole, kid) => {
    const part = kid.kind === 'content' ? pages.paintings[kid.page]?.get(kid.mcid)?.box : undefined
    return whole && part ? union(whole, part) : whole ?? part
  }, undefined)
  return [{ ...make(figure.type, kids, figure), ...box && { box } }]
}

/** Headings begin at level 1 on each slide and go down one level at a time (ISO 14289-1, 7.4.2). Called in reading order. */
function headingLevels(pages: Pages): (element: Element) => string {
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
function headerIds(blocks: readonly Kid[]): (id?: string, table?: TableAttributes) => Pick<Element, 'id' | 'table'> {
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

/** An element of a type with what `like` says of itself, as far as that still holds. */
function make(type: string, kids: readonly Kid[], like?: Partial<Element>): Element {
  const { alt, actualText, lang, id, numbering, table } = like ?? {}
  return {
    kind: 'element',
    type,
    kids,
    ...alt !== undefined && { alt },
    ...actualText !== undefined && { actualText },
    ...lang !== undefined && { lang },
    ...id !== undefined && { id },
    ...numbering !== undefined && { numbering },
    ...table && { table },
  }
}
