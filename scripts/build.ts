/**
 * `npm run build`: the public site, without presenter notes, with the PDF of the same state beside it. Made beside the old one and
 * then put in its place, so that a build or an export that fails leaves the site as it was.
 */
import type { Deck } from './build/deck.ts'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { evidence } from '../briefing/evidence.ts'
import { jsonLd } from '../briefing/json.ts'
import { codeOf, Failure } from '../deck/failure.ts'
import { sourceDate } from '../deck/source-date.ts'
import { readSource } from '../deck/source.ts'
import { launchBrowser } from './browser/launch.ts'
import { buildDeck } from './build/cache.ts'
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
  --timeout <ms>   give up after this time, whatever is happening (default: ${defaultTimeout})
  --help           this text`

run({
  help,
  options: {
    'out': { type: 'string', default: 'dist' },
    'base': { type: 'string', default: '/' },
    'with-notes': { type: 'boolean', default: false },
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

  const { browser, description } = await launching
  progress(`Printing with ${description}`)
  const { bytes, readPage } = await withPrintPage(browser, { site: staged, base, deck, slides: slidesInRange(undefined, deck.slides.length) }, async page => ({
    bytes: await printSlides(page, deck, sourceDate(entry)),
    readPage: await makeReadPage(page, deck, { base, pdf }),
  }))
  await writeFile(join(staged, pdf), bytes)
  progress('Finishing the site')
  await finishSite(staged, { browser, deck, base, readPage, head: await writeEvidence(staged, dirname(entry), deck) })
  commit(staged, out)
  console.log(`The site is in ${values.out}${sep}.`)
})

/**
 * Puts the evidence beside the slides for other tools: as a file, and as the structured data that it returns for the pages' head.
 * Slides of another folder are not made from this evidence, and get neither.
 */
async function writeEvidence(folder: string, root: string, { title, language, subject, evidence: own }: Deck): Promise<string> {
  if (own === undefined)
    return ''
  await writeFile(join(folder, 'briefing.json'), own)
  const data = jsonLd(evidence, readSource(root), { title, language, ...subject === undefined ? {} : { description: subject } })
  // Nothing in it can end the element that it stands in.
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
}

/** What a path may hold unescaped (RFC 3986, 3.3), less what would need quoting in a host's header files. */
const pathPattern = /^\/(?:[\w.~-]+\/)*[\w.~-]*$/

/** @throws {Failure} of kind `usage` for a path that is relative or an address. */
function basePath(base: string): string {
  if (!pathPattern.test(base))
    throw new Failure('usage', `--base takes a path on the host that begins with a slash, such as /briefings/x/, of letters, digits, -, ., _ and ~, not “${base}”.`)
  return base.endsWith('/') ? base : `${base}/`
}

/**
 * The build replaces the folder as a whole, so it takes none that holds anything else.
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
