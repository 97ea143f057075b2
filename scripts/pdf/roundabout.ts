/**
 * What a print says in a roundabout way, because Chromium has no type for it. The page uses:
 *
 * - a picture (`role="img"` with `aria-label`) of text for text that is spoken as something else,
 * - `role="code"` within `role="code"`, and nothing beside it, for a quotation within a line,
 * - `role="complementary"` within itself for a note.
 */
import type { Pages } from './pages.ts'
import type { Kid, MarkedContent, StructureElement } from './tree.ts'
import { texLanguage } from './arrange.ts'
import { paintingOf } from './pages.ts'
import { make } from './tree.ts'

const doubled: Readonly<Record<string, string>> = { Code: 'Quote', Aside: 'Note' }
/** How high the lines under or through a text may be, as a part of its size. More than that is a picture. */
const lineHeight = 0.25

/** Says it directly. */
export function plainSpeech(document: StructureElement, pages: Pages): StructureElement {
  const visit = (element: StructureElement): StructureElement => {
    const kids = element.kids.map(kid => kid.kind === 'element' ? visit(kid) : kid)
    const settled = { ...element, kids }
    const type = doubled[element.type]
    const [inner, ...others] = kids
    if (type !== undefined && inner?.kind === 'element' && inner.type === element.type && others.length === 0)
      return make(type, inner.kids, inner)
    if (element.type === 'Figure' && element.alt !== undefined && element.lang !== texLanguage && isText(settled, pages))
      // Readers put the text of neighbours together as it is.
      return make('Span', kids, { ...settled, alt: ` ${element.alt} ` })
    return element.type === 'Link' ? linkOf(settled) : settled
  }
  return visit(document)
}

/** A link that holds nothing but text with a name has the name itself: readers look for it there. */
function linkOf(link: StructureElement): StructureElement {
  const [text, ...others] = link.kids.filter(kid => kid.kind !== 'annotation')
  if (text?.kind !== 'element' || text.type !== 'Span' || text.alt === undefined || others.length > 0)
    return link
  return { ...link, alt: text.alt.trim(), kids: link.kids.flatMap(kid => kid === text ? text.kids : [kid]) }
}

/** Whether a picture is of text and nothing else. */
function isText(figure: StructureElement, pages: Pages): boolean {
  const paintings = markedContentsOf(figure).map(content => paintingOf(content, pages))
  return paintings.length > 0 && paintings.every((painting) => {
    if (painting?.hasText !== true || !painting.start)
      return false
    return !painting.box || painting.box[3] - painting.box[1] < lineHeight * painting.start.size
  })
}

function markedContentsOf(kid: Kid): MarkedContent[] {
  return kid.kind === 'content' ? [kid] : kid.kind === 'element' ? kid.kids.flatMap(markedContentsOf) : []
}
