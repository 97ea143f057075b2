/**
 * Adds what only screen readers get of the PDF, in the forms that Chromium writes into it: painted text, names of pictures, and roles. Nothing
 * visible changes.
 *
 * `scripts/pdf/roundabout.ts` decodes these forms: text inside a picture is spoken as the picture's name, and a role that only holds the same role
 * is a type that Chromium does not have.
 */
import type { PrintWords } from '../words.ts'
import { showsNothing } from '../../../components/parts/fit.ts'
import { selectors } from '../../../slidev/dom.ts'

const marks = /[“”]|¶\s*\d*/g
const word = /\S{2,}/g
const digits = /\d+/
const spaces = /\s+/g
/** What is not text for readers, or has a name that replaces it. */
const unread = '[aria-hidden="true"], [role="img"], svg, style, script, a[aria-label]'
/** What is hidden from readers, or announced while the page is used. */
const silent = '[aria-hidden="true"], [aria-live], [role="status"], [role="alert"], [role="log"]'

/**
 * Prepares the page for printing. It cannot be undone, so anything else must read the page before.
 * @param words in the language of the deck, if it has any
 * @returns the words that are broken across lines
 */
export function prepareReading(words: PrintWords | null): string[] {
  hideFurniture()
  showHidden()
  leadToPlaces()
  nameLinks(words)
  document.querySelectorAll('q').forEach(quotation => double(quotation, 'code'))
  document.querySelectorAll('[role="note"]').forEach(note => double(note, 'complementary'))
  if (words)
    nameMarks(words)
  return brokenWords()
}

/** Hides from readers what is outside of a slide's layout: it is the same on every sheet, and its links would repeat the slide's. */
function hideFurniture(): void {
  for (const sheet of document.querySelectorAll(selectors.printedSlide)) {
    if (sheet.querySelector(selectors.layout) === null)
      continue
    for (const element of sheet.querySelectorAll('*')) {
      if (element.closest(`${selectors.layout}, [aria-hidden="true"]`) === null && element.querySelector(selectors.layout) === null)
        element.setAttribute('aria-hidden', 'true')
    }
    sheet.querySelectorAll('[aria-hidden="true"] a[href]').forEach(link => link.removeAttribute('href'))
  }
}

/** Chromium leaves out text that is cut off, but prints transparent text. It is 1 px high, so that it covers nothing. */
function showHidden(): void {
  const hidden = [...document.body.querySelectorAll<HTMLElement>('*')].filter(element => showsNothing(element) && element.closest(silent) === null)
  for (const element of hidden) {
    for (const part of [element, ...element.querySelectorAll<HTMLElement>('*')]) {
      Object.assign(part.style, { clip: 'auto', clipPath: 'none', overflow: 'visible', fontSize: '1px', lineHeight: '1px', letterSpacing: '0', whiteSpace: 'nowrap' })
      part.style.setProperty('color', 'transparent', 'important')
    }
  }
}

/** Lets a link lead to the exact place that it names, and not only to the slide. */
function leadToPlaces(): void {
  for (const link of document.querySelectorAll<HTMLElement>('a[href^="#"][data-place]')) {
    const { place = '' } = link.dataset
    if (document.getElementById(place) !== null)
      link.setAttribute('href', `#${place}`)
  }
}

/** Makes screen readers read a link's `aria-label` instead of its text. */
function nameLinks(words: PrintWords | null): void {
  for (const link of document.querySelectorAll('a[href][aria-label]'))
    link.replaceChildren(named(inWords(link.getAttribute('aria-label') ?? '', words), ...link.childNodes))
}

/** Sets a role on an element, and the same role on a new element around its content. */
function double(element: Element, role: string): void {
  const inner = document.createElement('span')
  inner.append(...element.childNodes)
  element.append(inner)
  inner.setAttribute('role', role)
  element.setAttribute('role', role)
}

/** Makes screen readers read quotation marks and paragraph signs as words. */
function nameMarks(words: PrintWords): void {
  for (const text of textsIn(document.body)) {
    if (text.parentElement?.closest(unread) !== null)
      continue
    for (const { 0: mark, index } of [...text.data.matchAll(marks)].reverse()) {
      text.splitText(index + mark.length)
      const own = text.splitText(index)
      own.replaceWith(named(wordFor(mark, words), own.cloneNode()))
    }
  }
}

function wordFor(mark: string, { opening, closing, paragraph }: PrintWords): string {
  return mark === '“' ? opening : mark === '”' ? closing : `${paragraph} ${digits.exec(mark)?.[0] ?? ''}`.trim()
}

/** A spoken text, with words for its marks. */
function inWords(text: string, words: PrintWords | null): string {
  return words ? text.replaceAll(marks, mark => ` ${wordFor(mark, words)} `).replaceAll(spaces, ' ').trim() : text
}

function named(name: string, ...content: readonly Node[]): HTMLElement {
  const element = document.createElement('span')
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', name)
  element.append(...content)
  return element
}

/** Finds words that a line break divides, because in the print it looks like the end of a word. */
function brokenWords(): string[] {
  const broken = new Set<string>()
  const range = document.createRange()
  const isBroken = (): boolean => new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1
  for (const text of textsIn(document.body)) {
    range.selectNodeContents(text)
    if (!isBroken())
      continue
    for (const { 0: found, index } of text.data.matchAll(word)) {
      range.setStart(text, index)
      range.setEnd(text, index + found.length)
      if (isBroken())
        broken.add(found)
    }
  }
  return [...broken]
}

function textsIn(element: Element): Text[] {
  const texts: Text[] = []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.data.trim() !== '')
      texts.push(node)
  }
  return texts
}
