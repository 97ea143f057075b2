/**
 * What a person has to read of a deck against the article, and who has read it: the items, a hash of what each says, and the ledger of
 * readings. A reading counts as long as its item and the paragraphs beside it say the same as then.
 */
import type { WhereIs } from './basis.ts'
import type { Briefing } from './model.ts'
import type { Source } from './source.ts'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { entriesOf } from './entries.ts'
import { paragraphsNamedIn, paragraphsOf } from './model.ts'
import { contentsOf, isRecord } from './record.ts'
import { paragraphOf } from './source.ts'
import { clean } from './text.ts'

const spaces = /\s+/g
const lineBreak = /\r?\n/
const isoDay = /^\d{4}-\d{2}-\d{2}$/

/** One part of an item. */
export interface ItemField {
  readonly name: string
  /** What a reader gets to read. */
  readonly text: string
  /** The item that it refers to, if it does: what that one says is read there. */
  readonly item?: string
}

/** Something to compare with the article in one go. */
export interface ReviewItem {
  /** `statements.rejects`, `slide:drone/title`. */
  readonly id: string
  /** File and line. */
  readonly where: string
  readonly fields: readonly ItemField[]
  /** Paragraphs of the article to read beside it, from 1. */
  readonly paragraphs: readonly number[]
  /** The text that it is a part of, if it cannot be understood alone. */
  readonly context?: string
  /** The slide that it is on, from 1. */
  readonly slide?: number
}

/** What a reader may say of an item. */
export type Verdict = 'supported' | 'unsupported'

/** Who has read an item, when, and what came of it: one line of the ledger. */
export interface Reading {
  readonly item: string
  /** Of the item and the paragraphs as they were. */
  readonly hash: string
  /** The paragraphs that were read beside it. */
  readonly beside: readonly number[]
  readonly by: string
  /** ISO 8601, the day only. */
  readonly on: string
  readonly verdict: Verdict
  /** What is not supported. */
  readonly remark?: string
}

/** `changed`: it was read, but it or its paragraphs said something else then. */
export type ItemState = Verdict | 'changed' | 'unread'

/** An item and what the ledger says of it. */
export interface ReviewedItem {
  readonly item: ReviewItem
  readonly state: ItemState
  /** Those that count. */
  readonly readings: readonly Reading[]
}

/** Figures for people and other programs. */
export interface ReviewSummary {
  readonly items: number
  /** Never read, or changed since. */
  readonly unread: number
  readonly unsupported: number
  /** Who has read something that still says the same, and the last day. */
  readonly readers: readonly { readonly name: string, readonly on: string, readonly items: number }[]
}

/** A question that a machine has about an item. */
export interface Finding {
  readonly item: string
  readonly message: string
}

/** Every entry of every collection, so that a new collection needs nothing here. */
export function evidenceItems(evidence: Briefing, whereIs: WhereIs): ReviewItem[] {
  const entries = entriesOf(evidence).filter(({ entry }) => isRecord(entry))
  const ids = new Map(entries.map(({ collection, id, entry }) => [entry, `${collection}.${id}`]))
  // A speaker or an outlet is read beside the paragraphs of the entries that refer to it.
  const usersOf = new Map<unknown, unknown[]>()
  for (const { entry } of entries) {
    for (const [, value] of contentsOf(entry).filter(([, value]) => ids.has(value)))
      usersOf.set(value, [...usersOf.get(value) ?? [], entry])
  }
  return entries.map(({ collection, id, entry }) => {
    const fields = contentsOf(entry).flatMap(([key, value]) => key === 'id' ? [] : fieldsOf(key, value, ids))
    const own = paragraphsOf(entry)
    const named = fields.flatMap(({ text, item }) => item === undefined ? paragraphsNamedIn(text) : [])
    const paragraphs = [...new Set([...own.length > 0 ? own : paragraphsOf(usersOf.get(entry)), ...named])].sort((a, b) => a - b)
    return { id: `${collection}.${id}`, where: whereIs(collection, id), fields, paragraphs }
  })
}

function fieldsOf(name: string, value: unknown, ids: ReadonlyMap<unknown, string>): ItemField[] {
  const item = ids.get(value)
  if (item !== undefined)
    return [{ name, text: nameOf(value) ?? item, item }]
  if (Array.isArray(value) && value.every(inner => typeof inner !== 'object'))
    return [{ name, text: value.join(', ') }]
  if (isRecord(value) || Array.isArray(value))
    return contentsOf(value).flatMap(([key, inner]) => fieldsOf(`${name}.${Array.isArray(value) ? Number(key) + 1 : key}`, inner, ids))
  return value === undefined ? [] : [{ name, text: String(value) }]
}

function nameOf(entry: unknown): string | undefined {
  if (!isRecord(entry))
    return undefined
  const { name, exact, text, question, role, speaker, quotation, via, reading } = entry
  const words = [name, exact, text, question].find(value => typeof value === 'string')
  const said = isRecord(quotation) ? [`“${String(quotation.exact)}”`] : []
  const who = isRecord(speaker) ? [`(${[String(speaker.name), ...isRecord(via) ? [`via ${String(via.name)}`] : [], ...reading === undefined ? [] : ['by our reading']].join(', ')})`] : typeof role === 'string' ? [`(${role})`] : []
  return words === undefined ? undefined : [words, ...said, ...who].join(' ')
}

/** A hash of what an item says and of the paragraphs beside it. The order of its parts, white space and line breaks do not count. */
export function hashOf({ fields }: ReviewItem, beside: readonly number[], source: Source): string {
  const said = fields.map(({ name, text, item }) => [name, item === undefined ? clean(text).replace(spaces, ' ').trim() : `→ ${item}`] as const)
  const prints = beside.map(paragraph => paragraphOf(source, paragraph)?.whole ?? null)
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([said.sort(([a], [b]) => a < b ? -1 : 1), prints])))).slice(0, 16)
}

/** Puts items and readings together. A reading that finds something unsupported counts more than any that does not. */
export function reviewOf(items: readonly ReviewItem[], ledger: readonly Reading[], source: Source): ReviewedItem[] {
  const byItem = new Map<string, Reading[]>()
  for (const reading of ledger)
    byItem.set(reading.item, [...byItem.get(reading.item) ?? [], reading])
  return items.map((item) => {
    const all = byItem.get(item.id) ?? []
    const readings = all.filter(({ hash, beside }) => hash === hashOf(item, beside, source))
    const state = readings.some(({ verdict }) => verdict === 'unsupported') ? 'unsupported' : readings.length > 0 ? 'supported' : all.length > 0 ? 'changed' : 'unread'
    return { item, state, readings }
  })
}

/** Whether nobody has read an item as it is. */
export function isUnread({ state }: ReviewedItem): boolean {
  return state === 'unread' || state === 'changed'
}

/** Counts. */
export function summaryOf(reviewed: readonly ReviewedItem[]): ReviewSummary {
  const readers = new Map<string, { name: string, on: string, items: number }>()
  for (const { by: name, on } of reviewed.flatMap(({ readings }) => readings)) {
    const before = readers.get(name) ?? { name, on, items: 0 }
    readers.set(name, { name, on: on > before.on ? on : before.on, items: before.items + 1 })
  }
  return {
    items: reviewed.length,
    unread: reviewed.filter(isUnread).length,
    unsupported: reviewed.filter(({ state }) => state === 'unsupported').length,
    readers: [...readers.values()].sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1)),
  }
}

/** What a deck carries wherever it goes until it has been read; nothing once it has been. */
export function draftMark({ unread, unsupported }: ReviewSummary): string | undefined {
  const parts = [
    ...unread > 0 ? [`${unread} ${unread === 1 ? 'item' : 'items'} not reviewed`] : [],
    ...unsupported > 0 ? [`${unsupported} not supported`] : [],
  ]
  return parts.length > 0 ? `draft: ${parts.join(', ')}` : undefined
}

/** Who has read a deck and when, as “A (Nov 24, 2026) and B (Dec 1, 2026)”; nothing if nobody has. */
export function readersIn({ readers }: ReviewSummary): string | undefined {
  const days = readers.map(({ name, on }) => `${name} (${dayOf(on)})`)
  return days.length === 0 ? undefined : [days.slice(0, -1).join(', '), ...days.slice(-1)].filter(Boolean).join(' and ')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayOf(on: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${months[(month ?? 0) - 1]} ${day}, ${year}`
}

const header = '["Who has read which item of this deck against the article, one reading a line. Written by npm run review."'

/**
 * A ledger as text: sorted, one reading a line. The comma comes first, so that no line changes when another is added, and a merge that
 * keeps the lines of both sides is a ledger.
 */
export function ledgerText(ledger: readonly Reading[]): string {
  const lines = ledger.map(({ item, hash, beside, by, on, verdict, remark }) => `,${JSON.stringify({ item, hash, beside, by, on, verdict, remark })}`)
  return `${[header, ...new Set(lines.sort((a, b) => a < b ? -1 : 1)), ']'].join('\n')}\n`
}

/** What `parseLedger` finds. */
export type ParsedLedger
  = | { readonly kind: 'ledger', readonly readings: readonly Reading[] }
    | { readonly kind: 'damaged', readonly line: number, readonly reason: string }

/** Reads a ledger, in any order of its lines. */
export function parseLedger(text: string): ParsedLedger {
  const damaged = (line: number, reason: string): ParsedLedger => ({ kind: 'damaged', line, reason })
  const lines = text.trimEnd().split(lineBreak)
  if (lines[0] !== header)
    return damaged(1, 'it does not begin as a ledger does')
  if (lines.length < 2 || lines.at(-1) !== ']')
    return damaged(lines.length, 'it does not end with “]”')
  const readings: Reading[] = []
  for (const [i, line] of lines.slice(1, -1).entries()) {
    const reading = line.startsWith(',') ? parseReading(line.slice(1)) : undefined
    if (reading === undefined)
      return damaged(i + 2, 'it is no reading')
    readings.push(reading)
  }
  return { kind: 'ledger', readings }
}

function parseReading(json: string): Reading | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isReading(value) ? value : undefined
  }
  catch {
    return undefined
  }
}

function isReading(value: unknown): value is Reading {
  return isRecord(value)
    && ['item', 'hash', 'by'].every(key => typeof value[key] === 'string' && value[key] !== '')
    && Array.isArray(value.beside) && value.beside.every(Number.isInteger)
    && typeof value.on === 'string' && isoDay.test(value.on)
    && (value.verdict === 'supported' || value.verdict === 'unsupported')
    && (value.remark === undefined || typeof value.remark === 'string')
}
