/** Extracts the slides of the print page for the page to read. */
import { selectors } from '../../../slidev/dom.ts'
import { slideNumber } from '../../print/printed-slide.ts'

/** A slide without its canvas. */
export interface ReadSlide {
  readonly no: number
  readonly title: string
  readonly section: string
  /** What is under the title. */
  readonly html: string
}

interface Kept {
  /** The only classes. */
  readonly classes: readonly string[]
  /** How many levels lower than on its slide a heading is. */
  readonly lower: number
}

type ExtractedSlide = Omit<ReadSlide, 'html'> & { readonly content: Element }

const keptAttributes = ['alt', 'colspan', 'dir', 'href', 'lang', 'reversed', 'role', 'rowspan', 'scope', 'src', 'start', 'value', 'aria-hidden', 'aria-label']
const tableRoles: Readonly<Record<string, string>> = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' }
const digits = /\d+/
const headingName = /^h([2-5])$/
const paragraphLink = /^#paragraph-(\d+)@(\d+)$/
const blanks = /[ \n]+/g

/**
 * Extracts the slides.
 * @param classes the only classes to keep
 * @param appendix the numbers of the slides that have a heading of the appendix above them
 * @returns the slides, and the inline styles of their pictures, which are in `data-style` now: see `ruleForStyle`
 */
export function takeSlides(classes: readonly string[], appendix: readonly number[]): { slides: ReadSlide[], styles: string[] } {
  const slides = Array.from(document.querySelectorAll(selectors.printedSlide), container => extract(container, { classes, lower: appendix.includes(slideNumber(container.id)) ? 2 : 1 }))
  linkParagraphs(slides)
  const styles = slides.flatMap(({ content }) => Array.from(content.querySelectorAll('[data-style]'), element => element.getAttribute('data-style') ?? ''))
  return {
    slides: slides.map(({ content, ...slide }) => ({ ...slide, html: content.innerHTML.replace(blanks, ' ').trim() })),
    styles: [...new Set(styles)],
  }
}

function extract(container: Element, kept: Kept): ExtractedSlide {
  const heading = container.querySelector('h1')
  const kicker = container.querySelector('.kicker')
  const content = document.createElement('div')
  const page = container.querySelector(selectors.slide) ?? container
  for (const part of page.children) {
    const inner = part.matches(selectors.layout) ? [...part.childNodes] : [part]
    content.append(...inner.filter(node => node !== heading && node !== kicker).flatMap(node => convert(node, kept)))
  }
  content.querySelectorAll('table').forEach(fitTable)
  for (const link of content.querySelectorAll('a[href^="#"]')) {
    const target = slideNumber(link.getAttribute('href')?.slice(1) ?? '')
    const paragraph = link.matches('.paragraph-mark') ? digits.exec(link.textContent ?? '')?.[0] : undefined
    link.setAttribute('href', paragraph === undefined ? `#slide-${target}` : `#paragraph-${paragraph}@${target}`)
  }
  return { no: slideNumber(container.id), content, title: (heading?.textContent ?? '').trim(), section: (kicker?.textContent ?? '').trim() }
}

/** Copies a node and its content, with only what the page to read needs. */
function convert(node: Node, kept: Kept): (Node | string)[] {
  if (node instanceof Text)
    return [node.data]
  if (!(node instanceof Element) || node.matches('script, style, .page'))
    return []
  if (node instanceof SVGSVGElement)
    return [copyPicture(node)]
  const { display } = getComputedStyle(node)
  // The layout separates these children, so the text must too.
  const isApart = display.endsWith('flex') || display.endsWith('grid')
  const children = [...node.childNodes].flatMap(child => isApart ? [...convert(child, kept), ' '] : convert(child, kept))
  const isEmpty = (node.textContent ?? '').trim() === '' && node.querySelector('svg, img') === null
  if (isEmpty && !node.matches('td, th, img, br, hr'))
    return []
  const element = copyElement(node, kept)
  if (element.localName === 'span' && element.attributes.length === 0)
    return children
  const role = roleOf(node)
  if (role !== undefined)
    element.setAttribute('role', role)
  element.append(...children)
  return [element]
}

function copyElement(original: Element, { classes, lower }: Kept): Element {
  const element = document.createElement(nameOf(original, lower))
  for (const { name, value } of original.attributes) {
    if (keptAttributes.includes(name))
      element.setAttribute(name, value)
  }
  const ownClasses = [...original.classList].filter(name => classes.includes(name))
  if (ownClasses.length > 0)
    element.className = ownClasses.join(' ')
  return element
}

/** A slide's heading is at a lower level on a page of many slides, and a slide's footer is not the page's. */
function nameOf({ localName }: Element, lower: number): string {
  const level = headingName.exec(localName)?.[1]
  return level !== undefined ? `h${Math.min(Number(level) + lower, 6)}` : localName === 'footer' ? 'div' : localName
}

function roleOf(element: Element): string | undefined {
  if (element.localName === 'th')
    return element.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader'
  return tableRoles[element.localName]
}

function copyPicture(svg: SVGSVGElement): Node {
  const copy = document.importNode(svg, true)
  for (const element of [copy, ...copy.querySelectorAll('[style]')]) {
    const style = element.getAttribute('style')
    element.removeAttribute('style')
    if (style !== null)
      element.setAttribute('data-style', style)
  }
  return copy
}

/** Labels cells by column, because a row becomes a list on a narrow screen, and puts the table into a box whose width decides that. */
function fitTable(table: HTMLTableElement): void {
  const heads = Array.from(table.tHead?.rows[0]?.cells ?? [], cell => (cell.textContent ?? '').trim())
  for (const row of table.querySelectorAll('tbody tr')) {
    for (const [column, cell] of [...row.children].entries()) {
      const head = heads[column]
      if (cell.localName === 'td' && head !== undefined && head !== '')
        cell.setAttribute('data-column', head)
    }
  }
  const box = document.createElement('div')
  box.className = heads.length > 4 ? 'fit many-columns' : 'fit'
  table.replaceWith(box)
  box.append(table)
}

/** Links a paragraph's mark to the paragraph's row in the table of all paragraphs, or to that slide if it has no such row. */
function linkParagraphs(slides: readonly ExtractedSlide[]): void {
  for (const { content } of slides) {
    for (const link of content.querySelectorAll('a[href^="#paragraph-"]')) {
      const [, paragraph = '', target = ''] = paragraphLink.exec(link.getAttribute('href') ?? '') ?? []
      const heads = slides.find(slide => slide.no === Number(target))?.content.querySelectorAll('tbody th[scope="row"]') ?? []
      const row = [...heads].find(head => digits.exec(head.textContent ?? '')?.[0] === paragraph)?.parentElement
      if (row)
        row.id = `paragraph-${paragraph}`
      link.setAttribute('href', row ? `#paragraph-${paragraph}` : `#slide-${target}`)
    }
  }
}

/**
 * Returns the values of design tokens as CSS: light, dark, and for `.inverse` in both. Paper is light.
 * @param names custom properties
 */
export function readTokens(names: readonly string[]): string {
  const root = document.documentElement
  const wasDark = root.classList.contains('dark')
  const inverse = document.body.appendChild(document.createElement('div'))
  inverse.className = 'inverse'
  root.classList.remove('dark')
  const light = { page: valuesOf(root, names), inverse: valuesOf(inverse, names) }
  root.classList.add('dark')
  const dark = { page: valuesOf(root, names), inverse: valuesOf(inverse, names) }
  root.classList.toggle('dark', wasDark)
  inverse.remove()
  return `:root{${block(light.page)}}
.inverse{${block(light.inverse, light.page)}}
@media screen and (prefers-color-scheme:dark){:root{${block(dark.page, light.page)}}.inverse{${block(dark.inverse, dark.page)}}}`
}

function valuesOf(element: Element, names: readonly string[]): Map<string, string> {
  const style = getComputedStyle(element)
  return new Map(names.map(name => [name, style.getPropertyValue(name).trim()]))
}

/** Declares the values that differ from the inherited ones. */
function block(values: Map<string, string>, inherited?: Map<string, string>): string {
  return [...values].filter(([name, value]) => value !== '' && inherited?.get(name) !== value).map(([name, value]) => `${name}:${value}`).join(';')
}
