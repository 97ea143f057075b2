/** Rearranges what elements hold, as the standard requires: no wrappers, text in paragraphs, and lists, tables and figures with their own parts. */
import type { Box } from './geometry.ts'
import type { Pages } from './pages.ts'
import type { Kid, StructureElement, TableAttributes } from './tree.ts'
import { notUnderstood, PdfError } from './error.ts'
import { union } from './geometry.ts'
import { isBlank, paintingOf, textOf } from './pages.ts'
import { fillGaps } from './table.ts'
import { elementsOf, heading, inlineTypes, make, pageOf } from './tree.ts'

/** How an element may hold text: in paragraphs only, directly beside blocks, or as text only. */
type Holds = 'paragraphs' | 'either' | 'text'

/** Part of an element: a line of text, which may become a paragraph, or a block. */
type Piece = Kid[] | StructureElement

const beginsWithDigit = /^\d/
const romanOne = /^i\W*$/i
const romanTwo = /^(?:ii\W*)?$/i
const oneLetter = /^[a-z]\W*$/i
/** By this language tag, for private use (BCP 47), the page says that a picture's alternative text is TeX. */
export const texLanguage = 'x-tex'

const grouping = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'Aside'])

/** The kids of an element of type `parent`, without wrappers, their text in paragraphs where the parent may not hold text. */
export function arrange(kids: readonly Kid[], holds: Holds, parent: string, pages: Pages): Kid[] {
  return holds === 'text' ? textsIn(kids, parent, pages) : paragraphsIn(piecesOf(kids, parent, pages), holds, pages)
}

function textsIn(kids: readonly Kid[], parent: string, pages: Pages): Kid[] {
  return kids.flatMap((kid) => {
    if (kid.kind !== 'element')
      return [kid]
    return isWrapper(kid, parent) ? textOfWrapper(kid, parent, pages) : settle(kid, parent, pages)
  })
}

/** The content of a wrapper of text, in an element only if the wrapper has a language. */
function textOfWrapper(wrapper: StructureElement, parent: string, pages: Pages): Kid[] {
  const text = textsIn(wrapper.kids, parent, pages)
  return wrapper.lang === undefined ? text : [make('Span', text, wrapper)]
}

function piecesOf(kids: readonly Kid[], parent: string, pages: Pages): Piece[] {
  const pieces: Piece[] = []
  const addToLine = (text: readonly Kid[]): void => {
    const last = pieces.at(-1)
    if (isLine(last))
      last.push(...text)
    else
      pieces.push([...text])
  }
  const hasText = kids.some(isText)
  for (const kid of kids) {
    if (kid.kind !== 'element' || isText(kid)) {
      addToLine(textsIn([kid], parent, pages))
    }
    else if (!isWrapper(kid, parent)) {
      for (const settled of settle(kid, parent, pages)) {
        // A picture within a line is part of it.
        if (settled.kind === 'element' && !(kid.type === 'Figure' && isLine(pieces.at(-1))))
          pieces.push(settled)
        else
          addToLine([settled])
      }
    }
    else if (kid.kids.some(isText) && !kid.kids.some(holdsBlock)) {
      if (hasText)
        addToLine(textOfWrapper(kid, parent, pages))
      else
        pieces.push(...paragraphOf(kid, parent, pages))
    }
    else {
      pieces.push(...blocksOfWrapper(kid, parent, pages))
    }
  }
  return pieces
}

/** A wrapper of text that is in no line. */
function paragraphOf(wrapper: StructureElement, parent: string, pages: Pages): StructureElement[] {
  const text = textsIn(wrapper.kids, parent, pages)
  return isBlank(text, pages) ? [] : [make('P', text, wrapper)]
}

/** The content of a wrapper of blocks, in an element only if the wrapper has a language. */
function blocksOfWrapper(wrapper: StructureElement, parent: string, pages: Pages): StructureElement[] {
  if (wrapper.lang !== undefined)
    return [make('Div', arrange(wrapper.kids, 'paragraphs', 'Div', pages), wrapper)]
  return arrange(wrapper.kids, 'paragraphs', parent, pages).filter(part => part.kind === 'element')
}

/** Makes each line a paragraph. A single line or paragraph stays text if its parent may hold text. */
function paragraphsIn(pieces: readonly Piece[], holds: Holds, pages: Pages): Kid[] {
  const [only] = pieces
  if (holds === 'either' && pieces.length === 1 && isParagraph(only) && only.lang === undefined)
    return [...only.kids]
  const lines = pieces.filter(piece => isLine(piece) && !isBlank(piece, pages))
  const staysText = holds === 'either' && lines.length === 1 && !pieces.some(isParagraph)
  return pieces.flatMap((piece): readonly Kid[] => {
    if (!isLine(piece))
      return [piece]
    if (isBlank(piece, pages))
      return piece.filter(kid => kid.kind === 'element' && kid.type === 'Figure')
    return staysText ? piece : [make('P', piece)]
  })
}

function isLine(piece: Piece | undefined): piece is Kid[] {
  return Array.isArray(piece)
}

function isParagraph(piece: Piece | undefined): piece is StructureElement {
  return piece !== undefined && !isLine(piece) && piece.type === 'P'
}

/** Whether an element is only a wrapper: Chromium has no type for it, or it is part of a list or table and outside of one. */
function isWrapper(kid: StructureElement, parent?: string): boolean {
  return !(inlineTypes.has(kid.type) || grouping.has(kid.type) || heading.test(kid.type)
    || ['P', 'L', 'Table', 'Figure', 'Formula', 'Note'].includes(kid.type) || (kid.type === 'Caption' && parent === 'Div'))
}

/** Whether it is text or part of a line, and not a block. */
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

/** An element in the form of its type; nothing if it would be empty; its kids if it cannot have that type. */
function settle(kid: StructureElement, parent: string, pages: Pages): Kid[] {
  const { type } = kid
  const kids = (holds: Holds): Kid[] => arrange(kid.kids, holds, type, pages)
  if (type === 'L')
    return listOf(kid, pages)
  if (type === 'Table')
    return [tableOf(kid, pages)]
  if (type === 'Figure' || type === 'Formula')
    return figureOf(kid, parent, pages)
  if (type === 'Caption' || type === 'Note')
    return unlessEmpty(make(type, kids('either'), kid))
  if (grouping.has(type))
    return unlessEmpty(make(type, kids('paragraphs'), kid))
  if (type === 'Link' && !kid.kids.some(inner => inner.kind === 'annotation'))
    return kids('text')
  if (heading.test(type) && textOf(kid, pages) === '')
    return []
  return unlessEmpty(make(type, kids('text'), kid))
}

function unlessEmpty(element: StructureElement): StructureElement[] {
  return element.kids.length > 0 ? [element] : []
}

/** L holds nothing but LI (and L), LI nothing but Lbl and LBody (ISO 14289-1, 7.2). */
function listOf(list: StructureElement, pages: Pages): StructureElement[] {
  const items = (kids: readonly Kid[]): Kid[] => kids.flatMap(kid =>
    kid.kind === 'element' && !['L', 'LI'].includes(kid.type) && [...elementsOf(kid)].some(part => part.type === 'LI') ? items(kid.kids) : [kid])
  const found = items(list.kids)
  const isNumbered = found.length > 0 && found.every((item, index) => numberIn(item, index + 1, pages))
  const kids = found.flatMap(kid => kid.kind === 'element' && kid.type === 'L' ? listOf(kid, pages) : itemOf(kid, isNumbered, pages))
  const labels = kids.flatMap(({ kids: [label] }) => label?.kind === 'element' && label.type === 'Lbl' ? [label.actualText ?? textOf(label, pages)] : [])
  return unlessEmpty({ ...make('L', kids, list), numbering: numberingOf(labels) ?? list.numbering })
}

/** The first part of an item if it is the item's number: a style sheet may number a list itself. */
function numberIn(item: Kid, number: number, pages: Pages): Kid | undefined {
  const first = item.kind === 'element' && item.type === 'LI' && item.kids.length > 1 ? item.kids[0] : undefined
  const text = first ? textOf(first, pages) : ''
  return text === `${number}` || text === `${number}.` ? first : undefined
}

/** A list's ListNumbering (ISO 32000-1, table 347), by its items' labels. */
function numberingOf([first = '', second = '']: readonly string[]): string | undefined {
  if (first === '')
    return undefined
  if (beginsWithDigit.test(first))
    return 'Decimal'
  if (romanOne.test(first) && romanTwo.test(second))
    return first.startsWith('i') ? 'LowerRoman' : 'UpperRoman'
  if (oneLetter.test(first))
    return first === first.toLowerCase() ? 'LowerAlpha' : 'UpperAlpha'
  return 'Disc'
}

/** An item of a list. What is outside of items becomes one. */
function itemOf(kid: Kid, isNumbered: boolean, pages: Pages): StructureElement[] {
  const parts = kid.kind === 'element' && kid.type === 'LI' ? kid.kids : [kid]
  const label = isNumbered ? parts[0] : parts.find(part => part.kind === 'element' && part.type === 'Lbl')
  const body = arrange(parts.filter(part => part !== label), 'either', 'LBody', pages)
  const marker = label ? [labelOf(label, pages)] : []
  if (isBlank(body, pages) && !body.some(part => part.kind === 'element'))
    return []
  return [make('LI', [...marker, make('LBody', body)], kid.kind === 'element' ? kid : undefined)]
}

/** An item's mark. One that is drawn has a text that replaces it. */
function labelOf(label: Kid, pages: Pages): StructureElement {
  const isElement = label.kind === 'element'
  const made = make('Lbl', arrange(isElement ? label.kids : [label], 'text', 'Lbl', pages), isElement ? label : undefined)
  return textOf(made, pages) === '' ? { ...made, actualText: '•' } : made
}

/** Table holds nothing but Caption and rows, and its rows are of one length (ISO 14289-1, 7.2). */
function tableOf(table: StructureElement, pages: Pages): StructureElement {
  const page = (pageOf(table) ?? 0) + 1
  const found = partsOf(table.kids, ['Caption', 'TR'], page)
  const captions = found.filter(part => part.type === 'Caption').map(caption => make('Caption', arrange(caption.kids, 'either', 'Caption', pages), caption))
  const rows = found.filter(part => part.type === 'TR').map((row, index) =>
    make('TR', partsOf(row.kids, ['TH', 'TD'], page).map(cell => cellOf(cell, index === 0, pages)), row))
  const title = captions[0] ? ` “${textOf(captions[0], pages)}”` : ''
  const { rows: filled, misfit } = fillGaps(rows)
  if (misfit === undefined) {
    refuseEmptyHeaders(rows, `Page ${page} of the PDF: the table${title}`, pages)
    return make('Table', [...captions, ...filled], table)
  }
  const texts = rows[misfit]?.kids.map(cell => `“${textOf(cell, pages)}”`).join(' ') ?? ''
  throw new PdfError('content', `Page ${page} of the PDF: row ${misfit + 1} of the table${title} (${texts}) does not fit the other rows, and it is not known where a cell is missing. `
    + 'The browser leaves empty cells out of the structure: put text into every cell, for instance a dash, or add a header to every column.')
}

/** Readers say a cell's headers before the cell, so a header must have text. */
function refuseEmptyHeaders(rows: readonly StructureElement[], table: string, pages: Pages): void {
  const cells = rows.flatMap(row => row.kids.flatMap(kid => kid.kind === 'element' ? [kid] : []))
  const empty = cells.filter(cell => cell.type === 'TH' && cell.id !== undefined && textOf(cell, pages) === '')
  const named = cells.find(cell => empty.some(({ id = '' }) => cell.table?.headers.includes(id)))
  if (named)
    throw new PdfError('content', `${table} has a header without text for the cell “${textOf(named, pages)}”. Add text to the header; it may be visually hidden.`)
}

/** The parts of a table that are wanted, wherever in it they are. `page` counts from 1. */
function partsOf(kids: readonly Kid[], wanted: readonly string[], page: number): StructureElement[] {
  return kids.flatMap((kid) => {
    if (kid.kind === 'element' && wanted.includes(kid.type))
      return [kid]
    if (kid.kind === 'element' && [...elementsOf(kid)].some(part => wanted.includes(part.type)))
      return partsOf(kid.kids, wanted, page)
    throw notUnderstood(page, `its table holds ${kid.kind === 'element' ? kid.type : kid.kind} where ${wanted.join(' or ')} is wanted`)
  })
}

/** A cell with its content. A header has a scope (ISO 14289-1, 7.5). */
function cellOf(cell: StructureElement, isInFirstRow: boolean, pages: Pages): StructureElement {
  const attributes: TableAttributes = { headers: [], rowSpan: 1, colSpan: 1, ...cell.table }
  const scope = cell.type === 'TH' ? { scope: attributes.scope ?? (isInFirstRow ? 'Column' : 'Row') } : {}
  return { ...make(cell.type, arrange(cell.kids, 'either', cell.type, pages), cell), table: { ...attributes, ...scope } }
}

/** A figure that is only a picture must have an alternative text (ISO 14289-1, 7.3). One with text or blocks is a group. */
function figureOf(figure: StructureElement, parent: string, pages: Pages): Kid[] {
  const inside = [...elementsOf(figure)].slice(1)
  if (inside.some(part => !isWrapper(part))) {
    const { alt: _, ...group } = figure
    return unlessEmpty(make('Div', arrange(figure.kids, 'paragraphs', 'Div', pages), group))
  }
  const contents = (kid: Kid): Kid[] => kid.kind === 'element' ? kid.kids.flatMap(contents) : [kid]
  const kids = figure.kids.flatMap(contents)
  if (figure.alt === undefined) {
    if (textOf(figure, pages) === '')
      throw new PdfError('content', `Page ${(pageOf(figure) ?? 0) + 1} of the PDF has a picture without alternative text. Add an alt or aria-label to it, or an empty alt if it is decoration.`)
    return parent === 'P' || inlineTypes.has(parent) ? kids : [make('P', kids)]
  }
  // An alternative text that is TeX is a formula's source.
  const { lang, ...formula } = figure
  return [{ ...lang === texLanguage ? make('Formula', kids, formula) : make(figure.type, kids, figure), box: boxOf(kids, pages) }]
}

/** The box around everything that these kids paint, text aside. */
function boxOf(kids: readonly Kid[], pages: Pages): Box | undefined {
  return kids.reduce<Box | undefined>((whole, kid) => {
    const part = kid.kind === 'content' ? paintingOf(kid, pages)?.box : undefined
    return whole && part ? union(whole, part) : whole ?? part
  }, undefined)
}
