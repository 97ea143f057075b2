/**
 * Makes the briefing as one page to read, from the slides as they are rendered: the same order, headings, lists, tables and pictures,
 * without the canvas. For a phone, a screen reader's browse mode, 200 % zoom, a browser without scripts, a crawler.
 */
/* eslint-disable e18e/prefer-static-regex -- what runs in a page can use nothing from outside itself */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import { readFile } from 'node:fs/promises'
import { fontsInUse, ruleForStyle, rulesInUse } from './rules-in-use.ts'

/** The briefing as one page to read, in parts, because a page without scripts shows the same. */
export interface ReadPage {
  /** What stands in the page's body. Its addresses are relative to the site's folder. */
  readonly body: string
  readonly css: string
}

export interface ReadPageOptions {
  /** The path of the site on its host, with a slash at both ends. */
  readonly base: string
  /** The file name of the PDF beside the page. */
  readonly pdf: string
}

/** A slide, taken out of its canvas. */
interface ReadSlide {
  readonly no: number
  readonly title: string
  readonly section: string
  /** What stands under the title. */
  readonly html: string
}

/**
 * Makes the page to read from Slidev's print page, as `openPrintPage` leaves it.
 * @param page shows all slides with all their clicks, links between them rewritten to their places
 */
export async function makeReadPage(page: Page, deck: Deck, { base, pdf }: ReadPageOptions): Promise<ReadPage> {
  const own = await readFile(new URL('read-page.css', import.meta.url), 'utf8')
  const classes = [...new Set(Array.from(own.matchAll(/\.([a-z][\w-]*)/gi), ([, name = '']) => name))]
  const { css: fonts } = await fontsInUse(page)
  const { slides, styles } = await page.evaluate(takeSlides, classes)
  const pictures = [await rulesInUse(page, { within: '.print-slide-container svg' }), ...styles.map(ruleForStyle)].join('\n')
  const tokens = [...new Set(Array.from(`${own} ${pictures}`.matchAll(/var\((--[\w-]+)/g), ([, name = '']) => name))]
  const values = await page.evaluate(readTokens, tokens)
  return {
    body: bodyOf(slides, deck, pdf),
    css: [values, fonts.replaceAll(`url("${base}`, 'url("'), own, pictures].join('\n'),
  }
}

function bodyOf(slides: readonly ReadSlide[], deck: Deck, pdf: string): string {
  const [cover] = slides
  return `
<header class="masthead" id="slide-1">
  ${kicker(cover?.section ?? '')}
  <h1>${escapeHtml(cover === undefined || cover.title === '' ? deck.title : cover.title)}</h1>
  ${cover?.html ?? ''}
  <p class="other-forms"><a href="./">Show as slides</a> <a href="${pdf}">PDF</a></p>
</header>
<nav class="contents" aria-labelledby="contents">
  <h2 id="contents">Contents</h2>
  <ol>
    ${slides.slice(1).map(({ no, title }) => `<li value="${no}"><a href="#slide-${no}">${escapeHtml(title)}</a></li>`).join('\n    ')}
  </ol>
</nav>
<main>
${slides.slice(1).map(({ no, title, section, html }) => `<article id="slide-${no}" aria-labelledby="slide-${no}-title">
  ${kicker(section)}
  <h2 id="slide-${no}-title">${escapeHtml(title)}</h2>
  ${html}
</article>`).join('\n')}
</main>`
}

function kicker(section: string): string {
  return section === '' ? '' : `<p class="kicker">${escapeHtml(section)}</p>`
}

/** Makes text safe inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/**
 * The values of design tokens, light, dark, and for `.inverse` in both, as CSS that needs no script to choose. Runs in the page.
 * @param names custom properties
 */
function readTokens(names: readonly string[]): string {
  const root = document.documentElement
  const wasDark = root.classList.contains('dark')
  const inverse = document.body.appendChild(document.createElement('div'))
  inverse.className = 'inverse'
  const valuesOf = (element: Element): Map<string, string> => {
    const style = getComputedStyle(element)
    return new Map(names.map(name => [name, style.getPropertyValue(name).trim()]))
  }
  const block = (values: Map<string, string>, without: Map<string, string> | undefined): string =>
    [...values].filter(([name, value]) => value !== '' && without?.get(name) !== value).map(([name, value]) => `${name}:${value}`).join(';')
  root.classList.remove('dark')
  const light = { page: valuesOf(root), inverse: valuesOf(inverse) }
  root.classList.add('dark')
  const dark = { page: valuesOf(root), inverse: valuesOf(inverse) }
  root.classList.toggle('dark', wasDark)
  inverse.remove()
  return `:root{${block(light.page, undefined)}}
.inverse{${block(light.inverse, light.page)}}
@media (prefers-color-scheme:dark){:root{${block(dark.page, light.page)}}.inverse{${block(dark.inverse, dark.page)}}}`
}

/**
 * Takes the slides out of their canvas. Runs in the page.
 * @param classes the only classes to keep
 * @returns the slides, and the inline styles of their pictures, which are attributes now: see `ruleForStyle`
 */
function takeSlides(classes: readonly string[]): { slides: ReadSlide[], styles: string[] } {
  const keptAttributes = ['alt', 'colspan', 'dir', 'href', 'lang', 'reversed', 'role', 'rowspan', 'scope', 'src', 'start', 'value', 'aria-hidden', 'aria-label']
  const styles = new Set<string>()

  const tableRoles: Readonly<Record<string, string>> = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' }
  const roleOf = (element: Element): string | undefined => {
    if (element.localName === 'th')
      return element.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader'
    return tableRoles[element.localName]
  }

  /** A heading of a slide is one level lower on a page of many, and a slide's foot is not the page's. */
  const nameOf = (element: Element): string => {
    const level = /^h([2-5])$/.exec(element.localName)?.[1]
    return level !== undefined ? `h${Number(level) + 1}` : element.localName === 'footer' ? 'div' : element.localName
  }

  const picture = (svg: SVGSVGElement): Node => {
    const copy = document.importNode(svg, true)
    for (const element of [copy, ...copy.querySelectorAll('[style]')]) {
      const style = element.getAttribute('style')
      element.removeAttribute('style')
      if (style !== null) {
        styles.add(style)
        element.setAttribute('data-style', style)
      }
    }
    return copy
  }

  const convert = (node: Node): (Node | string)[] => {
    if (node instanceof Text)
      return [node.data]
    if (!(node instanceof Element) || node.matches('script, style, .page'))
      return []
    if (node instanceof SVGSVGElement)
      return [picture(node)]
    const style = getComputedStyle(node)
    // Whatever the layout keeps apart, the text has to.
    const isApart = style.display.endsWith('flex') || style.display.endsWith('grid')
    const children = [...node.childNodes].flatMap(child => isApart ? [...convert(child), ' '] : convert(child))
    const isEmpty = (node.textContent ?? '').trim() === '' && node.querySelector('svg, img') === null
    if (isEmpty && !node.matches('td, th, img, br, hr'))
      return []
    const element = document.createElement(nameOf(node))
    for (const { name, value } of node.attributes) {
      if (keptAttributes.includes(name))
        element.setAttribute(name, value)
    }
    const own = [...node.classList].filter(name => classes.includes(name))
    if (own.length > 0)
      element.className = own.join(' ')
    if (element.localName === 'span' && element.attributes.length === 0)
      return children
    const role = roleOf(node)
    if (role !== undefined)
      element.setAttribute('role', role)
    element.append(...children)
    return [element]
  }

  /** On a narrow screen a row becomes a list of its cells, and each says which column it is of. */
  const labelCells = (table: HTMLTableElement): void => {
    const heads = Array.from(table.tHead?.rows[0]?.cells ?? [], cell => (cell.textContent ?? '').trim())
    for (const row of table.querySelectorAll('tbody tr')) {
      for (const [column, cell] of [...row.children].entries()) {
        const head = heads[column]
        if (cell.localName === 'td' && head !== undefined && head !== '')
          cell.setAttribute('data-column', head)
      }
    }
    // Many columns may not fit between a wide screen and a narrow one; then the table scrolls in a box that a keyboard can reach.
    if (heads.length > 4) {
      const box = document.createElement('div')
      box.className = 'scroll'
      box.tabIndex = 0
      box.setAttribute('role', 'region')
      box.setAttribute('aria-label', (table.caption?.textContent ?? '').trim() || 'Table')
      table.replaceWith(box)
      box.append(table)
    }
  }

  const slides = Array.from(document.querySelectorAll('.print-slide-container'), (container) => {
    const no = Number(container.id.split('-')[0])
    const heading = container.querySelector('h1')
    const kicker = container.querySelector('.kicker')
    const content = document.createElement('div')
    const page = container.querySelector('.slidev-page') ?? container
    for (const part of page.children) {
      const inner = part.matches('.slidev-layout') ? [...part.childNodes] : [part]
      content.append(...inner.filter(node => node !== heading && node !== kicker).flatMap(convert))
    }
    content.querySelectorAll('table').forEach(labelCells)
    for (const link of content.querySelectorAll('a[href^="#"]')) {
      const target = Number(link.getAttribute('href')?.slice(1).split('-')[0])
      const paragraph = link.matches('.paragraph-mark') ? /\d+/.exec(link.textContent ?? '')?.[0] : undefined
      link.setAttribute('href', paragraph === undefined ? `#slide-${target}` : `#paragraph-${paragraph}@${target}`)
    }
    return { no, content, title: (heading?.textContent ?? '').trim(), section: (kicker?.textContent ?? '').trim() }
  })

  // A paragraph's mark leads to the paragraph's row in the table that the mark's slide links to, if it has one.
  for (const { content } of slides) {
    for (const link of content.querySelectorAll('a[href^="#paragraph-"]')) {
      const [, paragraph = '', target = ''] = /^#paragraph-(\d+)@(\d+)$/.exec(link.getAttribute('href') ?? '') ?? []
      const heads = slides.find(slide => slide.no === Number(target))?.content.querySelectorAll('tbody th[scope="row"]') ?? []
      const row = [...heads].find(head => /\d+/.exec(head.textContent ?? '')?.[0] === paragraph)?.parentElement
      if (row)
        row.id = `paragraph-${paragraph}`
      link.setAttribute('href', row ? `#paragraph-${paragraph}` : `#slide-${target}`)
    }
  }

  return {
    slides: slides.map(({ no, content, title, section }) => ({ no, title, section, html: content.innerHTML.replace(/[ \n]+/g, ' ').trim() })),
    styles: [...styles],
  }
}
