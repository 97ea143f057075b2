/** What the slides say and what evidence they show, read from their source: for `prove`, `typecheck` and Slidev's preparser. */
import type { SlideInfo, SourceSlideInfo } from '@slidev/types'
import type { SlideText } from '../briefing/basis.ts'
import type { Briefing, Speaker } from '../briefing/model.ts'
import type { Evaluate } from './markdown.ts'
import type { Expression, Tag, TextPart } from './template.ts'
import { basename, dirname, relative } from 'node:path'
import { load } from '@slidev/parser/fs'
import { paragraphsOf } from '../briefing/model.ts'
import { withoutClicks } from '../briefing/notes.ts'
import { contentsOf, isRecord } from '../briefing/record.ts'
import { codeOf, Failure } from './failure.ts'
import { partsOf } from './markdown.ts'
import { noteParser } from './parsers.ts'
import { walk } from './template.ts'

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
  /** Where the keys of its front matter are, and the keys of a slide that includes it. */
  readonly keys: readonly { readonly name: string, readonly file: string, readonly line: number }[]
  /** Without its note. */
  readonly markdown: string
  /** In Markdown. */
  readonly note: string | undefined
  /** Headings, text, attributes, front matter and note. */
  readonly texts: readonly SlideText[]
  readonly tags: readonly Tag[]
  /** The tags that are never closed. */
  readonly open: readonly Tag[]
  readonly expressions: readonly Expression[]
  /** What it shows of the evidence. */
  readonly rests: Rests
}

/** The evidence that a slide names, one by one. */
interface Rests {
  /** From 1, ascending. */
  readonly paragraphs: readonly number[]
  /** The ids of the entries of each kind. */
  readonly quotations: readonly string[]
  readonly statements: readonly string[]
  readonly events: readonly string[]
  readonly quantities: readonly string[]
  readonly disputes: readonly string[]
  readonly arguments: readonly string[]
  readonly observations: readonly string[]
  readonly places: readonly string[]
  /** The ids of the quantities on each scale. */
  readonly scales: readonly (readonly string[])[]
}

/** Components that list speakers or disputes and show none of their words. */
const overviews: ReadonlySet<string> = new Set(['CoverageTable', 'DisputeIndex', 'PositionsMatrix', 'SpeakerTable'])
/** An expression with one of these as a whole makes a list of contents and shows no words; of observations, a component shows only some kinds. */
const listsOfContents: ReadonlySet<string> = new Set(['speakers', 'outlets', 'statements', 'disputes', 'arguments', 'observations'])

const lineBreak = /\r?\n/

/**
 * Reads every slide that is shown, in order; where a slide includes a file, that file's.
 * @param entry the slides' Markdown file, absolute
 * @param evidence the value of `$brief` in them
 * @throws {Failure} of kind `file` if there is none, of kind `content` if it does not parse
 */
export async function readSlides(entry: string, evidence: Briefing): Promise<Slide[]> {
  const root = dirname(entry)
  const loaded = await loadSlides(entry)
  const filesByPath = new Map(Object.values(loaded.markdownFiles).map(({ filepath, raw }) => [filepath, raw.split(lineBreak)]))
  return loaded.slides.map((slide, index) => readSlide(slide, index + 1, root, filesByPath.get(slide.source.filepath) ?? [], evidence))
}

/** A file of slides, relative to the folder of the first one. */
export interface SlideFile {
  readonly file: string
  readonly text: string
}

/** Reads the file of the slides and those that it includes, as they are; throws as `readSlides` does. */
export async function readSlideFiles(entry: string): Promise<SlideFile[]> {
  const { markdownFiles } = await loadSlides(entry)
  return Object.values(markdownFiles).map(({ filepath, raw }) => ({ file: relative(dirname(entry), filepath), text: raw }))
}

async function loadSlides(entry: string): Promise<Awaited<ReturnType<typeof load>>> {
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
  return loaded
}

function readSlide(slide: SlideInfo, number: number, root: string, lines: readonly string[], evidence: Briefing): Slide {
  const { source, note, frontmatter, title = `Slide ${number}` } = slide
  const { filepath, start, contentStart, end } = source
  const file = relative(root, filepath)
  const content = lines.slice(contentStart, end).join('\n')
  const noteAt = note === undefined ? -1 : content.lastIndexOf(note)
  const markdown = noteAt < 0 ? content : content.slice(0, content.lastIndexOf('<!--', noteAt))
  const { texts, tags, open, expressions, rests } = readMarkdown(markdown, contentStart + 1, evidence)
  return {
    number,
    title,
    file,
    line: start + 1,
    frontmatter,
    keys: [source, ...slide.importChain ?? []].flatMap(info => Object.keys(info.frontmatter).map(name => ({ name, file: relative(root, info.filepath), line: lineOfKey(info, name) }))),
    markdown,
    note,
    texts: [
      // A file's name comes from the title, which is the article's.
      ...Object.entries(source.frontmatter).filter(([key]) => key !== 'exportFilename').flatMap(([key, value]) => stringsIn(value).map(text => ({ text, line: lineOfKey(source, key), kind: `“${key}” in the front matter`, file }))),
      ...texts.map(part => ({ ...part, file })),
      ...noteAt < 0 ? [] : textsOfNote(content.slice(noteAt), contentStart + content.slice(0, noteAt).split('\n').length).map(part => ({ ...part, file })),
    ],
    tags,
    open,
    expressions,
    rests,
  }
}

/** @param comment the note, from its first word to the end of its comment. */
function textsOfNote(comment: string, firstLine: number): TextPart[] {
  const { texts } = partsOf(withoutClicks(comment.replace('-->', '')), firstLine, { parser: noteParser, isNote: true })
  return texts.map(text => ({ ...text, kind: 'note' }))
}

function lineOfKey({ start, frontmatterRaw = '' }: SourceSlideInfo, key: string): number {
  return start + 2 + Math.max(frontmatterRaw.split(lineBreak).findIndex(line => line.startsWith(`${key}:`)), 0)
}

/** What a slide's Markdown rests on: the paragraphs, from 1, of all the evidence that its expressions refer to, and the ids of the disputes that it shows. */
export function restsOfMarkdown(content: string, evidence: Briefing): Pick<Rests, 'paragraphs' | 'disputes'> {
  const { paragraphs, disputes } = readMarkdown(content, 1, evidence).rests
  return { paragraphs, disputes }
}

type MarkdownOfSlide = Pick<Slide, 'tags' | 'open' | 'expressions' | 'rests'> & { readonly texts: readonly Omit<SlideText, 'file'>[] }

function readMarkdown(content: string, firstLine: number, evidence: Briefing): MarkdownOfSlide {
  const evaluate: Evaluate = (syntax) => {
    const [path] = pathsIn(syntax)
    const { value, isExact } = follow(evidence, path?.keys ?? [])
    return path?.isWhole === true && isExact && (typeof value === 'string' || typeof value === 'number') ? String(value) : undefined
  }
  const { texts, tags, open, expressions } = partsOf(content, firstLine, { evaluate })
  const shownByTag = (tag: number) => shownBy(expressions.filter(expression => expression.tag === tag), evidence)
  const speakersOf = (tag: number): Speaker[] => {
    const { quotations } = shownByTag(tag)
    return Object.values(evidence.quotations).filter(({ id }) => quotations.includes(id)).map(({ speaker }) => speaker)
  }
  return {
    texts: texts.map(text => text.tag === undefined ? text : { ...text, speakers: speakersOf(text.tag) }),
    tags,
    open,
    expressions,
    rests: {
      ...shownBy(expressions.filter(({ tag = -1 }) => !overviews.has(tags[tag]?.name ?? '')), evidence),
      scales: tags.flatMap(({ name }, tag) => name === 'QuantityScale' ? [shownByTag(tag).quantities] : []),
    },
  }
}

function shownBy(expressions: readonly Expression[], evidence: Briefing): Omit<Rests, 'scales'> {
  const found = expressions.flatMap(({ syntax }) => pathsIn(syntax))
    .filter(({ keys: [collection = '', ...others] }) => collection !== '' && !(listsOfContents.has(collection) && !isNamedIn(evidence, collection, others[0])))
    .map(({ keys }) => follow(evidence, keys))
  // For a text or number, its entry counts.
  const shown = found.map(({ value, owner }) => isRecord(value) || Array.isArray(value) ? value : isRecord(owner) && ('paragraph' in owner || 'paragraphs' in owner) ? owner : undefined)
  const idsOf = (entries: Readonly<Record<string, { readonly id: string }>>, words: string): string[] => Object.values(entries)
    .filter(entry => found.some(({ value, owner, key }) => contains(value, entry) || (owner === entry && key === words)))
    .map(({ id }) => id)
  return {
    paragraphs: paragraphsOf(shown),
    quotations: idsOf(evidence.quotations, 'exact'),
    statements: idsOf(evidence.statements, 'text'),
    events: idsOf(evidence.events, 'text'),
    quantities: idsOf(evidence.quantities ?? {}, 'amount'),
    disputes: Object.values(evidence.disputes).filter(dispute => found.some(({ value }) => value === dispute)).map(({ id }) => id),
    arguments: idsOf(evidence.arguments, 'topic'),
    observations: idsOf(evidence.observations, 'text'),
    places: idsOf(evidence.places, 'name'),
  }
}

function isNamedIn(evidence: Briefing, collection: string, id: string | undefined): boolean {
  const entries = contentsOf(evidence).find(([name]) => name === collection)?.[1]
  return isRecord(entries) && id !== undefined && Object.hasOwn(entries, id)
}

/** A reference to `$brief`: the keys after it, and whether it is the whole expression. */
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

/** The keys in `$brief.a.b` and `$brief['a'].b`. A computed key ends the path, so that the whole collection counts. */
function pathOf(node: Readonly<Record<string, unknown>>): string[] | undefined {
  if (node.type === 'Identifier')
    return node.name === '$brief' ? [] : undefined
  if ((node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') || !isRecord(node.object) || !isRecord(node.property))
    return undefined
  const before = pathOf(node.object)
  const key = node.computed === true ? node.property.value : node.property.name
  return before && (typeof key === 'string' && before.at(-1) !== '' ? [...before, key] : [...before, ''])
}

function follow(evidence: Briefing, keys: readonly string[]): { value: unknown, owner: unknown, key: string | undefined, isExact: boolean } {
  let value: unknown = evidence
  let owner: unknown
  let last: string | undefined
  for (const key of keys) {
    if (value === evidence && !Object.hasOwn(evidence, key))
      return { value: undefined, owner: undefined, key, isExact: false }
    if (!isRecord(value) || !Object.hasOwn(value, key))
      return { value, owner, key: last, isExact: false }
    owner = value
    value = value[key]
    last = key
  }
  return { value, owner, key: last, isExact: true }
}

function contains(value: unknown, wanted: object): boolean {
  return value === wanted || contentsOf(value).some(([, inner]) => contains(inner, wanted))
}

function stringsIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : contentsOf(value).flatMap(([, inner]) => stringsIn(inner))
}
