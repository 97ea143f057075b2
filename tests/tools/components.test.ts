/**
 * Components by themselves, rendered from evidence that our deck does not have: what their tables and quotations are made of, what they
 * say where something is missing, and what waits for which click.
 */
import type { ViteDevServer } from 'vite'
import type { Component } from 'vue'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { createServer } from 'vite'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, test } from '../helpers/deck.ts'
import { evidence } from '../second-article/evidence.ts'

/** As much of Slidev as the components ask for. */
const client = `
  import { ref } from 'vue'
  const coverage = { no: 9, meta: { slide: { title: 'Coverage', frontmatter: { routeAlias: 'coverage' } } } }
  export const useNav = () => ({ slides: ref([coverage]), isPrintMode: ref(false) })
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

/** A component's HTML; what waits for a click carries its number as `data-click`. */
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
    await expect(table.locator('tbody tr').first().getByRole('cell').first().getByRole('listitem')).toHaveCount(safety.claims.length)
    await expect(table.locator('tbody tr').first().getByRole('cell').last().getByRole('listitem')).toHaveCount(safety.counterclaims.length)
  })

  test('show of every statement who says it, how, through whom, and where', async ({ page }) => {
    const { closed, complete } = evidence.statements
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, claims: [closed], counterclaims: [complete] }] }))
    const [claim, counterclaim] = await page.getByRole('listitem').allTextContents()
    for (const part of [closed.text, closed.speaker.name, closed.via?.name ?? 'an outlet', `¶${closed.paragraph}`])
      expect(claim).toContain(part)
    for (const part of [complete.text, `“${complete.quotation?.exact}”`, complete.speaker.name, `¶${complete.paragraph}`])
      expect(counterclaim).toContain(part)
  })

  test('say so where the article gives no counterclaim, or none but its author’s reading', async ({ page }) => {
    const against = page.locator('tbody td').last()
    await page.setContent(await rendered('ClaimsTable', { disputes: [report] }))
    await expect(against).toContainText('gives no counterclaim')
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, counterclaims: [evidence.statements.fishermen] }] }))
    await expect(against).toContainText('author’s reading')
    await expect(against).toContainText(evidence.statements.fishermen.text)
    // The author reports here what a party holds.
    await page.setContent(await rendered('ClaimsTable', { disputes: [{ ...report, counterclaims: [evidence.statements.noDanger] }] }))
    await expect(against).not.toContainText('author’s reading')
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

  test('show everything at once where they are not asked to build up', async ({ page }) => {
    await page.setContent(await rendered('ClaimsTable', { disputes: [safety, cost, report] }))
    await expect(page.getByText(String(report.leavesOut))).toBeVisible()
    await expect(page.locator('[data-click]')).toHaveCount(0)
  })
})

test.describe('A quotation', () => {
  test('is a quoted block in a figure, whose caption names speaker, office, subject, voice and paragraph', async ({ page }) => {
    const quote = evidence.quotations.notTurned
    await page.setContent(await rendered('QuoteCard', { quote }))
    const figure = page.getByRole('figure')
    await expect(figure.getByRole('blockquote')).toHaveText(`“${quote.exact}”`)
    const caption = figure.locator('figcaption')
    for (const part of [quote.speaker.name, quote.speaker.role, quote.about, 'direct', `¶${quote.paragraph}`])
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

test.describe('Every table', () => {
  for (const [name, props] of [
    ['ClaimsTable', { disputes: [safety] }],
    ['PositionsMatrix', { disputes: [safety, cost, report] }],
    ['SpeakerTable', { statements: Object.values(evidence.statements) }],
    ['CoverageTable', { paragraphs: 9 }],
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

  test('of positions says in words what its cells say by paper and ink, and where there is no position', async ({ page }) => {
    await page.setContent(await rendered('PositionsMatrix', { disputes: [safety, cost, report] }))
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: evidence.speakers.stastna.name }) })
    await expect(row.getByRole('cell')).toHaveText([/^\s*Claim\s*¶2/, /^\s*Claim\s*¶6/, /no position/])
    const other = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: evidence.speakers.angquist.name }) })
    await expect(other.getByRole('cell').first()).toContainText('Counter')
  })
})
