/**
 * Components without Slidev, rendered from evidence that our deck does not have: what their tables and quotations consist of, what they
 * say when something is missing, and what waits for which click.
 */
import type { ViteDevServer } from 'vite'
import type { Component } from 'vue'
import type { ReportedEvent, Speaker } from '../../briefing/model.ts'
import { readdirSync } from 'node:fs'
import { parse, resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { createServer } from 'vite'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { dateInWords } from '../../components/parts/events-by-date.ts'
import { objections } from '../helpers/axe.ts'
import { expect, test } from '../helpers/deck.ts'
import { cases } from '../helpers/little-and-much.ts'
import { evidence } from '../second-article/evidence.ts'

/** The part of Slidev that the components use. */
const client = `
  import { ref } from 'vue'
  const coverage = { no: 9, meta: { slide: { title: 'Coverage', frontmatter: { routeAlias: 'coverage' } } } }
  export const useNav = () => ({ slides: ref([coverage]), isPrintMode: ref(false) })
  export const useSlideContext = () => ({ $slidev: { configs: { lang: 'en-GB' } } })
`

let server: ViteDevServer

test.beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: resolve('.'),
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      { name: 'client', enforce: 'pre', resolveId: id => id === '@slidev/client' ? '\0client' : null, load: id => id === '\0client' ? client : null },
      vue(),
    ],
  })
})
test.afterAll(async () => server.close())

/** Returns a component's HTML. What waits for a click has the number of the click in `data-click`. */
async function rendered(name: string, props: Record<string, unknown>): Promise<string> {
  const { default: component }: { default?: Component } = await server.ssrLoadModule(`/components/${name}.vue`)
  if (component === undefined)
    throw new Error(`There is no component ${name}.`)
  const app = createSSRApp({ render: () => h(component, props) })
  app.directive('click', { getSSRProps: ({ value }) => value === false ? {} : { 'data-click': String(value) } })
  app.component('RouterLink', (_, { slots }) => h('a', { href: '#' }, slots.default?.()))
  return renderToString(app)
}

const { safety, cost, report } = evidence.disputes

test.describe('Claims against counterclaims', () => {
  test('are one table with a caption, column headers, and a row header for each dispute', async ({ page }) => {
    await page.setContent(await rendered('ClaimsTable', { disputes: [safety, cost] }))
    const table = page.getByRole('table', { name: safety.question })
    await expect(table).toHaveCount(1)
    await expect(table.getByRole('columnheader')).toHaveText(['Dispute', 'Claim', 'Counterclaim'])
    await expect(table.getByRole('rowheader')).toHaveText([safety.topic, cost.topic])
    await expect(table.locator('th:not([scope])')).toHaveCount(0)
    await expect(table.locator('tbody tr').first().getByRole('cell').first().getByRole('listitem')).toHaveCount(safety.claim.statements.length)
    await expect(table.locator('tbody tr').first().getByRole('cell').last().getByRole('listitem')).toHaveCount(safety.counterclaim.statements.length)
  })

  test('show of every statement who says it, how, through whom, and where', async ({ page }) => {
    const { closed, complete } = evidence.statements
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, claim: { position: 'Shut', statements: [closed] }, counterclaim: { position: 'Later', statements: [complete] } }] }))
    const [claim, counterclaim] = await page.getByRole('listitem').allTextContents()
    for (const part of [closed.text, closed.speaker.name, closed.via?.name ?? 'an outlet', `¶${closed.paragraph}`])
      expect(claim).toContain(part)
    for (const part of [complete.text, `“${evidence.quotations.complete.exact}”`, complete.speaker.name, `¶${complete.paragraph}`])
      expect(counterclaim).toContain(part)
  })

  test('say so where the article gives no counterclaim, or none but its author’s word', async ({ page }) => {
    const against = page.locator('tbody td').last()
    await page.setContent(await rendered('ClaimsTable', { disputes: [report] }))
    await expect(against).toContainText(String(report.counterclaim.none))
    await expect(page.getByRole('columnheader').last()).toHaveText('Counterclaim')
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, counterclaim: { position: 'Now', statements: [evidence.statements.fishermen] } }] }))
    await expect(against).toContainText('author’s word')
    await expect(against).toContainText(evidence.statements.fishermen.text)
    // The author reports here what a party holds.
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, counterclaim: { position: 'Now', statements: [evidence.statements.noDanger] } }] }))
    await expect(against).not.toContainText('author’s word')
  })

  test('mark those that are on a side by our reading, and name every speaker but the author', async ({ page }) => {
    const { dear, generous, cheap, fishermen } = evidence.statements
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...cost, claim: { position: 'Much', statements: [dear], inferred: [dear] }, counterclaim: { position: 'Little', statements: [generous, cheap] } }] }))
    await expect(page.getByRole('listitem').filter({ hasText: 'here by our reading' })).toHaveText(new RegExp(dear.text))
    await page.setContent(await rendered('StatementList', { statements: [fishermen, dear], heads: 'none' }))
    await expect(page.getByRole('listitem').last()).toContainText(dear.speaker.name)
    await expect(page.getByRole('listitem').first()).not.toContainText(fishermen.speaker.name)
  })

  test('build up by one click for each counterclaim and each gap, with no click that shows nothing', async ({ page }) => {
    await page.setContent(await rendered('ClaimsTable', { disputes: [safety, cost, report], build: true }))
    const clicks = page.locator('[data-click]')
    expect(await clicks.evaluateAll(elements => elements.map(({ dataset }) => Number(dataset.click)).sort())).toEqual([1, 2, 3, 4, 5])
    await expect(page.locator('tbody td:first-of-type [data-click]'), 'claims wait for nothing').toHaveCount(0)
    await expect(page.locator('[data-click="1"]')).toContainText(evidence.statements.inSearch.text)
    await expect(page.locator('[data-click="2"]')).toContainText(String(safety.leavesOut))
    await expect(page.locator('[data-click="3"]')).toContainText(evidence.statements.cheap.text)
    await expect(page.locator('[data-click="5"]')).toContainText(String(report.leavesOut))
  })

  test('say how many statements fit, however they are spread over the rows', async ({ page }) => {
    const { worn, dear, upkeep } = evidence.statements
    const three = { ...safety, claim: { position: 'No', statements: [worn, dear, upkeep] } }
    const limitOf = async (...disputes: readonly object[]) => {
      await page.setContent(await rendered('ClaimsTable', { disputes }))
      return page.locator('table').getAttribute('data-over')
    }
    expect(await limitOf(three)).toBeNull()
    expect(await limitOf(three, cost)).toBe('5 statements below one another; 3 fit')
    expect(await limitOf({ ...report, counterclaim: safety.claim }, report)).toBeNull()
  })

  test('show everything at once where they are not asked to build up', async ({ page }) => {
    await page.setContent(await rendered('ClaimsTable', { disputes: [safety, cost, report] }))
    await expect(page.getByText(String(report.leavesOut))).toBeVisible()
    await expect(page.locator('[data-click]')).toHaveCount(0)
  })
})

test.describe('How well a statement is sourced', () => {
  const { statements, speakers } = evidence
  for (const [statement, words] of [
    [statements.worn, 'named, on record'],
    [statements.closed, 'via Süderholm Courier'],
    [{ ...statements.closed, reading: 'the paragraph before credits it' }, 'via Süderholm Courier, by our reading'],
    [{ ...statements.worn, reading: 'the paragraph before names her' }, 'named, on record, by our reading'],
    [{ ...statements.worn, speaker: { ...speakers.stastna, kind: 'government' } }, 'no official named'],
    [{ ...statements.worn, speaker: { ...speakers.stastna, kind: 'unnamed' } }, 'not named'],
    [{ ...statements.worn, speaker: { ...speakers.stastna, kind: 'unstated' } }, 'not named'],
    [statements.noDanger, 'the author only'],
  ] as const) {
    test(`is said beside it: ${words}, of ${statement.speaker.name}, ${statement.speaker.kind}`, async ({ page }) => {
      await page.setContent(await rendered('StatementList', { statements: [statement] }))
      await expect(page.locator('.source')).toHaveText(new RegExp(`^\\s*${words},\\s*¶${statement.paragraph}\\s*$`))
    })
  }

  test('is counted by paragraph: who is credited, where by our reading, and what is on the author’s word', async ({ page }) => {
    const remark = { id: 'r', kind: 'summary', text: 'It takes a side.', paragraphs: [3] }
    await page.setContent(await rendered('SourceKind', { statements: [...Object.values(statements), { ...statements.wear, paragraph: 8, reading: 'as ¶4' }], counts: { paragraphs: 11 }, remarks: [remark] }))
    const rows = await page.locator('tbody tr').allInnerTexts()
    expect(rows.map(row => row.replace(/\s+/g, ' ').trim())).toEqual([
      'Credited to Süderholm Courier , ¶8 by our reading ¶2¶4¶7¶8 4',
      'Credited to Radio Grenna ¶11 1',
      'A person, no outlet credited ¶2¶3¶5¶6¶10 5',
      'The author, nobody credited ¶1¶3¶5¶8¶9¶10 6',
    ])
    await expect(page.getByRole('listitem')).toHaveText([/^6 of this deck’s 22 statements/, /It takes a side.\s*¶3/])
  })
})

test('A list in two columns names the speaker of every statement: what stands above one is not the one before it', async ({ page }) => {
  const { worn, notTurned } = evidence.statements
  for (const [columns, count] of [[1, 1], [2, 2]]) {
    await page.setContent(await rendered('StatementList', { statements: [worn, { ...notTurned, speaker: worn.speaker }], columns }))
    await expect(page.locator('.head')).toHaveCount(count ?? 0)
  }
})

test('A time line has what has no date at all after what has a relative one', async ({ page }) => {
  const [first, second, third] = Object.values<ReportedEvent>(evidence.events)
  await page.setContent(await rendered('TimeLine', { events: [{ ...first, when: { kind: 'undated' } }, { ...second, when: { kind: 'relative', words: 'last week' } }, { ...third, when: { kind: 'undated' } }] }))
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['“last week”', 'undated'])
  await page.setContent(await rendered('TimeLine', { events: [{ ...first, when: { kind: 'month', year: 1987, month: 5 } }] }))
  await expect(page.locator('.date')).toHaveText('May 1987')
  expect([{ kind: 'day', year: 2019, month: 6, day: 13 } as const].flatMap(when => ['en', 'en-GB'].map(language => dateInWords(when, language)))).toEqual(['June 13, 2019', '13 June 2019'])
})

test.describe('The author’s argument', () => {
  test('is an ordered list of steps, each with its paragraph, and the last one is the conclusion', async ({ page }) => {
    const { notSoon } = evidence.arguments
    await page.setContent(await rendered('AuthorArgument', { argument: { ...notSoon, leavesOut: 'Who decides.' }, build: true }))
    await expect(page.getByRole('listitem')).toHaveText([/keeps the report to itself so far.[\s\S]*¶5/, /In the end, the author says[\s\S]*by summer.[\s\S]*¶9/])
    await expect(page.locator('[data-click="1"]')).toContainText('by summer')
    await expect(page.locator('[data-click="2"]')).toContainText('Not in the article: Who decides.')
    await expect(page.locator('[data-click]')).toHaveCount(2)
  })
})

test.describe('Numbers that differ', () => {
  const { filed, believed } = evidence.quantities

  test('stand on one scale from zero, each with amount, unit, speaker, source and paragraph', async ({ page }) => {
    await page.setContent(await rendered('QuantityScale', { quantities: [filed, { ...believed, via: evidence.outlets.courier, asOf: { kind: 'year', year: 1987, inferred: 'year from the date line' } }] }))
    await expect(page.getByRole('columnheader').last()).toHaveText('0 to 200 letters')
    await expect(page.getByRole('row')).toHaveText([/0 to 200/, /The harbour master’s office,\s*no official named,\s*¶10\s*5 letters, on file$/, /A resident,\s*via Süderholm Courier,\s*¶10\s*100 to 200 letters, by her own estimate\s*\(as of 1987, year from the date line\)$/])
    const bars = page.locator('[aria-hidden] > [style]')
    expect(await bars.evaluateAll(elements => elements.map(element => element instanceof HTMLElement ? element.style.width : ''))).toEqual(['max(3px, 2.5%)', 'max(3px, 50%)', 'max(3px, 50%)'])
  })

  test('may have one limit only, or be inexact', async ({ page }) => {
    const amounts = [{ atLeast: 1_200.5 }, { atMost: 0 }, { over: 50 }, { under: 200 }, { about: 310 }]
    await page.setContent(await rendered('QuantityScale', { quantities: amounts.map((amount, i) => ({ ...filed, id: `n${i}`, amount })) }))
    await expect(page.getByRole('cell')).toHaveText([/^\s*at least 1,200.5 letters/, /^\s*at most 0 letters/, /^\s*over 50 letters/, /^\s*under 200 letters/, /^\s*about 310 letters/])
    await expect(page.locator('[aria-hidden] .endless')).toHaveCount(2)
  })
})

test.describe('A quotation', () => {
  test('over the body says so in place of a number', async ({ page }) => {
    await page.setContent(await rendered('QuoteCard', { quote: evidence.quotations.patience }))
    await expect(page.locator('figcaption')).toContainText('over the body')
    await expect(page.locator('figcaption')).not.toContainText('¶')
  })

  test('is a quoted block in a figure, whose caption names speaker, office, subject, voice and paragraph', async ({ page }) => {
    const quote = evidence.quotations.notTurned
    await page.setContent(await rendered('QuoteCard', { quote }))
    const figure = page.getByRole('figure')
    await expect(figure.getByRole('blockquote')).toHaveText(`“${quote.exact}”`)
    const caption = figure.locator('figcaption')
    for (const part of [quote.speaker.name, quote.speaker.role ?? '', quote.about, 'named, on record', `¶${quote.paragraph}`])
      await expect(caption).toContainText(part)
  })

  test('faces another one, which waits for a click if asked to', async ({ page }) => {
    const { notTurned: claim, inSearch: counterclaim } = evidence.quotations
    await page.setContent(await rendered('QuotePair', { claim, counterclaim, build: true }))
    await expect(page.getByRole('blockquote')).toHaveText([`“${claim.exact}”`, `“${counterclaim.exact}”`])
    await expect(page.locator('[data-click]')).toContainText(counterclaim.exact)
    await expect(page.locator('[data-click]')).not.toContainText(claim.exact)
  })
})

test('No file in components/ has the name of another one: Slidev would take both for the same component and ignore one, even a .ts file', () => {
  const names = readdirSync('components', { recursive: true, encoding: 'utf8' }).map(file => parse(file).name.replaceAll('-', '').toLowerCase())
  expect(names).toContain('slidelink')
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test.describe('Every table', () => {
  for (const [name, props] of [
    ['ClaimsTable', { disputes: [safety] }],
    ['PositionsMatrix', { disputes: [safety, cost, report] }],
    ['SpeakerTable', { statements: Object.values(evidence.statements) }],
    ['CoverageTable', { counts: { paragraphs: 11 } }],
    ['QuantityScale', { quantities: Object.values(evidence.quantities) }],
  ] as const) {
    test(`has a caption, and headers that say which cells they are for: ${name}`, async ({ page }) => {
      await page.setContent(await rendered(name, props))
      const tables = await page.getByRole('table').all()
      expect(tables.length).toBeGreaterThan(0)
      for (const table of tables) {
        await expect(table.locator('caption')).not.toBeEmpty()
        await expect(table.locator('thead th:not([scope="col"]), thead td')).toHaveCount(0)
        await expect(table.locator('tbody th:not([scope="row"])')).toHaveCount(0)
        expect(await table.getByRole('rowheader').count()).toBe(await table.locator('tbody tr').count())
      }
    })
  }

  test('of positions says what each side holds, where only the author says so, and where there is no position', async ({ page }) => {
    await page.setContent(await rendered('PositionsMatrix', { disputes: [safety, cost, report] }))
    // Nobody is heard against the third, so it is no dispute between parties.
    await expect(page.getByRole('columnheader')).toHaveText(['Side', safety.topic, cost.topic])
    const cellsOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) }).getByRole('cell')
    await expect(cellsOf(evidence.speakers.stastna.name)).toHaveText([/^\s*Not safe\s*¶2$/, /^\s*240,000 crowns\s*¶6/])
    // The first of a party's statements says its position.
    await expect(cellsOf(evidence.speakers.angquist.name)).toHaveText([/^\s*Safe\s*¶3\s*, the author only$/, /^\s*A tenth of it\s*¶6/])
    const byParty = { ...safety, counterclaim: { ...safety.counterclaim, statements: safety.counterclaim.statements.toReversed() } }
    await page.setContent(await rendered('PositionsMatrix', { disputes: [{ ...safety, counterclaim: { ...safety.counterclaim, inferred: safety.counterclaim.statements } }] }))
    await expect(cellsOf(evidence.speakers.angquist.name)).toHaveText([/the author only, by our reading$/])
    await page.setContent(await rendered('PositionsMatrix', { disputes: [byParty, cost] }))
    await expect(cellsOf(evidence.speakers.angquist.name)).toHaveText([/^\s*Safe\s*¶3$/, /^\s*A tenth of it\s*¶6/])
    const byAuthor = { ...safety, counterclaim: { ...safety.counterclaim, statements: [evidence.statements.noDanger] } }
    await page.setContent(await rendered('PositionsMatrix', { disputes: [byAuthor, { ...cost, counterclaim: { position: 'Less', statements: [evidence.statements.complete] } }] }))
    await expect(cellsOf(evidence.speakers.angquist.name)).toHaveText([/Safe\s*¶3\s*, the author only/, 'no position given'])
  })

  test('of positions has one row for the speakers of one side, under the name of its government', async ({ page }) => {
    const council: Speaker = { id: 'council', name: 'The council', kind: 'government', slot: 1 }
    const dear = { ...evidence.statements.dear, speaker: council }
    await page.setContent(await rendered('PositionsMatrix', { disputes: [safety, { ...cost, claim: { ...cost.claim, statements: [dear] } }] }))
    await expect(page.getByRole('rowheader')).toHaveCount(2)
    await expect(page.getByRole('rowheader').first()).toHaveText('The council')
    await expect(page.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(new RegExp(`, ${evidence.speakers.stastna.name}$`))
    // Of several bodies, the one that is heard most.
    const team: Speaker = { ...council, id: 'team', name: 'The team' }
    await page.setContent(await rendered('PositionsMatrix', { disputes: [{ ...cost, claim: { ...cost.claim, statements: [{ ...dear, speaker: team }, dear, dear] } }] }))
    await expect(page.getByRole('rowheader').first()).toHaveText('The council')
    // The last slot is nobody's side.
    const apart = [{ ...dear, speaker: { ...council, slot: 6 as const } }, { ...dear, speaker: { ...council, id: 'paper', name: 'The paper', slot: 6 as const } }]
    await page.setContent(await rendered('PositionsMatrix', { disputes: [{ ...cost, claim: { ...cost.claim, statements: apart } }] }))
    await expect(page.getByRole('rowheader')).toHaveText([evidence.speakers.angquist.name, 'The council', 'The paper'])
  })

  test('of speakers credits an outlet with the paragraphs that credit it, and no others', async ({ page }) => {
    const { worn, notTurned, closed } = evidence.statements
    await page.setContent(await rendered('SpeakerTable', { statements: [worn, notTurned, { ...closed, paragraph: 6, reading: 'the paragraph before' }] }))
    await expect(page.getByRole('cell')).toHaveText(/quoted\s*¶2\s*; reported\s*¶2\s*; reported via Süderholm Courier, by our reading\s*¶6/)
  })

  test('of speakers has those who are heard through a number alone', async ({ page }) => {
    await page.setContent(await rendered('SpeakerTable', { statements: [evidence.statements.worn], quantities: Object.values(evidence.quantities) }))
    await expect(page.getByRole('rowheader')).toContainText([evidence.speakers.stastna.name, evidence.speakers.office.name, evidence.speakers.resident.name])
  })

  test('of speakers has those who are quoted on a slide by themselves', async ({ page }) => {
    await page.setContent(await rendered('SpeakerTable', { statements: [], quotations: Object.values(evidence.quotations) }))
    await expect(page.getByRole('cell').first()).toContainText('quoted')
  })

  test('of sources has what a newspaper says itself in the row of that newspaper', async ({ page }) => {
    const { worn, closed } = evidence.statements
    const own = { ...worn, paragraph: 6, speaker: { id: 'paper', name: closed.via?.name ?? '', kind: 'media', slot: 6 } }
    await page.setContent(await rendered('SourceKind', { statements: [{ ...closed, paragraph: 5 }, own], counts: { paragraphs: 11 } }))
    await expect(page.getByRole('row').nth(1)).toHaveText(/^\s*Credited to Süderholm Courier\s*¶5\s*¶6\s*2\s*$/)
  })

  test('of sources has a row for organisations for which nobody is named', async ({ page }) => {
    const { worn } = evidence.statements
    await page.setContent(await rendered('SourceKind', { statements: [{ ...worn, speaker: { ...worn.speaker, kind: 'organisation' } }], counts: { paragraphs: 11 } }))
    await expect(page.getByRole('rowheader')).toHaveText('An organisation, no outlet credited')
  })
})

test('No component, with little or with much, is made of something that axe objects to', async ({ page }) => {
  // The map is drawn when a deck is built; the decks' own tests ask axe about it.
  for (const [name, ofComponent] of Object.entries(cases).filter(([name]) => name !== 'LocatorMap')) {
    for (const [words, props] of Object.entries(ofComponent)) {
      await page.setContent(`<html lang="en"><title>${name}</title><main><h1>${words}</h1>${await rendered(name, { ...props })}</main>`)
      expect(await objections(page), `${name}: ${words}`).toEqual([])
    }
  }
})
