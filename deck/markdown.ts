/**
 * Takes a slide's Markdown apart into what a reader gets to read, the tags it uses and the expressions they are bound to, each with its line, in the
 * way that Slidev reads it: markdown-it with Vue's tags, then Vue's own template parser. Code is neither.
 */
import type { ElementNode, TemplateChildNode } from '@vue/compiler-dom'
import { componentPlugin } from '@mdit-vue/plugin-component'
import { NodeTypes, parse } from '@vue/compiler-dom'
import MarkdownIt from 'markdown-it'
import { unreadable } from '../briefing/text.ts'

/** A block of text or an attribute. Lines count from 1. */
export interface TextPart {
  /** A line break in the source is one here; an interpolation is what it evaluates to, and code, or what cannot be evaluated, is U+FFFC. */
  readonly text: string
  readonly line: number
  /** Where it stands, to go into a sentence: `text`, `heading`, `title of <QuoteCard>`. */
  readonly kind: string
}

/** A tag, as it opens. */
export interface Tag {
  readonly name: string
  readonly line: number
}

/** What stands in a slide's Markdown. */
export interface MarkdownParts {
  readonly texts: readonly TextPart[]
  readonly tags: readonly Tag[]
  /** Every expression in an interpolation or a bound attribute: Babel's syntax tree, or the name if it is nothing but one. */
  readonly expressions: readonly unknown[]
}

/** Gives an interpolation's text, if it can be told without running the deck. */
export type Evaluate = (expression: unknown) => string | undefined

/** HTML's text-level elements, which run on in their line of text. */
export const textLevelTags: ReadonlySet<string> = new Set('a abbr b bdi bdo br cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr'.split(' '))

const attributesWithoutText: ReadonlySet<string> = new Set('class for height href id is key lang layout name ref role slot src style to type width'.split(' '))
const unquotedInBlockquote: ReadonlySet<string> = new Set(['cite', 'figcaption', 'footer'])
const codeTags: ReadonlySet<string> = new Set(['code', 'pre', 'script', 'style', 'svg'])

const interpolation = /\{\{([\s\S]*?)\}\}/g
// Interpolations are put aside before markdown-it could take their operators for emphasis.
const placeholder = /\uE000(\d+)\uE001/g
const tagAtStart = /^<(\/?)([\w.:-]+)/
const blockquoteTags = /<(\/?)blockquote\b/g
const inQuotationMarks = /^\s*[“"«„][\s\S]*[”"»“]\s*$/

const markdown = new MarkdownIt({ html: true }).use(componentPlugin)

/** Takes Markdown apart; `firstLine` is the number of its first line in its file. */
export function partsOf(source: string, firstLine: number, evaluate: Evaluate = () => undefined): MarkdownParts {
  const texts: TextPart[] = []
  const tags: Tag[] = []
  const expressions: unknown[] = []
  const interpolated: string[] = []

  const marked = source.replace(interpolation, (whole, expression: string) => {
    const syntax = expressionOf(expression)
    expressions.push(syntax)
    interpolated.push(evaluate(syntax) ?? unreadable)
    return `\uE000${interpolated.length - 1}\uE001${'\n'.repeat(whole.split('\n').length - 1)}`
  })

  const addText = (text: string, line: number, kind: string): void => {
    const read = text.replace(placeholder, (_, index: string) => interpolated[Number(index)] ?? unreadable)
    if (read.trim() !== '')
      texts.push({ text: read, line, kind })
  }

  const addAttributes = (element: ElementNode, line: number): void => {
    for (const property of element.props) {
      const propertyLine = line + property.loc.start.line - 1
      if (property.type === NodeTypes.ATTRIBUTE) {
        if (!attributesWithoutText.has(property.name) && property.value)
          addText(property.value.content, propertyLine, `${property.name} of <${element.tag}>`)
        continue
      }
      const bound = property.forParseResult?.source ?? property.exp
      if (bound?.type !== NodeTypes.SIMPLE_EXPRESSION)
        continue
      const syntax = bound.ast ?? bound.content
      expressions.push(syntax)
      for (const literal of stringsIn(syntax))
        addText(literal, propertyLine, `${property.rawName ?? property.name} of <${element.tag}>`)
    }
  }

  // An element's text runs on through text-level elements and ends at any other.
  const addHtml = (html: string, line: number, isQuoted: boolean): void => {
    const addChildren = (children: readonly TemplateChildNode[], quoted: boolean): void => {
      let text = ''
      let textLine = line
      const flush = (): void => {
        addText(quoted && text.trim() !== '' && !inQuotationMarks.test(text) ? `“${text.trim()}”` : text, textLine, 'text')
        text = ''
      }
      const append = (more: string, atLine: number): void => {
        if (text === '')
          textLine = atLine
        text += more
      }
      const visit = (node: TemplateChildNode): void => {
        const nodeLine = line + node.loc.start.line - 1
        if (node.type === NodeTypes.TEXT)
          return append(node.content, nodeLine)
        if (node.type !== NodeTypes.ELEMENT)
          return
        tags.push({ name: node.tag, line: nodeLine })
        addAttributes(node, line)
        if (codeTags.has(node.tag)) {
          append(unreadable, nodeLine)
        }
        else if (textLevelTags.has(node.tag) && !unquotedInBlockquote.has(node.tag)) {
          append(node.tag === 'q' ? '“' : node.tag === 'br' ? '\n' : '', nodeLine)
          node.children.forEach(visit)
          append(node.tag === 'q' ? '”' : '', nodeLine)
        }
        else {
          flush()
          addChildren(node.children, (quoted || node.tag === 'blockquote') && !unquotedInBlockquote.has(node.tag))
        }
      }
      children.forEach(visit)
      flush()
    }
    addChildren(htmlOf(html), isQuoted)
  }

  let kind = 'text'
  let quoteDepth = 0
  for (const token of markdown.parse(marked, {})) {
    const line = firstLine + (token.map?.[0] ?? 0)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      kind = token.nesting === 1 ? 'heading' : 'text'
    else if (token.type === 'blockquote_open' || token.type === 'blockquote_close')
      quoteDepth += token.nesting

    // A component on a line of its own comes as inline HTML outside any paragraph.
    if (token.type === 'html_block' || token.type === 'html_inline') {
      addHtml(token.content, line, quoteDepth > 0)
      for (const [, isEnd] of token.content.matchAll(blockquoteTags))
        quoteDepth += isEnd === '' ? 1 : -1
    }
    if (token.type !== 'inline')
      continue

    let text = ''
    let breaks = 0
    for (const child of token.children ?? []) {
      if (child.type === 'text') {
        text += child.content
      }
      else if (child.type === 'softbreak' || child.type === 'hardbreak') {
        text += '\n'
        breaks++
      }
      else if (child.type === 'code_inline') {
        text += unreadable
      }
      else if (child.type === 'image' || child.type === 'link_open') {
        addText(child.content, line + breaks, 'alt of an image')
        addText(String(child.attrGet('title') ?? ''), line + breaks, 'title')
      }
      else if (child.type === 'html_inline') {
        const [, isEnd, name = ''] = tagAtStart.exec(child.content) ?? []
        text += name === 'q' ? (isEnd === '' ? '“' : '”') : name === 'br' ? '\n' : textLevelTags.has(name) ? '' : unreadable
        if (isEnd === '')
          addHtml(child.content, line + breaks, false)
        breaks += child.content.split('\n').length - 1
      }
    }
    addText(quoteDepth > 0 && !inQuotationMarks.test(text) ? `“${text}”` : text, line, kind)
  }
  return { texts, tags, expressions }
}

function htmlOf(html: string): readonly TemplateChildNode[] {
  // A tag that another block of Markdown closes is no error here; one that nothing closes, the type check finds.
  return parse(html, { prefixIdentifiers: true, whitespace: 'preserve', comments: false, onError: () => {}, onWarn: () => {} }).children
}

function expressionOf(source: string): unknown {
  const [node] = htmlOf(`{{${source}}}`)
  return node?.type === NodeTypes.INTERPOLATION && node.content.type === NodeTypes.SIMPLE_EXPRESSION ? node.content.ast ?? node.content.content : undefined
}

/** Every node of a syntax tree, from the outside in; `visit` says whether to go on inside. */
export function walk(syntax: unknown, visit: (node: Readonly<Record<string, unknown>>) => boolean): void {
  if (Array.isArray(syntax))
    return syntax.forEach(inner => walk(inner, visit))
  if (isNode(syntax) && visit(syntax))
    Object.entries(syntax).forEach(([key, inner]) => key === 'loc' || key === 'extra' ? undefined : walk(inner, visit))
}

/** Whether a value is an object that can be looked into. */
export function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The strings that an expression contains; what a template string computes is U+FFFC. */
function stringsIn(syntax: unknown): string[] {
  const strings: string[] = []
  walk(syntax, (node) => {
    if (node.type === 'StringLiteral' && typeof node.value === 'string')
      strings.push(node.value)
    if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis))
      strings.push(node.quasis.map(quasi => isNode(quasi) && isNode(quasi.value) ? String(quasi.value.cooked) : '').join(unreadable))
    return true
  })
  return strings
}
