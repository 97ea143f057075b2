/** Reads a slide's HTML and expressions with Vue's own template parser: its texts, its tags, and what they are bound to. */
import type { CompilerError, ElementNode, TemplateChildNode } from '@vue/compiler-dom'
import { ErrorCodes, NodeTypes, parse } from '@vue/compiler-dom'
import { isRecord } from '../briefing/record.ts'
import { unreadable } from '../briefing/text.ts'

/** A block of text or an attribute. Lines count from 1. */
export interface TextPart {
  /** With the source's line breaks. An interpolation is its value; code, and an unknown value, is U+FFFC. */
  readonly text: string
  readonly line: number
  /** What it is, to go into a sentence: `text`, `heading`, `title of <QuoteCard>`. */
  readonly kind: string
  /** Of which tag it is an attribute: its index among the tags. */
  readonly tag?: number
}

/** An expression in an interpolation, or in an attribute of a tag. */
export interface Expression {
  /** Babel's syntax tree, or a string if it is only a name. */
  readonly syntax: unknown
  readonly line: number
  /** The index among the tags, and the attribute as it is written. */
  readonly tag?: number
  readonly attribute?: string
}

/** A tag, as it opens. */
export interface Tag {
  readonly name: string
  readonly line: number
}

/** What has been parsed so far. */
export interface ParseState {
  readonly texts: TextPart[]
  readonly tags: Tag[]
  /** Those that are not closed yet, from the outside in. */
  readonly open: Tag[]
  readonly expressions: Expression[]
  /** The values of the interpolations, in order. */
  readonly interpolated: readonly string[]
  /** Whether it is a note, which shows code as text. */
  readonly isNote: boolean
}

/** HTML's text-level elements, which do not end a line of text. */
export const textLevelTags: ReadonlySet<string> = new Set('a abbr b bdi bdo br cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr'.split(' '))

/** A tag as text: whether it ends an element, and its name. */
export const tagAtStart = /^<(\/?)([\w.:-]+)/

const attributesWithoutText: ReadonlySet<string> = new Set('class for height href id is key lang layout name ref role slot src style to type width'.split(' '))
/** Parts of a block quotation that name its source. */
const notQuoted: ReadonlySet<string> = new Set(['cite', 'figcaption', 'footer'])
const codeTags: ReadonlySet<string> = new Set(['pre', 'script', 'style', 'svg'])

// Begins and ends with braces as an interpolation does, because Markdown looks at the characters beside its marks.
const placeholder = /\{\uE000(\d+)\uE001\}/g
const inQuotationMarks = /^\s*[“"«„][\s\S]*[”"»“]\s*$/

/** A placeholder for an interpolation that no parser changes. */
export function placeholderFor(index: number): string {
  return `{\uE000${index}\uE001}`
}

/** Adds a text, with the values of its interpolations. */
export function addText({ texts, interpolated }: ParseState, text: string, line: number, kind: string, tag?: number): void {
  const read = text.replace(placeholder, (_, index: string) => interpolated[Number(index)] ?? unreadable)
  if (read.trim() !== '')
    texts.push({ text: read, line, kind, ...tag !== undefined && { tag } })
}

/** The text of a block quotation, in quotation marks if it has none. */
export function asQuotation(text: string): string {
  const words = text.trim()
  return words === '' || inQuotationMarks.test(text) ? text : text.replace(words, () => `“${words}”`)
}

/** The text that a tag adds to its line. */
export function textOfTag(name: string, isEnd: boolean): string {
  if (name === 'q')
    return isEnd ? '”' : '“'
  return name === 'br' ? ' ' : textLevelTags.has(name) ? '' : unreadable
}

/** Reads HTML that begins in `line`; `isQuoted` if it is in a block quotation. */
export function readHtml(state: ParseState, html: string, line: number, isQuoted: boolean): void {
  // A tag may be closed by another block of Markdown.
  readChildren(state, nodesOf(html, ({ code, loc }) => {
    const [, slash, name = ''] = tagAtStart.exec(html.slice(loc?.start.offset)) ?? []
    if (code === ErrorCodes.X_MISSING_END_TAG)
      state.open.push({ name, line: line + (loc?.start.line ?? 1) - 1 })
    if (code === ErrorCodes.X_INVALID_END_TAG && slash === '/')
      closeTag(state, name)
  }), line, isQuoted)
}

/** Records that a tag is closed. */
export function closeTag({ open }: ParseState, name: string): void {
  const at = open.findLastIndex(tag => tag.name === name)
  if (at >= 0)
    open.splice(at, 1)
}

/** Reads the nodes of an element. Its text continues through text-level elements and ends at any other. */
function readChildren(state: ParseState, children: readonly TemplateChildNode[], firstLine: number, isQuoted: boolean): void {
  let text = ''
  let textLine = firstLine
  const append = (more: string, line: number): void => {
    if (text === '')
      textLine = line
    text += more
  }
  const end = (): void => {
    addText(state, isQuoted ? asQuotation(text) : text, textLine, 'text')
    text = ''
  }
  const visit = (node: TemplateChildNode): void => {
    const line = firstLine + node.loc.start.line - 1
    if (node.type === NodeTypes.TEXT)
      return append(node.content, line)
    if (node.type !== NodeTypes.ELEMENT)
      return
    state.tags.push({ name: node.tag, line })
    readAttributes(state, node, firstLine)
    if (codeTags.has(node.tag) && !(state.isNote && node.tag === 'pre'))
      return append(unreadable, line)
    if (textLevelTags.has(node.tag) && !notQuoted.has(node.tag)) {
      append(textOfTag(node.tag, false), line)
      node.children.forEach(visit)
      return append(node.tag === 'q' ? textOfTag('q', true) : '', line)
    }
    end()
    readChildren(state, node.children, firstLine, (isQuoted || node.tag === 'blockquote') && !notQuoted.has(node.tag))
  }
  children.forEach(visit)
  end()
}

function readAttributes(state: ParseState, element: ElementNode, firstLine: number): void {
  const tag = state.tags.length - 1
  for (const property of element.props) {
    const line = firstLine + property.loc.start.line - 1
    if (property.type === NodeTypes.ATTRIBUTE) {
      if (!attributesWithoutText.has(property.name) && property.value)
        addText(state, property.value.content, line, `${property.name} of <${element.tag}>`, tag)
      continue
    }
    const bound = property.forParseResult?.source ?? property.exp
    if (bound?.type !== NodeTypes.SIMPLE_EXPRESSION)
      continue
    const syntax = bound.ast ?? bound.content
    state.expressions.push({ syntax, line, tag, attribute: property.rawName ?? property.name })
    for (const text of stringsIn(syntax))
      addText(state, text, line, `${property.rawName ?? property.name} of <${element.tag}>`, tag)
  }
}

function nodesOf(html: string, onError: (error: CompilerError) => void = () => {}): readonly TemplateChildNode[] {
  return parse(html, { prefixIdentifiers: true, whitespace: 'preserve', comments: false, onError, onWarn: () => {} }).children
}

/** The expression in an interpolation: its syntax tree, or a string if it is only a name. */
export function expressionOf(source: string): unknown {
  const [node] = nodesOf(`{{${source}}}`)
  return node?.type === NodeTypes.INTERPOLATION && node.content.type === NodeTypes.SIMPLE_EXPRESSION ? node.content.ast ?? node.content.content : undefined
}

/** Visits every node of a syntax tree, from the outside in; `visit` returns whether to go inside. */
export function walk(syntax: unknown, visit: (node: Readonly<Record<string, unknown>>) => boolean): void {
  if (Array.isArray(syntax))
    return syntax.forEach(inner => walk(inner, visit))
  if (isRecord(syntax) && visit(syntax))
    Object.entries(syntax).forEach(([key, inner]) => key === 'loc' || key === 'extra' ? undefined : walk(inner, visit))
}

/** The strings in an expression; what a template string computes is U+FFFC. */
function stringsIn(syntax: unknown): string[] {
  const strings: string[] = []
  walk(syntax, (node) => {
    if (node.type === 'StringLiteral' && typeof node.value === 'string')
      strings.push(node.value)
    if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis))
      strings.push(node.quasis.map(quasi => isRecord(quasi) && isRecord(quasi.value) ? String(quasi.value.cooked) : '').join(unreadable))
    return true
  })
  return strings
}
