/** The ledger of who has read what: which items there are, what makes one unread, and what the file holds. */
import type { Briefing } from '../../briefing/model.ts'
import type { Reading, ReviewItem } from '../../briefing/review.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'playwright/test'
import { entriesOf } from '../../briefing/entries.ts'
import { evidence as ownEvidence } from '../../briefing/evidence.ts'
import { contentsOf, isRecord } from '../../briefing/record.ts'
import { draftMark, evidenceItems, hashOf, isUnread, ledgerText, parseLedger, readersIn, reviewOf, summaryOf } from '../../briefing/review.ts'
import { blocksOf, sentencesOf } from '../../briefing/text.ts'
import { readSource } from '../../deck/article.ts'
import { slideItems } from '../../deck/review-items.ts'
import { readSlides } from '../../deck/slides.ts'
import { findingsOf } from '../../scripts/review/findings.ts'
import { evidence as secondEvidence } from '../second-article/evidence.ts'

const evidence: Briefing = ownEvidence
const source = readSource('.')

const itemsOf = (of: Briefing): ReviewItem[] => evidenceItems(of, (collection, id) => `${collection}.${id}`)

async function itemsOfSlides(markdown: string): Promise<ReviewItem[]> {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, markdown)
  return slideItems(await readSlides(entry, evidence))
}

/** A ledger in which everything has been read. */
function readingsOf(items: readonly ReviewItem[], change: Partial<Reading> = {}): Reading[] {
  return items.map(item => ({ item: item.id, hash: hashOf(item, item.paragraphs, source), beside: item.paragraphs, by: 'Ada', on: '2026-11-24', verdict: 'supported', ...change }))
}

function unreadIn(items: readonly ReviewItem[], ledger: readonly Reading[], of = source): string[] {
  return reviewOf(items, ledger, of).filter(isUnread).map(({ item }) => item.id)
}

const slides = `---
title: A deck
---

# One

Some prose of ours.

<!--
Target 0:10

The first sentence. It has “a mark.” And the U.S. has a third.

[click] The last one!
-->

---
section: Two
routeAlias: second
---

# Another title

<QuoteCard :quote="$brief.quotations.x" lead="A lead" />

<!-- Only this. -->
`

test.describe('What there is to read', () => {
  test('every entry of every collection is, one of a new collection too', () => {
    const items = itemsOf({ ...evidence, ...{ treaties: { one: { id: 'one', text: 'A treaty', paragraph: 2 } } } })
    expect(items.map(({ id }) => id)).toEqual([...entriesOf(evidence).map(({ collection, id }) => `${collection}.${id}`), 'treaties.one'])
    expect(items.at(-1)).toEqual({ id: 'treaties.one', where: 'treaties.one', fields: [{ name: 'text', text: 'A treaty' }, { name: 'paragraph', text: '2' }], paragraphs: [2] })
  })

  test('refers to other entries and does not repeat them, and names the paragraphs of what refers to it', () => {
    const items = itemsOf(evidence)
    for (const { id, speaker, paragraph } of Object.values(evidence.statements)) {
      expect(items.find(item => item.id === `statements.${id}`)?.fields).toContainEqual(expect.objectContaining({ name: 'speaker', item: `speakers.${speaker.id}` }))
      expect(items.find(item => item.id === `speakers.${speaker.id}`)?.paragraphs).toContain(paragraph)
    }
  })

  test('a slide is, with its words, what it shows, and its note sentence by sentence', async () => {
    expect((await itemsOfSlides(slides)).map(({ id, fields, slide }) => [id, fields.map(({ name, text }) => `${name}: ${text}`).join('; '), slide])).toEqual([
      ['slide:a-deck/title', 'deck title: A deck; title: One', 1],
      ['slide:a-deck/text/some-prose-of-ours', 'text: Some prose of ours.', 1],
      ['slide:a-deck/note/the-first-sentence', 'note: The first sentence.', 1],
      ['slide:a-deck/note/it-has-a-mark', 'note: It has “a mark.”', 1],
      ['slide:a-deck/note/and-the-u.s-has-a', 'note: And the U.S. has a third.', 1],
      ['slide:a-deck/note/the-last-one', 'note: The last one!', 1],
      ['slide:second/title', 'section: Two; title: Another title', 2],
      ['slide:second/note/only-this', 'note: Only this.', 2],
      ['slide:second/shows', 'shows: <QuoteCard :quote="$brief.quotations.x" lead="A lead" />', 2],
    ])
  })

  test('a sentence ends where a reader would say so', () => {
    const text = 'He said “no”. “Why?” she asked. In the U.S. Nobody did on Feb. 15; see ¶3. 12 came!'
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim())).toEqual(['He said “no”.', '“Why?” she asked.', 'In the U.S. Nobody did on Feb. 15; see ¶3.', '12 came!'])
  })
})

test('An outlet that a paragraph names and a statement does not credit is asked about, once a paragraph', () => {
  const article = blocksOf(readFileSync('tests/second-article/article.txt', 'utf8'))
  const { wear: { via, ...wear }, ...others } = secondEvidence.statements
  const askedOf = (statements: Briefing['statements']) => findingsOf({ ...secondEvidence, statements }, article).filter(({ message }) => message.includes('“via”'))
  expect(askedOf(secondEvidence.statements).filter(({ item }) => item === 'statements.wear')).toEqual([])
  const message = `¶${wear.paragraph} names ${via?.name}; is this from there? Then add “via”.`
  expect(askedOf({ ...others, wear })).toContainEqual({ item: 'statements.wear', message })
  expect(askedOf({ ...others, wear, again: { ...wear, id: 'again' } })).toContainEqual({ item: 'statements.wear', message: `${message} The same of statements.again.` })
  const namesake = { speakers: { ...secondEvidence.speakers, other: { id: 'other', name: 'The Courier Shipping Company', kind: 'organisation', slot: 5 } } } satisfies Pick<Briefing, 'speakers'>
  expect(findingsOf({ ...secondEvidence, ...namesake, statements: { wear: { ...wear } } }, article).filter(({ message }) => message.includes('“via”'))).toEqual([])
  for (const settled of [{ ...wear, reading: 'its title page says so' }, { ...wear, voice: 'author' as const }])
    expect(askedOf({ ...others, wear: settled })).toEqual(askedOf(secondEvidence.statements))
})

test('A number that the article does not give exactly is asked about where it is given as exact', () => {
  const article = ['', 'The ferry company says some 310 boats passed, more than 50 of them at night.']
  const { worn } = secondEvidence.statements
  const askedOf = (...entries: readonly object[]) => findingsOf({ speakers: {}, outlets: {}, statements: {}, events: {}, quantities: Object.fromEntries(entries.map((entry, i) => [i, { ...worn, unit: 'boats', text: 'passed', paragraph: 1, amount: 0, id: String(i), ...entry }])) }, article).filter(({ message }) => message.includes('exact'))
  expect(askedOf({ amount: 310 }, { amount: { about: 310 } }, { amount: { over: 50 } }, { amount: 50 })).toEqual([
    { item: 'quantities.0', message: '¶1 says “some 310”, and it gives the number as exact.' },
    { item: 'quantities.3', message: '¶1 says “more than 50”, and it gives the number as exact.' },
  ])
})

test.describe('What was read', () => {
  test('stays so when entries, slides or sentences are moved, or lines broken', async () => {
    const [[id = '', statement] = []] = Object.entries(evidence.statements)
    const turned = Object.fromEntries(contentsOf(statement).reverse())
    const paragraphs = [statement?.paragraph ?? 0]
    const [before, after] = [evidence, { ...evidence, statements: { ...evidence.statements, [id]: turned } }].map(of => itemsOf(Object.assign({}, evidence, of)).find(item => item.id === `statements.${id}`))
    expect(before && hashOf(before, paragraphs, source)).toBeDefined()
    expect(before && after && hashOf(after, paragraphs, source)).toBe(before && hashOf(before, paragraphs, source))

    const ledger = readingsOf(await itemsOfSlides(slides))
    const [first = '', second = ''] = slides.split(/(?=---\nsection)/)
    const moved = `---\n${second.replace('---\n', '').replace('-->', '-->\n\n').trim()}\n\n---\ntitle: A deck\n---\n${first.split('---\n').at(2)?.replace('It has', 'A new one.\nIt\nhas')}`
    expect(unreadIn(await itemsOfSlides(moved), ledger)).toEqual(['slide:a-deck/note/a-new-one'])
  })

  test('is unread once it says something else, or one of its paragraphs does', () => {
    const items = itemsOf(evidence)
    const ledger = readingsOf(items)
    expect(unreadIn(items, ledger)).toEqual([])
    const [first, ...others] = source.paragraphs
    if (!first)
      throw new Error('The article has no paragraph.')
    const edited = { ...source, paragraphs: [{ ...first, whole: `AAAA${first.whole.slice(4)}` }, ...others] }
    expect(unreadIn(items, ledger, edited)).toEqual(items.filter(({ paragraphs }) => paragraphs.includes(1)).map(({ id }) => id))
  })

  test('is unsupported as long as one reader says so', () => {
    const [item] = itemsOf(evidence)
    if (!item)
      throw new Error('There is no item.')
    const [supported = undefined] = readingsOf([item])
    const [refused = undefined] = readingsOf([item], { by: 'Bo', verdict: 'unsupported', remark: 'No.' })
    const stateWith = (...ledger: (Reading | undefined)[]): string | undefined => reviewOf([item], ledger.filter(reading => reading !== undefined), source)[0]?.state
    expect([stateWith(), stateWith(supported), stateWith(supported, refused)]).toEqual(['unread', 'supported', 'unsupported'])
    expect(stateWith(supported, refused && { ...refused, hash: 'another' })).toBe('supported')
    expect(stateWith(supported && { ...supported, hash: 'another' })).toBe('changed')
  })

  test('is counted, for the mark of a draft and the names of its readers', () => {
    const items = itemsOf(evidence)
    const [first = undefined, ...others] = readingsOf(items)
    const summary = summaryOf(reviewOf(items, [...others, ...readingsOf(items.slice(0, 2), { by: 'Bo', on: '2026-12-01' })], source))
    expect(draftMark(summary)).toBeUndefined()
    expect(readersIn(summary)).toBe('Ada (Nov 24, 2026) and Bo (Dec 1, 2026)')
    expect(draftMark(summaryOf(reviewOf(items, others, source)))).toBe('draft: 1 item not reviewed')
    expect(draftMark(summaryOf(reviewOf(items, [...others.slice(1), ...first ? [{ ...first, verdict: 'unsupported' as const }] : []], source)))).toBe('draft: 1 item not reviewed, 1 not supported')
    expect(readersIn(summaryOf(reviewOf(items, [], source)))).toBeUndefined()
  })
})

test.describe('The ledger', () => {
  const ledger = readingsOf(itemsOf(evidence).slice(0, 5))

  test('is JSON, sorted, one reading a line, and gives back what was put in', () => {
    const text = ledgerText(ledger.toReversed())
    expect(text).toBe(ledgerText(ledger))
    expect(JSON.parse(text)).toHaveLength(1 + ledger.length)
    expect(text.trimEnd().split('\n')).toHaveLength(2 + ledger.length)
    const parsed = parseLedger(text)
    expect(parsed.kind === 'ledger' && new Set(parsed.readings)).toEqual(new Set(ledger))
  })

  test('is one still when the lines of two branches are put together', () => {
    const [ours, theirs] = [ledger.slice(0, 3), ledger.slice(2)].map(part => ledgerText(part).trimEnd().split('\n'))
    const merged = [...ours?.slice(0, -1) ?? [], ...theirs?.slice(1) ?? []].join('\n')
    expect(JSON.parse(merged)).toHaveLength(7)
    const parsed = parseLedger(merged)
    expect(parsed.kind === 'ledger' && ledgerText(parsed.readings)).toBe(ledgerText(ledger))
  })

  test('says in which line it is damaged', () => {
    const lines = ledgerText(ledger).trimEnd().split('\n')
    const damagedAt = (line: number, by: string): unknown => parseLedger([...lines.slice(0, line - 1), by, ...lines.slice(line)].join('\n'))
    for (const [line, by] of [[1, '{}'], [3, '<<<<<<< HEAD'], [4, ',{"item":"a"}'], [5, lines[4]?.replace('2026-11-24', 'today') ?? ''], [6, lines[5]?.replace('"supported"', '"maybe"') ?? ''], [7, '']] as const)
      expect(damagedAt(line, by), by).toMatchObject({ kind: 'damaged', line: line === 7 ? 6 : line })
    expect(parseLedger('')).toMatchObject({ kind: 'damaged', line: 1 })
  })
})

/** Random numbers that are the same in every run: Mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = state + 0x6D2B79F5 | 0
    let t = Math.imul(state ^ state >>> 15, 1 | state)
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
    return ((t ^ t >>> 14) >>> 0) % below
  }
}

/** A place in an entry where a slip can happen. */
interface Spot {
  readonly owner: object
  readonly key: string
  readonly value: unknown
}

function spotsIn(value: unknown, entries: ReadonlySet<unknown>): Spot[] {
  if (typeof value !== 'object' || value === null)
    return []
  return contentsOf(value).flatMap(([key, inner]) => [
    ...key === 'id' ? [] : [{ owner: value, key, value: inner }],
    ...entries.has(inner) ? [] : spotsIn(inner, entries),
  ])
}

const digits = /\d+/g

/** What somebody might write there by mistake, and its kind. */
function slipAt({ key, value }: Spot, others: readonly unknown[], random: (below: number) => number): { kind: string, value: unknown } | undefined {
  if (others.includes(value))
    return { kind: `another ${key === 'speaker' || key === 'party' ? 'speaker' : key}`, value: [...others, undefined][random(others.length + 1)] }
  if (typeof value === 'number')
    return { kind: key === 'paragraph' ? 'paragraph' : 'number or date', value: random(2) === 0 ? value + 1 + random(9) : value * 10 }
  if (Array.isArray(value))
    return { kind: 'list', value: random(2) === 0 ? value.slice(1) : value.toReversed() }
  if (isRecord(value) && ('claim' in value))
    return undefined
  if (typeof value !== 'string')
    return undefined
  const words = value.split(' ')
  const at = random(words.length)
  const numbers = value.match(digits)
  if (numbers && random(2) === 0)
    return { kind: 'number in words', value: value.replace(numbers[0], `${Number(numbers[0]) + 1 + random(50)}`) }
  const changes = [[...words.slice(0, at), ...words.slice(at + 1)], [...words.slice(0, at), 'not', ...words.slice(at)], [words[at], ...words.slice(0, at), ...words.slice(at + 1)], [...words.slice(0, at), `“${words[at]}”`, ...words.slice(at + 1)]]
  return { kind: 'words', value: (changes[random(changes.length)] ?? words).join(' ') }
}

test('Every slip in the evidence makes something unread, and few things', async () => {
  test.slow()
  const random = randomFrom(11)
  const ledger = readingsOf(itemsOf(evidence))
  const before = new Set(itemsOf(evidence).map(({ fields }) => JSON.stringify(fields)))
  const counts = new Map<string, number[]>()
  let made = 0
  while (made < 1000) {
    const slipped = structuredClone(evidence)
    const entries = entriesOf(slipped).filter(({ entry }) => isRecord(entry))
    const known = new Set(entries.map(({ entry }) => entry))
    const { collection = '', entry } = entries[random(entries.length)] ?? {}
    const spots = spotsIn(entry, known)
    const spot = spots[random(spots.length)]
    if (!spot || typeof entry !== 'object' || entry === null)
      continue
    const sides: unknown[] = collection === 'disputes' ? [Reflect.get(entry, 'claim'), Reflect.get(entry, 'counterclaim')] : []
    const isSide = sides.includes(spot.value)
    const others = entries.filter(other => other.collection === entries.find(({ entry }) => entry === spot.value)?.collection).map(other => other.entry)
    const slip = isSide ? { kind: 'sides exchanged', value: undefined } : slipAt(spot, others, random)
    if (!slip || (!isSide && JSON.stringify([slip.value]) === JSON.stringify([spot.value])))
      continue
    if (isSide) {
      Reflect.set(entry, 'claim', sides[1])
      Reflect.set(entry, 'counterclaim', sides[0])
    }
    else {
      Reflect.set(spot.owner, spot.key, slip.value)
    }
    made++
    // A hash is made of an item's fields: those that are the same need none.
    const unread = unreadIn(itemsOf(slipped).filter(({ fields }) => !before.has(JSON.stringify(fields))), ledger)
    expect(unread.length, `${slip.kind}: ${spot.key} in ${collection}: ${JSON.stringify(spot.value)}`).toBeGreaterThan(0)
    counts.set(slip.kind, [...counts.get(slip.kind) ?? [], unread.length])
  }
  const medianOf = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
  for (const [kind, numbers] of counts)
    test.info().annotations.push({ type: kind, description: `${numbers.length} slips; unread: median ${medianOf(numbers)}, at most ${Math.max(...numbers)}` })
  expect(medianOf([...counts.values()].flat())).toBeLessThanOrEqual(2)
  expect([...counts.keys()]).toEqual(expect.arrayContaining(['words', 'number in words', 'number or date', 'paragraph', 'another speaker', 'sides exchanged', 'list']))
})

test('Every word that is left out of the slides makes something unread, and few things', async () => {
  test.slow()
  const markdown = readFileSync('slides.md', 'utf8')
  const random = randomFrom(12)
  const ledger = readingsOf(await itemsOfSlides(markdown))
  // Not in front matter, where most words are settings, nor what is no text of a note.
  const words = Array.from(markdown.matchAll(/^(?!---|[a-zA-Z]+:|Target |<!--|-->| {2}\w+: ).*$/gm)).flatMap(line => Array.from(line[0].matchAll(/(?<!<|\/)\b[\p{L}\p{N}]+\b(?![\]>]| [/>])/gu), ({ 0: word, index }) => ({ at: line.index + index, word })))
  const counts: number[] = []
  for (let i = 0; i < 40; i++) {
    const { at, word } = words[random(words.length)] ?? { at: 0, word: '' }
    const unread = unreadIn(await itemsOfSlides(`${markdown.slice(0, at)}${markdown.slice(at + word.length)}`), ledger)
    expect(unread.length, `“${word}” in ${markdown.slice(at - 60, at + 60)}`).toBeGreaterThan(0)
    counts.push(unread.length)
  }
  expect(counts.toSorted((a, b) => a - b)[20]).toBeLessThanOrEqual(2)
})
