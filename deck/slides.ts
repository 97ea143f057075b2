/** What the slides say and what they rest on, read from their source: for `prove`, the checks of slides, and Slidev's preparser. */
import type { SourceSlideInfo } from '@slidev/types'
import type { Briefing } from '../briefing/model.ts'
import type { Evaluate, Tag, TextPart } from './markdown.ts'
import { basename, dirname, relative } from 'node:path'
import { load } from '@slidev/parser/fs'
import { paragraphsOf } from '../briefing/model.ts'
import { withoutClicks } from '../briefing/notes.ts'
import { codeOf, Failure } from './failure.ts'
import { isNode, partsOf, walk } from './markdown.ts'

/** A text of a slide, and the file it stands in, relative to the slides'. */
export interface SlideText extends TextPart {
  readonly file: string
}

/** One slide, as the audience counts them. */
export interface Slide {
  /** From 1. */
  readonly number: number
  readonly title: string
  /** Relative to the folder of the slides. */
  readonly file: string
  /** Its first line in that file, from 1. */
  readonly line: number
  readonly frontmatter: Readonly<Record<string, unknown>>
  /** Where its front matter's keys stand, those of a slide that includes it too. */
  readonly keys: readonly { readonly name: string, readonly file: string, readonly line: number }[]
  /** In Markdown. */
  readonly note: string | undefined
  /** Headings, text, attributes, front matter and note. */
  readonly texts: readonly SlideText[]
  readonly tags: readonly Tag[]
  /** What it shows of the evidence. */
  readonly rests: Rests
}

/** What of the evidence a slide refers to. */
export interface Rests {
  /** From 1, ascending. */
  readonly paragraphs: readonly number[]
  /** The ids of the quotations that it shows. */
  readonly quotations: readonly string[]
}

const lineBreak = /\r?\n/

/**
 * Every slide that is shown, in order; slides of other files where one includes them.
 * @param entry the slides' Markdown file, absolute.
 * @throws {Failure} of kind `file` if there is none, of kind `content` if it cannot be taken apart.
 */
export async function readSlides(entry: string, evidence: Briefing): Promise<Slide[]> {
  const root = dirname(entry)
  let loaded
  try {
    loaded = await load({ roots: [root], userRoot: root, allowedRoots: [root] }, entry)
  }
  catch (error) {
    if (codeOf(error) !== undefined)
      throw new Failure('file', `${basename(entry)} cannot be read (${codeOf(error)}): there are no slides to check`, { cause: error })
    throw new Failure('content', `${basename(entry)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  const errors = Object.values(loaded.markdownFiles).flatMap(({ filepath, errors = [] }) => errors.map(({ row, message }) => `${relative(root, filepath)}:${row + 1}: ${message}`))
  if (errors.length > 0)
    throw new Failure('content', errors.join('\n'))
  const linesOf = new Map(Object.values(loaded.markdownFiles).map(({ filepath, raw }) => [filepath, raw.split(lineBreak)]))

  return loaded.slides.map((slide, index) => {
    const { filepath, start, contentStart, end } = slide.source
    const file = relative(root, filepath)
    const lines = linesOf.get(filepath) ?? []
    const content = lines.slice(contentStart, end).join('\n')
    const { texts, tags, rests } = readMarkdown(content, contentStart + 1, evidence)
    const noteAt = slide.note === undefined ? -1 : content.lastIndexOf(slide.note)
    const note = noteAt < 0 ? [] : partsOf(withoutClicks(content.slice(noteAt).replace('-->', '')), contentStart + content.slice(0, noteAt).split('\n').length).texts
    const keys = [slide.source, ...slide.importChain ?? []].flatMap(source => Object.keys(source.frontmatter).map(name => ({ name, file: relative(root, source.filepath), line: lineOfKey(source, name) })))
    return {
      number: index + 1,
      title: slide.title ?? `Slide ${index + 1}`,
      file,
      line: start + 1,
      frontmatter: slide.frontmatter,
      keys,
      note: slide.note,
      texts: [
        ...Object.entries(slide.source.frontmatter).flatMap(([key, value]) =>
          stringsOf(value).map(text => ({ text, line: lineOfKey(slide.source, key), kind: `“${key}” in the front matter`, file }))),
        ...texts.map(part => ({ ...part, file })),
        ...note.map(part => ({ ...part, kind: 'note', file })),
      ],
      tags,
      rests,
    }
  })
}

function lineOfKey({ start, frontmatterRaw = '' }: SourceSlideInfo, key: string): number {
  return start + 2 + Math.max(frontmatterRaw.split(lineBreak).findIndex(line => line.startsWith(`${key}:`)), 0)
}

/** The paragraphs (from 1) that a slide's Markdown rests on: those of every piece of evidence that its expressions refer to. */
export function paragraphsOfMarkdown(content: string, evidence: Briefing): number[] {
  return [...readMarkdown(content, 1, evidence).rests.paragraphs]
}

function readMarkdown(content: string, firstLine: number, evidence: Briefing): { texts: readonly TextPart[], tags: readonly Tag[], rests: Rests } {
  const evaluate: Evaluate = (syntax) => {
    const [path] = pathsIn(syntax)
    const { value, isExact } = follow(evidence, path?.keys ?? [])
    return path?.isWhole === true && isExact && (typeof value === 'string' || typeof value === 'number') ? String(value) : undefined
  }
  const { texts, tags, expressions } = partsOf(content, firstLine, evaluate)
  // Of a text or number, what counts is the piece of evidence it is a part of.
  const found = expressions.flatMap(pathsIn).map(({ keys }) => follow(evidence, keys))
  const paragraphs = paragraphsOf(found.map(({ value, owner }) => isNode(value) || Array.isArray(value) ? value : owner))
  const quotations = Object.values(evidence.quotations)
    .filter(quotation => found.some(({ value, owner, key }) => contains(value, quotation) || (owner === quotation && key === 'exact')))
    .map(({ id }) => id)
  return { texts, tags, rests: { paragraphs, quotations } }
}

/** A reference to `$brief`: the names after it, and whether it is the whole expression. */
interface Path {
  readonly keys: readonly string[]
  readonly isWhole: boolean
}

function pathsIn(syntax: unknown): Path[] {
  if (syntax === '$brief')
    return [{ keys: [], isWhole: true }]
  const paths: Path[] = []
  walk(syntax, (node) => {
    const keys = pathOf(node)
    if (keys)
      paths.push({ keys, isWhole: node === syntax })
    return !keys
  })
  return paths
}

/** `$brief.a.b` and `$brief['a'].b`; a name that is computed ends the path, so that the whole collection counts. */
function pathOf(node: Readonly<Record<string, unknown>>): string[] | undefined {
  if (node.type === 'Identifier')
    return node.name === '$brief' ? [] : undefined
  if ((node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') || !isNode(node.object) || !isNode(node.property))
    return undefined
  const before = pathOf(node.object)
  const key = node.computed === true ? node.property.value : node.property.name
  return before && (typeof key === 'string' && before.at(-1) !== '' ? [...before, key] : [...before, ''])
}

/** Follows names into the evidence as far as they lead. */
function follow(evidence: Briefing, keys: readonly string[]): { value: unknown, owner: unknown, key: string | undefined, isExact: boolean } {
  let value: unknown = evidence
  let owner: unknown
  let last: string | undefined
  for (const key of keys) {
    if (value === evidence && !Object.hasOwn(evidence, key))
      return { value: undefined, owner: undefined, key, isExact: false }
    if (!isNode(value) || !Object.hasOwn(value, key))
      return { value, owner, key: last, isExact: false }
    owner = value
    value = value[key]
    last = key
  }
  return { value, owner, key: last, isExact: true }
}

function contains(value: unknown, wanted: object): boolean {
  return value === wanted || (typeof value === 'object' && value !== null && Object.values(value).some(inner => contains(inner, wanted)))
}

function stringsOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
