/** A PDF as a screen reader says it, line by line. What it announces, and does not read, is in brackets. */
import type { Pdf, Tag } from './pdf.ts'
import { attributeOf, labelsOf, pageOf } from './pdf.ts'

/** What a reader announces before it reads. Of a quotation within a line, and of notes, readers announce nothing. */
const announced: Readonly<Record<string, string>> = { BlockQuote: 'block quote', Caption: 'caption', Figure: 'graphic', Link: 'link', Note: 'note', Quote: 'quotation' }
const inlineTypes = new Set(['Span', 'Quote', 'Code', 'Link'])
const heading = /^H(\d)$/
const spaces = /\s+/g
/** The spaces around words that stand for marks make no difference there. */
const beforeStop = / (?=[.,;:])/g

/** Says every page. */
export function spokenText(pdf: Pdf): string {
  const pages = pdf.pages.map((): string[] => [])
  const labels = labelsOf(pdf)
  for (const section of pdf.root?.kids ?? []) {
    let page = section.kind === 'tag' ? pageOf(section) : section.page
    for (const block of section.kind === 'tag' ? section.kids : []) {
      page = (block.kind === 'tag' ? pageOf(block) : block.page) || page
      pages[page - 1]?.push(...linesOf(block))
    }
  }
  return pages.map((lines, index) => `[page ${labels[index] ?? index + 1}]\n${lines.map(line => `${line}\n`).join('')}`).join('\n')
}

/** What an element says: each block has lines of its own, and what is beside blocks shares one. */
function linesOf(part: Tag['kids'][number]): string[] {
  if (!isBlock(part))
    return [tidy(textOf(part))]
  const lines: string[] = []
  let line = ''
  const endLine = (): void => {
    if (tidy(line) !== '')
      lines.push(tidy(line))
    line = ''
  }
  const replacement = part.actualText ?? part.alt
  for (const kid of replacement === undefined ? part.kids : []) {
    if (isBlock(kid)) {
      endLine()
      lines.push(...linesOf(kid))
    }
    else {
      line += textOf(kid)
    }
  }
  line += replacement ?? ''
  endLine()
  const name = nameOf(part)
  if (name === undefined)
    return lines
  const [first = '', ...others] = lines
  return [tidy(`[${name}] ${first}`), ...others.map(other => `  ${other}`)]
}

function isBlock(part: Tag['kids'][number]): part is Tag {
  return part.kind === 'tag' && !inlineTypes.has(part.type)
}

function textOf(part: Tag['kids'][number]): string {
  if (part.kind !== 'tag')
    return part.kind === 'mark' ? part.text : ''
  const text = part.actualText ?? part.alt ?? part.kids.map(textOf).join('')
  const name = announced[part.type]
  return name === undefined ? text : ` [${name}: ${tidy(text)}] `
}

function nameOf(tag: Tag): string | undefined {
  const { type } = tag
  const level = heading.exec(type)?.[1]
  if (level !== undefined)
    return `heading ${level}`
  if (type === 'L')
    return `list of ${tag.kids.length}, ${attributeOf(tag, 'ListNumbering')?.toString().slice(1) ?? 'no labels'}`
  if (type === 'Table')
    return `table of ${tag.kids.filter(kid => kid.kind === 'tag' && kid.type === 'TR').length} rows`
  if (type === 'TH')
    return `${attributeOf(tag, 'Scope')?.toString().slice(1).toLowerCase() ?? ''} header`
  return { LI: 'item', Lbl: 'label', LBody: undefined, TR: 'row', TD: 'cell' }[type] ?? announced[type]
}

function tidy(text: string): string {
  return text.replaceAll('\u00AD', '').replaceAll(spaces, ' ').replaceAll(beforeStop, '').trim()
}
