/** What the pages of a print show of the elements in its structure tree. */
import type { Painting } from './content.ts'
import type { Kid, MarkedContent, StructureElement } from './tree.ts'
import { elementsOf } from './tree.ts'

const pictures = new Set(['Figure', 'Formula'])

/** What each mark paints, by page and by the print's number; on which pages (from 0) a slide begins; which words are broken across lines. */
export interface Pages {
  readonly paintings: readonly ReadonlyMap<number, Painting>[]
  readonly begins: (page: number) => boolean
  readonly brokenWords: readonly string[]
}

/** What a content paints. */
export function paintingOf({ page, mcid }: MarkedContent, pages: Pages): Painting | undefined {
  return pages.paintings[page]?.get(mcid)
}

/** The text of an element as it is seen: what it shows, and the alternatives of its pictures. */
export function textOf(kid: Kid, pages: Pages): string {
  return joinText(kid, pages, ({ type }) => pictures.has(type))
}

/** The text of an element as it is spoken, with every alternative in place of what it replaces. */
export function spokenTextOf(kid: Kid, pages: Pages): string {
  return joinText(kid, pages, () => true)
}

function joinText(kid: Kid, pages: Pages, isReplaced: (element: StructureElement) => boolean): string {
  const text = (part: Kid): string => {
    if (part.kind === 'content')
      return paintingOf(part, pages)?.text ?? ''
    if (part.kind === 'annotation')
      return ''
    return part.alt !== undefined && isReplaced(part) ? part.alt : part.kids.map(text).join('')
  }
  return text(kid).replace(/\u00AD/g, '').replace(/\s+/g, ' ').trim()
}

/** Whether a line has only spaces and no link. */
export function isBlank(line: readonly Kid[], pages: Pages): boolean {
  return line.every(kid => textOf(kid, pages) === '' && !(kid.kind === 'element' && [...elementsOf(kid)].some(part => part.type === 'Link')))
}
