/** The public site without a network, and when a new edition of it comes. */
import type { Host } from '../helpers/publication.ts'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { test as deckTest, expect, expectProblems } from '../helpers/deck.ts'
import { host, publicSite } from '../helpers/publication.ts'
import { open, turn } from '../helpers/steps.ts'
import { firstThatBuildsUp } from '../helpers/traits.ts'

declare global {
  interface Window { relieved: boolean | undefined }
}

/** A host of its own for every test, since these stop it. */
const test = deckTest.extend<{ hosted: Host }>({
  hosted: async ({ base }, use) => {
    const hosted = await host(await publicSite(base), base)
    await use(hosted)
    await hosted.close().catch(() => {})
  },
  baseURL: async ({ hosted }, use) => use(hosted.publicUrl),
})

/** The service worker asks the network first, and takes no for an answer. */
const refusals = /^A request failed: \S+ \(net::ERR_CONNECTION_REFUSED\)$/

test.describe('After the first visit', () => {
  test('the deck goes on without a network: slides, addresses, presenter mode, the page to read, the PDF', async ({ page, hosted, problems }) => {
    await open(page, '')
    await page.evaluate(async () => navigator.serviceWorker.ready.then(() => {}))
    await expect.poll(async () => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    await hosted.close()

    await page.reload()
    await open(page, '')
    await turn(page, 'ArrowRight')
    const slides = await readSlides(resolve('slides.md'), evidence)
    const last = { slide: slides.length, step: 0 }
    for (const address of [String(last.slide), `presenter/${last.slide}`])
      expect(await open(page, address), address).toMatchObject(last)
    const named = slides.find(({ frontmatter }) => typeof frontmatter.routeAlias === 'string')
    if (named)
      expect(await open(page, String(named.frontmatter.routeAlias)), 'by its name').toMatchObject({ slide: named.number, step: 0 })
    const stepped = firstThatBuildsUp(slides)
    if (stepped)
      expect(await open(page, `${stepped.number}?clicks=1`)).toMatchObject({ slide: stepped.number, step: 1 })
    expect(await page.evaluate(async address => (await (await fetch(address)).text()).slice(0, 5), `${hosted.publicUrl}briefing.pdf`)).toBe('%PDF-')
    await page.goto('read.html')
    await expect(page.locator('main article').first()).toBeVisible()
    await expectProblems(problems, refusals)
  })

  test('a new edition is what everybody sees from then on, with a network and without', async ({ page, hosted, base, problems }, info) => {
    await open(page, '')
    await page.evaluate(async () => navigator.serviceWorker.ready.then(() => {}))
    await expect.poll(async () => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)

    const edition = info.outputPath('edition')
    await cp(await publicSite(base), edition, { recursive: true })
    const edit = async (name: string, change: (text: string) => string): Promise<void> => writeFile(join(edition, name), change(await readFile(join(edition, name), 'utf8')))
    for (const name of ['index.html', '1/index.html', 'read.html'])
      await edit(name, html => html.replace('<body>', '<body data-edition="new">'))
    await edit('service-worker.js', script => script.replace(/version:(.)\w+\1/, 'version:`new`'))
    hosted.serve(edition)
    await page.addInitScript(() => navigator.serviceWorker.addEventListener('controllerchange', () => window.relieved = true))

    await open(page, '')
    await expect(page.locator('body'), 'with a network at once').toHaveAttribute('data-edition', 'new')
    await expect.poll(async () => page.evaluate(() => window.relieved), 'the new service worker takes over').toBe(true)
    await hosted.close()
    for (const address of ['', '1', 'read.html']) {
      await page.goto(address)
      await expect(page.locator('body'), `/${address}, without a network`).toHaveAttribute('data-edition', 'new')
    }
    await expectProblems(problems, refusals)
  })

  test('a site that is not whole is not kept, and the deck goes on', async ({ page, hosted, base, problems }, info) => {
    const broken = info.outputPath('broken')
    await cp(await publicSite(base), broken, { recursive: true })
    await rm(join(broken, 'briefing.pdf'))
    hosted.serve(broken)
    await open(page, '')
    await expect.poll(() => problems.join(), 'the service worker asks for it').toMatch(/briefing\.pdf/)
    await expect.poll(async () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 'and gives up').toBe(0)
    await turn(page, 'ArrowRight')
    await expectProblems(problems, /\/briefing\.pdf was answered with 404$/)
  })
})

deckTest('On this machine’s own address nothing is kept', async ({ page }) => {
  await page.goto('')
  await page.locator(`${selectors.app} ${selectors.layout}`).first().waitFor()
  await page.evaluate(async () => new Promise(done => document.readyState === 'complete' ? done(undefined) : addEventListener('load', done)))
  expect(await page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0])
})
