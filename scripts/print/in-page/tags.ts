/**
 * Adds what Chromium's tagged PDF lacks: formulas, lines of code, the state of a task's box, the language of words. Each gets a form that Chromium
 * writes. Nothing visible changes.
 */
import { selectors } from '../../../slidev/dom.ts'
import { notDescribed, setPicture } from './alternatives.ts'

/** In brackets, so that splitting keeps it. */
const lineBreak = /(\n)/

/**
 * Prepares the print page. Can be called again after content was added.
 * @returns how many pictures have only their name as alternative text
 */
export function prepareTags(): number {
  document.querySelectorAll<HTMLElement>('pre').forEach(tagCode)
  document.querySelectorAll<HTMLElement>('.katex').forEach(tagFormula)
  document.querySelectorAll<HTMLInputElement>('li input[type="checkbox"]').forEach(tagTask)
  document.querySelectorAll<HTMLElement>(`${selectors.printedSlide} [lang]`).forEach(tagLanguage)
  document.querySelectorAll<HTMLElement>(`${selectors.drawing}[alt]`).forEach(drawing => setPicture(drawing, drawing.getAttribute('alt') ?? ''))
  document.querySelectorAll<HTMLTableElement>('table').forEach(tagTable)
  return document.querySelectorAll(`[${notDescribed}]`).length
}

/** Makes each line of code a paragraph that only holds code. */
function tagCode(block: HTMLElement): void {
  const lines = block.querySelectorAll<HTMLElement>('.line')
  if (block.querySelector('[role="code"]') !== null)
    return
  // One role around all of the lines would hide theirs.
  block.querySelectorAll('code').forEach(code => code.setAttribute('role', 'none'))
  if (lines.length > 0)
    lines.forEach(line => tagLine(line, [...line.childNodes]))
  else
    [block, ...block.querySelectorAll('*')].filter(element => [...element.childNodes].some(isLines)).forEach(splitLines)
}

function isLines(node: Node): boolean {
  return node instanceof Text && node.data.trim() !== ''
}

/** Puts the lines of code without highlighting into elements of their own. */
function splitLines(parent: Element): void {
  for (const text of [...parent.childNodes].filter(node => node instanceof Text)) {
    const parts = text.data.split(lineBreak).map((part) => {
      const node = new Text(part)
      if (part.trim() === '')
        return node
      const line = document.createElement('span')
      line.append(node)
      tagLine(line, [node])
      return line
    })
    text.replaceWith(...parts)
  }
}

function tagLine(line: HTMLElement, content: readonly ChildNode[]): void {
  const code = document.createElement('span')
  code.setAttribute('role', 'code')
  code.append(...content)
  line.append(code)
  line.setAttribute('role', 'paragraph')
}

/**
 * KaTeX hides the painted formula from screen readers, and what they read is not painted, so Chromium leaves it out. The painted formula becomes a
 * picture with its source as alternative text, and a language tag for TeX.
 */
function tagFormula(formula: HTMLElement): void {
  const painted = formula.querySelector<HTMLElement>(':scope > .katex-html')
  const source = formula.querySelector('annotation[encoding="application/x-tex"]')?.textContent?.trim()
  if (painted === null || source === undefined)
    return
  setPicture(painted, source)
  painted.lang = 'x-tex'
  painted.removeAttribute('aria-hidden')
  formula.querySelector<HTMLElement>(':scope > .katex-mathml')?.setAttribute('aria-hidden', 'true')
}

/** Chromium writes neither a name nor a state for a checkbox. The words are in English, and say so. */
function tagTask(box: HTMLInputElement): void {
  const picture = document.createElement('span')
  setPicture(picture, box.getAttribute('aria-label') ?? (box.checked ? 'done' : 'not done'))
  picture.lang = 'en'
  box.replaceWith(picture)
  picture.append(box)
}

/** Chromium writes an element's language only if it writes the element. For a mark, it writes a wrapper. */
function tagLanguage(element: HTMLElement): void {
  if (!element.hasAttribute('role') && getComputedStyle(element).display === 'inline' && !element.matches('a, em, strong, code, img'))
    element.setAttribute('role', 'mark')
}

/** Every Markdown table has a head. If it is empty, the first cell of each row becomes the row's header. */
function tagTable({ tHead, tBodies }: HTMLTableElement): void {
  if (tHead === null || tHead.textContent?.trim() !== '' || tHead.querySelector('img, svg') !== null)
    return
  tHead.setAttribute('aria-hidden', 'true')
  for (const { cells: [first] } of [...tBodies].flatMap(({ rows }) => [...rows]))
    first?.setAttribute('role', 'rowheader')
}
