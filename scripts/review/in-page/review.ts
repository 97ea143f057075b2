/** The page on which a person reads one item after the other beside the article. Runs in the browser. */
import type { PageData, PageItem, SentVerdict } from '../session.ts'
import { bareWord, bareWords, clean, tokenise } from '../../../briefing/text.ts'

/** Shorter words are in every paragraph. */
const shortestSharedWord = 4
/** Slidev stops at a slide's last one. */
const moreThanAnyClicks = 99
const hasDigit = /\p{N}/u

function find<T extends Element>(selector: string, type: new () => T): T {
  const element = document.querySelector(selector)
  if (!(element instanceof type))
    throw new Error(`The page has no ${selector}.`)
  return element
}

function say(what: unknown): void {
  find('.progress', HTMLElement).textContent = what instanceof TypeError ? 'The review has ended. To go on: npm run review. Nothing but the item on screen was lost.' : String(what instanceof Error ? what.message : what)
}

type Action = () => Promise<void> | void

/** Starts the page. */
export function review(data: PageData): void {
  const desk = new Desk(data)
  listen(desk)
  desk.showCurrent()
}

/** What is still to be read, and what keys and buttons do with it. */
class Desk {
  /** By key. */
  readonly actions: Readonly<Record<string, Action>> = {
    s: async () => this.decide('supported'),
    n: () => {
      this.form.hidden = this.queue.length === 0
      this.remark.focus()
    },
    l: () => this.postpone(),
    Backspace: () => this.goTo(this.trail.pop()),
    u: async () => this.undo(),
  }

  readonly form = find('form', HTMLFormElement)
  readonly remark = find('#remark', HTMLTextAreaElement)
  /** Indexes of items, in the order in which they are still to be read; the first one is on screen. */
  private queue: readonly number[]
  /** What was on screen before, the last one last. */
  private readonly trail: number[] = []
  private isBusy = false

  constructor(private readonly data: PageData) {
    this.queue = [...data.items.keys()]
  }

  /** One action at a time: a key that comes before the ledger is written was meant for an item that nobody has seen. */
  act(action: Action): void {
    if (this.isBusy)
      return
    this.isBusy = true
    void Promise.resolve().then(action).catch(say).finally(() => this.isBusy = false)
  }

  showCurrent(said = ''): void {
    const { items, article, reader, deck } = this.data
    this.form.hidden = true
    this.remark.value = ''
    const item = items[this.queue[0] ?? -1]
    show(item, article)
    showSlide(item?.slide, deck)
    say(`${said}${said === '' ? '' : ' '}${this.queue.length} of ${items.length} left for ${reader}.`)
    find('h1', HTMLElement).focus()
  }

  async decide(verdict: SentVerdict['verdict'], remark?: string): Promise<void> {
    const [index = -1, ...others] = this.queue
    const item = this.data.items[index]
    if (!item)
      return
    await post('verdict', { item: item.id, verdict, remark })
    this.trail.push(index)
    this.queue = others
    this.showCurrent(`${item.id}: ${verdict === 'supported' ? 'supported' : 'not supported'}.`)
  }

  private postpone(): void {
    const [index, ...others] = this.queue
    if (index === undefined)
      return
    this.trail.push(index)
    this.queue = [...others, index]
    this.showCurrent()
  }

  private async undo(): Promise<void> {
    const item = await (await post('undo', {})).text()
    const index = this.data.items.findIndex(({ id }) => id === item)
    if (index < 0)
      return say('There is nothing to undo.')
    this.goTo(index, `${item}: undone.`)
  }

  private goTo(index: number | undefined, said?: string): void {
    if (index === undefined)
      return
    this.queue = [index, ...this.queue.filter(other => other !== index)]
    this.showCurrent(said)
  }
}

async function post(path: string, body: object): Promise<Response> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok)
    throw new Error(await response.text() || 'This was not recorded.')
  return response
}

/** Buttons and keys. While a remark is being written, only those of its form. */
function listen(desk: Desk): void {
  const { form, remark, actions } = desk
  const cancel = (): void => desk.showCurrent()
  const actFor = (key: string): boolean => {
    const action = actions[key]
    if (action)
      desk.act(action)
    return action !== undefined
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-key]'))
    button.addEventListener('click', () => actFor(button.dataset.key ?? ''))
  document.addEventListener('keydown', (event) => {
    const key = event.key === 'ArrowLeft' ? 'Backspace' : event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (!form.hidden && key === 'Escape')
      cancel()
    else if (form.hidden && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && actFor(key))
      event.preventDefault()
  })
  remark.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey)
      return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (remark.value.trim() !== '')
      desk.act(async () => desk.decide('unsupported', remark.value))
  })
  find('#cancel', HTMLElement).addEventListener('click', cancel)
}

function show(item: PageItem | undefined, article: readonly string[]): void {
  find('h1', HTMLElement).textContent = item?.id ?? 'Everything has been read'
  document.title = item === undefined ? 'Review: done' : `${item.id} – review`
  find('.where', HTMLElement).textContent = item === undefined ? '' : `${item.where}${item.changed ? '; changed since it was read' : ''}`
  const own = wordsOf(item?.fields.map(({ text }) => text).join('\n') ?? '')
  const beside = item?.paragraphs ?? []
  const theirs = wordsOf(beside.map(number => article[number] ?? '').join('\n'))
  find('#item', HTMLElement).replaceChildren(
    element('dl', ...item?.fields.flatMap(({ name, text }) => [element('dt', name), element('dd', ...marked(text, theirs))]) ?? []),
    ...item?.context === undefined ? [] : [withClass('context', element('p', item.context))],
    ...item?.questions.map(question => withClass('questions', element('p', question))) ?? [],
  )
  const paragraph = (number: number): HTMLElement => withClass('paragraph', element('p', element('b', number === 0 ? 'Over the body' : `¶${number}`), ' ', ...marked(article[number] ?? '', own)))
  find('#paragraphs', HTMLElement).replaceChildren(...beside.map(paragraph), ...beside.length === 0 ? ['It names no paragraph: the whole article counts.'] : [])
  const rest = find('#rest', HTMLDetailsElement)
  rest.open = beside.length === 0 && item !== undefined
  const summary = find('#rest summary', HTMLElement)
  rest.replaceChildren(summary, ...[...article.keys()].filter(number => article[number] !== '' && !beside.includes(number)).map(paragraph))
}

/** What components make of the evidence shows on the slide only. All its clicks are done. */
function showSlide(number: number | undefined, deck: string): void {
  const figure = find('figure', HTMLElement)
  const frame = find('iframe', HTMLIFrameElement)
  const link = find('figcaption a', HTMLAnchorElement)
  figure.hidden = number === undefined
  if (number === undefined)
    return
  const address = `${deck}${number}?clicks=${moreThanAnyClicks}&embedded`
  link.textContent = `Slide ${number}, large`
  link.href = address
  // An address that is set again loads again.
  if (frame.src !== address)
    frame.src = address
}

function element(name: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

function withClass(name: string, made: HTMLElement): HTMLElement {
  made.className = name
  return made
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(bareWords(text).filter(word => word.length >= shortestSharedWord || hasDigit.test(word)))
}

/** A text with the words marked that are among `shared`. */
function marked(text: string, shared: ReadonlySet<string>): (Node | string)[] {
  const cleaned = clean(text)
  const parts: (Node | string)[] = []
  let end = 0
  for (const token of tokenise(cleaned).filter(token => shared.has(bareWord(token)))) {
    parts.push(cleaned.slice(end, token.start), element('mark', cleaned.slice(token.start, token.end)))
    end = token.end
  }
  return [...parts, cleaned.slice(end)]
}
