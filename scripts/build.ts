/**
 * `npm run build`: the public site, without presenter notes, with its PDF. Made beside the old one and then moved into its place, so that
 * a build that fails leaves the site as it was.
 */
import type { Deck } from './build/deck.ts'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { evidence } from '../briefing/evidence.ts'
import { jsonLd } from '../briefing/json.ts'
import { readSource } from '../deck/article.ts'
import { sourceDate } from '../deck/edition.ts'
import { codeOf, Failure } from '../deck/failure.ts'
import { launchBrowser } from './browser/launch.ts'
import { buildDeck } from './build/cache.ts'
import { assertProved, assertReviewed } from './build/deck.ts'
import { slidesFile } from './cli/options.ts'
import { slidesInRange } from './cli/range.ts'
import { defaultTimeout, progress, run, withinTime } from './cli/run.ts'
import { commit, stage } from './cli/staging.ts'
import { printSlides } from './print/outputs.ts'
import { withPrintPage } from './print/page.ts'
import { finishSite } from './publish/finish-site.ts'
import { makeReadPage } from './publish/read-page.ts'

const help = `Builds the public site: the briefing without presenter notes, and its PDF behind a download button.

  npm run build -- [slides.md] [options]

  --out <folder>   where to put it (default: dist); what an earlier build put there is replaced
  --base <path>    the path that the site has on its host, such as /briefings/x/ (default: /)
  --with-notes     keep the presenter notes in
  --draft          build it even if nobody has read all of it against the article; every slide then says so
  --timeout <ms>   give up after this time (default: ${defaultTimeout})
  --help           this text`

run({
  help,
  options: {
    'out': { type: 'string', default: 'dist' },
    'base': { type: 'string', default: '/' },
    'with-notes': { type: 'boolean', default: false },
    'draft': { type: 'boolean', default: false },
    'timeout': { type: 'string' },
  },
}, async ({ values, words, environment }) => {
  const entry = slidesFile(words)
  withinTime(values.timeout)
  const base = basePath(values.base)
  const out = outFolder(values.out, dirname(entry))

  const launching = launchBrowser()
  launching.catch(() => {})
  progress('Building the site')
  const staged = stage(out)
  const pdf = 'briefing.pdf'
  const deck = await buildDeck({ entry, outDir: staged, notes: values['with-notes'], base, download: base + pdf }, { environment })
  assertProved(deck)
  if (!values.draft)
    assertReviewed(deck)

  const { browser, description } = await launching
  progress(`Printing with ${description}`)
  const { bytes, readPage } = await withPrintPage(browser, { site: staged, base, deck, slides: slidesInRange(undefined, deck.slides.length) }, async page => ({
    readPage: await makeReadPage(page, deck, { base, pdf }),
    // Last, because it changes the page.
    bytes: await printSlides(page, deck, sourceDate(entry)),
  }))
  await writeFile(join(staged, pdf), bytes)
  progress('Finishing the site')
  await finishSite(staged, { browser, deck, base, readPage, head: await writeEvidence(staged, dirname(entry), deck) })
  commit(staged, out)
  console.log(`The site is in ${values.out}${sep}.`)
})

/**
 * Writes the evidence beside the slides as a file for other tools, and returns it as structured data for the pages' head.
 * Slides of another folder are not made from this evidence, and get neither.
 */
async function writeEvidence(folder: string, root: string, { title, language, subject, evidence: own, review }: Deck): Promise<string> {
  if (own === undefined)
    return ''
  await writeFile(join(folder, 'briefing.json'), own)
  const status = review?.draft ?? (review?.readBy === undefined ? undefined : `read against the article by ${review.readBy}`)
  const data = jsonLd(evidence, readSource(root), { title, language, ...subject !== undefined && { description: subject }, ...status !== undefined && { status } })
  // Nothing in it can end its element.
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
}

/** What a path may hold unescaped (RFC 3986, 3.3), without what would need quoting in a host's header files. */
const pathPattern = /^\/(?:[\w.~-]+\/)*[\w.~-]*$/

/** @throws {Failure} of kind `usage` for a path that is relative or an address. */
function basePath(base: string): string {
  if (!pathPattern.test(base))
    throw new Failure('usage', `--base takes a path on the host that begins with a slash, such as /briefings/x/, of letters, digits, -, ., _ and ~, not “${base}”.`)
  return base.endsWith('/') ? base : `${base}/`
}

/**
 * Checks that the folder holds nothing but a site, because the build replaces it as a whole.
 * @throws {Failure} of kind `usage` or `file`.
 */
function outFolder(out: string, root: string): string {
  const folder = resolve(out)
  if (!relative(folder, root).startsWith('..'))
    throw new Failure('usage', `--out ${out} holds the slides themselves. Name a folder of its own.`)
  try {
    const names = readdirSync(folder)
    if (names.length > 0 && !names.includes('index.html'))
      throw new Failure('file', `${out} holds something that is not a built site (${names[0]}). Name an empty folder or a new one.`)
  }
  catch (error) {
    if (error instanceof Failure)
      throw error
    if (codeOf(error) !== 'ENOENT')
      throw new Failure('file', `${out} cannot be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  return folder
}
