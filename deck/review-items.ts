/** What a person has to read of the slides: their own words, what they show, and their notes sentence by sentence. */
import type { ItemField, ReviewItem } from '../briefing/review.ts'
import type { Slide } from './slides.ts'
import { spokenPart } from '../briefing/notes.ts'
import { clean, sentencesOf } from '../briefing/text.ts'

/** The keys of a front matter that a reader gets to read, as the item calls them. */
const readKeys: ReadonlyMap<string, string> = new Map([['title', 'deck title'], ['info', 'info'], ['keywords', 'keywords'], ['author', 'author'], ['section', 'section']])
const ofFrontMatter = /^“(.+)” in the front matter$/
/** What is read with the component that it belongs to. */
const ofComponent = / of <[A-Z]/
/** A component with its props, or an interpolation. */
const shown = /<[A-Z](?:"[^"]*"|'[^']*'|[^"'>])*>|\{\{[\s\S]*?\}\}/g
const words = /[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu
/** Enough words to tell one text of a slide from another, and few enough that most corrections leave the id as it is. */
const wordsInId = 5

/**
 * The items of a deck's slides. Their ids hold a slide's `routeAlias`, or else its title, and a text's first words, but no number: a slide that
 * is moved, or a sentence that is put in before another, makes nothing unread.
 */
export function slideItems(slides: readonly Slide[]): ReviewItem[] {
  const uniqueKey = makeUnique()
  return slides.flatMap((slide) => {
    const alias = slide.frontmatter.routeAlias
    return itemsOf(slide, uniqueKey(typeof alias === 'string' ? alias : slugOf(slide.title, Infinity)))
  })
}

function itemsOf(slide: Slide, key: string): ReviewItem[] {
  const unique = makeUnique()
  const { paragraphs } = slide.rests
  const item = (name: string, fields: readonly ItemField[], where: string, context?: string): ReviewItem =>
    ({ id: `slide:${key}/${unique(name)}`, where, fields, paragraphs, slide: slide.number, ...context !== undefined && { context } })
  const note = spokenPart(slide.note ?? '').trim()
  const components = slide.markdown.match(shown) ?? []
  const whole = `${slide.file}:${slide.line}`
  // A section's name or a keyword says little by itself.
  const head = slide.texts.flatMap(({ text, kind }) => {
    const name = kind === 'heading' ? 'title' : readKeys.get(ofFrontMatter.exec(kind)?.[1] ?? '')
    return name === undefined ? [] : [{ name, text }]
  })
  return [
    ...head.length > 0 ? [item('title', head, whole)] : [],
    ...slide.texts.flatMap(({ text, kind, file, line }) => {
      const where = `${file}:${line}`
      if (kind === 'note')
        return spokenSentences(text).map(sentence => item(`note/${slugOf(sentence)}`, [{ name: 'note', text: sentence }], where, note))
      if (kind === 'heading' || ofFrontMatter.test(kind) || ofComponent.test(kind))
        return []
      return [item(`${kind}/${slugOf(text)}`, [{ name: kind, text }], where)]
    }),
    ...components.length > 0 ? [item('shows', [{ name: 'shows', text: components.join('\n') }], whole)] : [],
  ]
}

function spokenSentences(text: string): string[] {
  const spoken = spokenPart(text)
  return sentencesOf(spoken).map(({ start, end }) => spoken.slice(start, end).trim()).filter(sentence => sentence !== '')
}

/** A text's first words, to go into an id. */
function slugOf(text: string, most = wordsInId): string {
  return (clean(text).toLowerCase().match(words) ?? []).slice(0, most).join('-')
}

function makeUnique(): (name: string) => string {
  const counts = new Map<string, number>()
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name}-${count}`
  }
}
