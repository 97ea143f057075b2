/** One reader's work: what is to be read, and what was said of it. */
import type { Finding, ItemField, Reading, ReviewItem, Verdict } from '../../briefing/review.ts'
import type { Source } from '../../briefing/source.ts'
import { isRecord } from '../../briefing/record.ts'
import { hashOf, reviewOf } from '../../briefing/review.ts'
import { readLedger } from '../../deck/proof.ts'
import { changeLedger } from './ledger.ts'

/** What is read, and by whom. */
export interface ReviewOptions {
  /** The project's folder. */
  readonly root: string
  readonly items: readonly ReviewItem[]
  readonly source: Source
  /** The article's paragraphs by their numbers; at 0 is what is over the body. */
  readonly article: readonly string[]
  readonly findings: readonly Finding[]
  readonly reader: string
  /** ISO 8601, the day only. */
  readonly today: string
  /** The id of the only item to read, even if the reader has read it. */
  readonly only?: string | undefined
  /** Where the built deck is served. */
  readonly deck: string
}

/** What the page gets, in the order in which it is to be read. */
export interface PageData {
  readonly reader: string
  readonly deck: string
  readonly items: readonly PageItem[]
  readonly article: readonly string[]
}

/** One item for the page. */
export interface PageItem {
  readonly id: string
  readonly where: string
  readonly fields: readonly ItemField[]
  readonly paragraphs: readonly number[]
  readonly context?: string | undefined
  readonly slide?: number | undefined
  /** It was read, but it or its paragraphs said something else then. */
  readonly changed: boolean
  readonly questions: readonly string[]
}

/** What the page sends. */
export interface SentVerdict {
  readonly item: string
  readonly verdict: Verdict
  readonly remark?: string | undefined
}

/** Keeps the ledger for one reader. */
export class Session {
  readonly #options: ReviewOptions
  /** What the reader had said before of each item that got a verdict, the last one last. */
  readonly #before: { readonly item: string, readonly readings: readonly Reading[] }[] = []

  constructor(options: ReviewOptions) {
    this.#options = options
  }

  /** What changed since somebody read it comes first, then what nobody has read, then what only others have. */
  data(): PageData {
    const { root, items, source, article, findings, reader, only, deck } = this.#options
    const ranks = { changed: 0, unread: 1, unsupported: 2, supported: 2 }
    const left = reviewOf(items, readLedger(root), source)
      .filter(({ item, readings }) => only === undefined ? !readings.some(({ by }) => by === reader) : item.id === only)
      .sort((a, b) => ranks[a.state] - ranks[b.state])
    return {
      reader,
      deck,
      article,
      items: left.map(({ item: { id, where, fields, paragraphs, context, slide }, state }) => ({
        id,
        where,
        fields,
        paragraphs,
        context,
        slide,
        changed: state === 'changed',
        questions: findings.filter(finding => finding.item === id).map(({ message }) => message),
      })),
    }
  }

  /** Puts a verdict into the ledger, in place of what the same reader said before. Returns whether it was one. */
  async record(sent: unknown): Promise<boolean> {
    const { items, source, reader, today } = this.#options
    const item = isVerdict(sent) ? items.find(({ id }) => id === sent.item) : undefined
    if (!isVerdict(sent) || !item)
      return false
    const beside = item.paragraphs
    const { verdict, remark } = sent
    await this.#replace(item.id, [{ item: item.id, hash: hashOf(item, beside, source), beside, by: reader, on: today, verdict, ...remark !== undefined && { remark } }], readings => this.#before.push({ item: item.id, readings }))
    return true
  }

  /** Takes the last verdict back. Returns its item, if there is one. */
  async undo(): Promise<string | undefined> {
    const last = this.#before.at(-1)
    if (!last)
      return undefined
    await this.#replace(last.item, last.readings)
    this.#before.pop()
    return last.item
  }

  async #replace(item: string, own: readonly Reading[], then?: (replaced: readonly Reading[]) => void): Promise<void> {
    const { root, reader } = this.#options
    let replaced: readonly Reading[] = []
    await changeLedger(root, (ledger) => {
      replaced = ledger.filter(reading => reading.item === item && reading.by === reader)
      return [...ledger.filter(reading => !replaced.includes(reading)), ...own]
    })
    then?.(replaced)
  }
}

function isVerdict(value: unknown): value is SentVerdict {
  if (!isRecord(value) || typeof value.item !== 'string')
    return false
  const { verdict, remark } = value
  return (verdict === 'supported' && remark === undefined) || (verdict === 'unsupported' && typeof remark === 'string' && remark.trim() !== '')
}
