/** Slides that show each component with as little as there may be of something, and with as much as its reference says that a slide holds. */
import type { Argument, Dispute, Observation, Outlet, Place, Quantity, Quotation, ReportedEvent, Side, Slot, Speaker, Statement, When } from '../../briefing/model.ts'
import type { ComponentReference } from '../../scripts/gallery/reference.ts'
import { evidence } from '../../briefing/evidence.ts'

const outlets: readonly Outlet[] = ['Courier', 'Gazette', 'Evening Post'].map((name, i) => ({ id: `o${i}`, name: `${name} of Süderholm` }))
const comma = /,$/
const offices = ['harbour master of the town', 'secretary of the ferry company', 'engineer in Gothenburg']

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** A sentence of so many words, about as long as English ones. */
function words(count: number): string {
  const some = ['The', 'bridge', 'over', 'the', 'Grenna', 'has', 'not', 'been', 'opened', 'since', 'early', 'March,', 'and', 'nobody', 'says', 'why']
  return `${times(count, i => some[i % some.length]).join(' ').replace(comma, '')}.`
}

/** A text of so many characters. */
function characters(count: number): string {
  return words(count).slice(0, count).trim().padEnd(count, 'x')
}

function speaker(i: number): Speaker {
  const slots = [1, 2, 3, 4, 5, 6] as const satisfies readonly Slot[]
  return { id: `s${i}`, name: ['Ingrid Stastna', 'Tove Angquist', 'Per Lind'][i % 3] ?? '', kind: 'person', role: offices[i % 3] ?? '', slot: slots[i % 6] ?? 1 }
}

function statement(i: number, count: number, by = speaker(i)): Statement {
  return { id: `st${i}-${count}-${by.id}`, text: words(count), speaker: by, voice: 'indirect', paragraph: i + 1 }
}

function quotation(length: number, about: string): Quotation {
  return { id: `q${length}`, exact: characters(length), speaker: speaker(0), voice: 'direct', paragraph: 1, about }
}

function remark(i: number, kind: Observation['kind'], count: number, pair?: Observation['pair']): Observation {
  return { id: `r${i}${kind}`, kind, text: words(count), paragraphs: [i + 1, i + 2], ...pair && { pair } }
}

function side(by: number, each: number, count: number): Side {
  return { position: characters(each > 1 ? 26 : 10), statements: times(each, n => statement(n, count, speaker(by + (n > 1 ? 2 : 0)))) }
}

function dispute(i: number, each: number, count: number, more: Partial<Dispute> = {}): Dispute {
  return { id: `d${i}`, topic: 'The bridge', question: 'Is it safe?', claim: side(0, each, count), counterclaim: side(1, each, count), ...more }
}

function event(i: number, when: When): ReportedEvent {
  return { ...statement(i, 7, { id: 'author', name: 'The author', kind: 'author', slot: 6 }), voice: 'author', id: `e${i}`, when }
}

function quantity(i: number, amount: Quantity['amount'], quoted?: Quotation): Quantity {
  return { ...statement(i, 1), id: `n${i}`, text: characters(40), amount, unit: 'crowns', ...quoted && { quotation: quoted } }
}

function place(i: number): Place {
  return { id: `p${i}`, name: ['Süderholm', 'Gothenburg'][i % 2] ?? '', paragraph: i + 1, note: 'two ships', at: [11, 57], label: 'right', kind: 'city' }
}

const leavesOut = words(18)

function argument(first: number, ...others: readonly number[]): Argument {
  return { id: 'a', topic: 'The bridge', steps: [statement(0, first), ...others.map((count, i) => statement(i + 1, count))], leavesOut }
}

const year = (i: number): When => ({ kind: 'year', year: 1987 + i })
const undated: When = { kind: 'undated' }
const relative = (i: number): When => ({ kind: 'relative', words: ['last week', 'Tuesday'][i] ?? `day ${i}` })
const source = { title: null, outlet: null, author: null, date: null, url: null, sha256: 'a1'.repeat(32), paragraphs: [1] }
const edition = { label: '0123456', date: '2026-01-01' }
const parties = times(6, i => ({ ...speaker(i), id: `party${i}`, name: characters(16) }))

/** The cases of a component: what it is given, and how that is called. */
type Cases = Readonly<Record<string, object>>

/** By component. */
export const cases: Readonly<Record<string, Cases>> = {
  AuthorArgument: {
    'one step': { argument: { ...argument(8), leavesOut: undefined } },
    'three steps and a conclusion': { argument: argument(15, 15, 15, 10) },
    'four steps': { argument: argument(10, 10, 10, 10) },
    'five steps': { argument: argument(8, 8, 8, 8, 8) },
  },
  ClaimsTable: {
    'one statement a side': { disputes: [dispute(0, 1, 4)] },
    'nobody against it': { disputes: [dispute(0, 1, 4, { counterclaim: { position: 'Now', statements: [], none: words(9) }, leavesOut })] },
    'three statements a side': { disputes: [dispute(0, 3, 15, { leavesOut })] },
    'three statements against a short one, under a headline of two lines': { disputes: [dispute(0, 3, 8, { leavesOut, counterclaim: side(1, 1, 4) })] },
    'a short statement against two long ones, under a headline of two lines': { disputes: [dispute(0, 2, 15, { leavesOut, claim: side(1, 1, 4) })] },
    'four statements a side': { disputes: [dispute(0, 4, 10, { leavesOut })] },
    'two disputes': { disputes: [dispute(0, 2, 10, { leavesOut }), dispute(1, 1, 10)] },
    'three disputes': { disputes: times(3, i => dispute(i, 1, 10)) },
  },
  CoverageTable: { 'one paragraph': { counts: { paragraphs: 1 } }, 'twenty paragraphs': { counts: { paragraphs: 20 } }, '39 paragraphs': { counts: { paragraphs: 39 } } },
  DisputeIndex: { 'one dispute': { disputes: [dispute(0, 1, 1)] }, 'eight disputes': { disputes: times(8, i => dispute(i, 1, 1)) } },
  KeyPoints: {
    'one sentence': { points: [remark(0, 'summary', 6)] },
    'two sentences': { points: times(2, i => remark(i, 'summary', 15)) },
    'three long sentences': { points: times(3, i => remark(i, 'summary', 30)) },
    'four sentences': { points: times(4, i => remark(i, 'summary', 20)) },
  },
  // Without a place there is no map.
  ...Object.keys(evidence.places).length > 0 && { LocatorMap: {
    'one place': { places: Object.values(evidence.places).slice(0, 1), label: 'Map' },
    'eight places': { places: times(8, place), label: 'Map' },
    'three places and two statements': { places: times(3, place), label: 'Map', unplaced: times(2, i => statement(i, 10)), unplacedTitle: 'Without a place' },
  } },
  OpenQuestions: {
    'one remark': { observations: [remark(0, 'open', 8)] },
    'two paragraphs not reconciled': { observations: [remark(0, 'unreconciled', 12, [statement(0, 8), statement(1, 8)])] },
    'all kinds': { observations: [remark(0, 'unreconciled', 15, [statement(0, 15), statement(1, 15)]), ...times(6, i => remark(i, 'open', 12))] },
    'eight remarks': { observations: times(8, i => remark(i, 'open', 12)) },
  },
  PositionsMatrix: {
    'one dispute': { disputes: [dispute(0, 1, 4)] },
    'five disputes and six sides': {
      disputes: times(5, (i): Dispute => ({ ...dispute(i, 1, 4), claim: { position: characters(20), statements: times(3, n => statement(n, 4, parties[n])) }, counterclaim: { position: characters(20), statements: times(3, n => statement(n, 4, parties[n + 3])) } })),
    },
  },
  QuantityScale: {
    'one number': { quantities: [quantity(0, 5)] },
    'three numbers with a quotation': { quantities: times(3, i => quantity(i, { atLeast: 100, atMost: 200 }, quotation(30, 'it'))) },
    'five numbers': { quantities: times(5, i => quantity(i, { atLeast: 240_000 * (i + 1) })) },
  },
  QuoteCard: {
    'one word': { quote: quotation(5, 'it'), size: 'word' },
    'a sentence': { quote: quotation(80, 'the closure of the bridge') },
    'a long one': { quote: quotation(160, 'the closure of the bridge'), size: 'long' },
  },
  QuotePair: {
    'one word each': { claim: quotation(6, 'it'), counterclaim: quotation(4, 'it') },
    'thirty characters each': { claim: quotation(30, 'the closure of the bridge'), counterclaim: quotation(29, 'the closure of the bridge') },
  },
  SourceCard: {
    'nothing known': { source, edition },
    'everything known': { source: { ...source, title: characters(200), outlet: 'Süderholm Courier', author: 'A. Writer', date: '2019-06-01', url: `https://example.org/${'a'.repeat(180)}` }, edition, review: { readBy: 'A. Reader, 2026-01-01; B. Reader, 2026-01-02' } },
  },
  SourceKind: {
    'one paragraph': { statements: [statement(0, 8)], counts: { paragraphs: 1 } },
    'three outlets': { statements: [...times(3, i => ({ ...statement(i, 8), via: outlets[i] })), ...times(15, i => statement(i + 3, 8))], counts: { paragraphs: 18 }, remarks: times(2, i => remark(i, 'summary', 20)) },
    '36 paragraphs': { statements: times(36, i => ({ ...statement(i, 8), paragraph: i + 1, ...i < 9 && { via: outlets[i % 3] } })), counts: { paragraphs: 36 }, remarks: times(2, i => remark(i, 'summary', 20)) },
  },
  SpeakerTable: {
    'one speaker': { statements: [statement(0, 8)] },
    'twelve speakers': { statements: times(12, i => statement(i, 8)) },
    'sixteen speakers': { statements: times(16, i => statement(i, 8)) },
  },
  StatementList: {
    'one statement': { statements: [statement(0, 8)] },
    'five statements': { statements: times(5, i => statement(i, 12)) },
    'eight statements': { statements: times(8, i => statement(i, 12)), columns: 2 },
  },
  TimeLine: {
    'one date': { events: [event(0, year(0))] },
    'one date and undated': { events: [event(0, undated), event(1, relative(0)), event(2, year(0))] },
    'no date': { events: [event(0, undated)] },
    'nine groups': { events: times(12, i => event(i, relative(i % 9))) },
    'five dates and three groups': { events: [...times(3, i => event(i, undated)), ...times(6, i => event(i + 3, relative(i % 2))), ...times(5, i => event(i + 9, year(i)))] },
  },
}

/** How many letters the titles of covers have: as many as there may be of each size of type, and as one of twenty-five words. */
const titles = [45, 80, 140, 200]

/** The slides, each in the layout that its component is made for, with its name and case as the headline; and covers. */
export function littleAndMuch(components: readonly Pick<ComponentReference, 'name' | 'layout'>[]): string {
  const covers = titles.map(length => `---\nlayout: cover\nsection: Little and much\n---\n\n# ${characters(length)}\n\n${words(10)}\n`)
  return [...covers, ...Object.entries(cases).flatMap(([name, ofComponent]) => Object.entries(ofComponent).map(([what, props]) =>
    `---\nlayout: ${components.find(component => component.name === name)?.layout ?? 'default'}\nsection: Little and much\n---\n\n# ${name}: ${what}\n\n<${name} v-bind="props" />\n\n<script setup>\nconst props = ${JSON.stringify(props)}\n</script>\n`))].join('\n')
}
