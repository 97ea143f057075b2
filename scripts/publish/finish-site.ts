/**
 * Turns Slidev's build into a site to publish: pages that show their slide before any script runs, one page to read, a Content-Security-Policy, and a
 * copy for use offline.
 */
import type { Browser } from 'playwright'
import type { Deck } from '../build/deck.ts'
import type { ReadPage } from './read-page.ts'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { serve } from '../browser/serve.ts'
import { offlineFiles } from './offline-files.ts'
import { deckPage, readingPage } from './pages.ts'
import { headerFiles, policyOf } from './policy.ts'
import { prerender } from './prerender.ts'

const bootModule = pageModule<typeof import('./in-page/boot.ts')>(new URL('in-page/boot.ts', import.meta.url))
const serviceWorkerModule = pageModule<typeof import('./in-page/service-worker.ts')>(new URL('in-page/service-worker.ts', import.meta.url))

interface SiteOptions {
  readonly browser: Browser
  readonly deck: Deck
  /** The path of the site on its host, with a slash at both ends. */
  readonly base: string
  readonly readPage: ReadPage
  /** More for the head of the first page and of the page to read, such as structured data: HTML that runs no script. */
  readonly head?: string
}

/**
 * Finishes the build in `folder`, in place. Call it last, because the copy for use offline lists the files that are there.
 * @throws {Failure} of kind `content` if a slide does not show, of kind `build` if Vite's page is not as expected.
 */
export async function finishSite(folder: string, { browser, deck, base, readPage, head = '' }: SiteOptions): Promise<void> {
  const served = await serve(folder, { base })
  const prerendered = await prerender(browser, served.url, deck).finally(async () => served.close())
  const built = await readFile(join(folder, 'index.html'), 'utf8')
  const boot = await bootModule.script('boot', { base, width: deck.width, height: deck.height, app: selectors.app, layout: selectors.layout, slide: selectors.slide })

  const common = { built, deck, base, boot, prerendered, readPage }
  const pages = new Map<string, string>()
  for (const [index, { alias }] of deck.slides.entries()) {
    const no = index + 1
    const page = deckPage({ ...common, no, head: no === 1 ? head : '' })
    if (no === 1)
      pages.set('index.html', page)
    for (const name of [String(no), ...alias === undefined ? [] : [alias]])
      pages.set(`${name}/index.html`, page)
  }
  const shell = deckPage({ ...common, head: '' })
  for (const name of ['presenter', ...deck.slides.map((_, index) => `presenter/${index + 1}`), 'overview', 'notes', 'print'])
    pages.set(`${name}/index.html`, shell)
  pages.set('404.html', shell)
  pages.set('read.html', readingPage({ deck, readPage, head }))
  const policy = policyOf([...pages.values()], prerendered.insertedStyles)
  // For the first page without scripts: nobody else should wait for it.
  await writeFile(join(folder, 'read.css'), readPage.css)

  for (const [name, html] of pages) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), html.replace('<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${policy}">`))
  }
  await writeFile(join(folder, 'og-image.png'), prerendered.picture)
  for (const [name, text] of Object.entries(headerFiles(base, policy)))
    await writeFile(join(folder, name), text)
  // Every address of the deck is a file now, and a page in place of a missing script would only hide the fault.
  await rm(join(folder, '_redirects'), { force: true })
  await writeFile(join(folder, 'service-worker.js'), await serviceWorkerModule.script('serviceWorker', await offlineFiles(folder)))
}
