/** Splits Markdown into its texts, its tags and the expressions that they are bound to, each with its line. */
import type { MarkdownExit, Token as MarkdownToken } from 'markdown-exit'
import type { Expression, ParseState, Tag, TextPart } from './template.ts'
import { isRecord } from '../briefing/record.ts'
import { unreadable } from '../briefing/text.ts'
import { slideParser } from './parsers.ts'
import { addText, asQuotation, closeTag, expressionOf, placeholderFor, readHtml, tagAtStart, textOfTag } from './template.ts'

interface MarkdownParts {
  readonly texts: readonly TextPart[]
  readonly tags: readonly Tag[]
  /** Those that are never closed. */
  readonly open: readonly Tag[]
  readonly expressions: readonly Expression[]
}

/** Returns an interpolation's text if it is known without running the deck. */
export type Evaluate = (expression: unknown) => string | undefined

const interpolation = /\{\{([\s\S]*?)\}\}/g
const blockquoteTags = /<(\/?)blockquote\b/g

/**
 * Splits Markdown into parts. Blocks of code count in notes, but not on slides.
 * @param source the Markdown
 * @param firstLine the number of its first line in its file
 * @param options how to read it
 * @param options.parser of slides or of notes
 * @param options.evaluate for interpolations; without it, none is known
 * @param options.isNote whether it is a note, which shows interpolations and code as they are typed
 */
export function partsOf(source: string, firstLine: number, { parser = slideParser, evaluate = () => undefined, isNote = false }: { parser?: MarkdownExit, evaluate?: Evaluate, isNote?: boolean } = {}): MarkdownParts {
  // As Slidev does, so that an indented first line is not taken for code.
  const trimmed = source.trimStart()
  const line = firstLine + linesIn(source.slice(0, source.length - trimmed.length)) - 1
  const { marked, expressions, interpolated } = isNote ? { marked: trimmed, expressions: [], interpolated: [] } : setInterpolationsAside(trimmed, line, evaluate)
  const state: ParseState = { texts: [], tags: [], open: [], expressions, interpolated, isNote }
  readBlocks(state, parser.parse(marked, {}), line)
  return state
}

function linesIn(text: string): number {
  return text.split('\n').length
}

/** Replaces each interpolation with a placeholder, because a parser would read its operators as emphasis. */
function setInterpolationsAside(source: string, firstLine: number, evaluate: Evaluate): { marked: string, expressions: Expression[], interpolated: string[] } {
  const expressions: Expression[] = []
  const interpolated: string[] = []
  const marked = source.replace(interpolation, (whole, expression: string, at: number) => {
    const syntax = expressionOf(expression)
    expressions.push({ syntax, line: firstLine + linesIn(source.slice(0, at)) - 1 })
    interpolated.push(evaluate(syntax) ?? unreadable)
    return placeholderFor(interpolated.length - 1) + '\n'.repeat(linesIn(whole) - 1)
  })
  return { marked, expressions, interpolated }
}

function readBlocks(state: ParseState, tokens: readonly MarkdownToken[], firstLine: number): void {
  let line = firstLine
  let kind = 'text'
  let quoteDepth = 0
  for (const [i, token] of tokens.entries()) {
    // A token without a line, such as a cell, has the line of the block around it.
    line = token.map ? firstLine + token.map[0] : line
    switch (token.type) {
      case 'heading_open':
        kind = 'heading'
        break
      case 'heading_close':
        kind = 'text'
        break
      case 'blockquote_open':
      case 'blockquote_close':
        quoteDepth += token.nesting
        break
      case 'fence':
      case 'code_block':
        if (state.isNote)
          addText(state, token.content, token.type === 'fence' ? line + 1 : line, 'text')
        break
      case 'alert_open':
        readHtml(state, String(metaOf(token, 'title')), line, false)
        break
      // A component on a line of its own is inline HTML outside any paragraph.
      case 'html_block':
      case 'html_inline':
        readHtml(state, token.content, line, quoteDepth > 0)
        for (const [, isEnd] of token.content.matchAll(blockquoteTags))
          quoteDepth += isEnd === '' ? 1 : -1
        break
      case 'inline': {
        // Counted from the end of the paragraph, because an alert no longer has its first line.
        if (token.map && tokens[i - 1]?.type === 'paragraph_open')
          line = firstLine + token.map[1] - linesIn(token.content)
        const text = readInline(state, token.children ?? [], line)
        addText(state, quoteDepth > 0 ? asQuotation(text) : text, line, kind)
        break
      }
    }
  }
}

/** The text of one block. The texts of attributes in it are added on the way. */
function readInline(state: ParseState, tokens: readonly MarkdownToken[], firstLine: number): string {
  let text = ''
  for (const token of tokens) {
    const line = firstLine + linesIn(text) - 1
    switch (token.type) {
      case 'text':
      case 'code_inline':
        text += token.content
        break
      case 'softbreak':
      case 'hardbreak':
        text += '\n'
        break
      case 'footnote_ref':
        text += footnoteMark(token)
        break
      case 'image':
      case 'link_open':
        addText(state, token.content, line, 'alt of an image')
        addText(state, token.attrGet('title') ?? '', line, 'title')
        break
      case 'html_inline':
        text += readInlineTag(state, token.content, line)
        break
    }
  }
  return text
}

function metaOf({ meta }: MarkdownToken, key: string): unknown {
  return isRecord(meta) ? meta[key] : undefined
}

/** `[1]`; `[1:1]` where the same footnote is referred to again. */
function footnoteMark(token: MarkdownToken): string {
  const again = Number(metaOf(token, 'subId') ?? 0)
  return `[${Number(metaOf(token, 'id')) + 1}${again > 0 ? `:${again}` : ''}]`
}

/** The text that a tag or comment adds to its line. */
function readInlineTag(state: ParseState, html: string, line: number): string {
  const [, slash, name] = tagAtStart.exec(html) ?? []
  if (slash === '')
    readHtml(state, html, line, false)
  else if (name !== undefined)
    closeTag(state, name)
  return (name === undefined ? '' : textOfTag(name, slash === '/')) + '\n'.repeat(linesIn(html) - 1)
}
