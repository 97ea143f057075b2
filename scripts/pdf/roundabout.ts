/**
 * Decodes what `scripts/print/in-page/reading.ts` writes in other terms, because Chromium has no type for it:
 *
 * - a picture (`role="img"` with `aria-label`) of text is text that is spoken as something else,
 * - `role="code"` that only holds another `role="code"` is a quotation within a line,
 * - `role="complementary"` that only holds another one is a note.
 */
import type { Pages } from './pages.ts'
import type { StructureElement } from './tree.ts'
import { texLanguage } from './arrange.ts'
import { paintingOf } from './pages.ts'
import { contentsOf, make } from './tree.ts'

const doubled: Readonly<Record<string, string>> = { Code: 'Quote', Aside: 'Note' }
/** How high the lines under or through a text may be, as a share of its size. Anything higher is a picture. */
const lineHeight = 0.25

/** Replaces these by the types that they mean. */
export function plainSpeech(document: StructureElement, pages: Pages): StructureElement {
  const visit = (element: StructureElement): StructureElement => {
    const kids = element.kids.map(kid => kid.kind === 'element' ? visit(kid) : kid)
    const settled = { ...element, kids }
    const type = doubled[element.type]
    const [inner, ...others] = kids
    if (type !== undefined && inner?.kind === 'element' && inner.type === element.type && others.length === 0)
      return make(type, inner.kids, inner)
    if (element.type === 'Figure' && element.alt !== undefined && element.lang !== texLanguage && isText(settled, pages))
      // Spaces, because readers join the texts of neighbours without any.
      return make('Span', kids, { ...settled, alt: ` ${element.alt} ` })
    return element.type === 'Link' ? linkOf(settled) : settled
  }
  return visit(document)
}

/** A link that only holds text with a name gets the name itself, because readers look for it there. */
function linkOf(link: StructureElement): StructureElement {
  const [text, ...others] = link.kids.filter(kid => kid.kind !== 'annotation')
  if (text?.kind !== 'element' || text.type !== 'Span' || text.alt === undefined || others.length > 0)
    return link
  return { ...link, alt: text.alt.trim(), kids: link.kids.flatMap(kid => kid === text ? text.kids : [kid]) }
}

/** Whether a picture is of text and nothing else. */
function isText(figure: StructureElement, pages: Pages): boolean {
  const paintings = Array.from(contentsOf(figure), content => paintingOf(content, pages))
  return paintings.length > 0 && paintings.every((painting) => {
    if (painting?.hasText !== true || !painting.start)
      return false
    return !painting.box || painting.box[3] - painting.box[1] < lineHeight * painting.start.size
  })
}
