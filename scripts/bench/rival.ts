/** Two copies of the deck in a temporary folder: as it is, and as a stock Slidev deck of the same slides. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const leftOut = new Set(['node_modules', 'dist', 'tests', 'test-results', 'docs', 'shots', 'addon'])

/** What changes Slidev itself, and so is not in the stock deck. */
const ours = ['setup/vite-plugins.ts']

/** The part of our configuration that the slides need. */
const stockConfiguration = `import process from 'node:process'
import { defineConfig } from 'vite'
import { evidence } from './briefing/evidence.ts'
import { edition } from './deck/edition.ts'
import { locatorMap } from './deck/locator-map.ts'
import { review } from './deck/proof.ts'

export default defineConfig({
  // Beside the deck, not among the packages, which both decks share.
  cacheDir: '.vite',
  define: { __BRIEFING_EDITION__: JSON.stringify(edition(process.cwd())) },
  plugins: [locatorMap(Object.values(evidence.places)), review(process.cwd(), evidence)],
})
`

/**
 * Copies the deck of this project to `folder/ours` and `folder/stock`.
 * @param root the project's folder
 * @param folder must exist
 * @param slides how many slides; undefined for those that there are
 */
export function makeDecks(root: string, folder: string, slides: number | undefined): { readonly ours: string, readonly stock: string } {
  const text = readFileSync(join(root, 'slides.md'), 'utf8')
  const decks = { ours: join(folder, 'ours'), stock: join(folder, 'stock') }
  for (const deck of Object.values(decks)) {
    mkdirSync(deck)
    for (const name of readdirSync(root).filter(name => !name.startsWith('.') && !leftOut.has(name)))
      cpSync(join(root, name), join(deck, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(deck, 'node_modules'), 'junction')
    if (slides !== undefined)
      writeFileSync(join(deck, 'slides.md'), ofLength(text, slides))
  }
  for (const name of ours)
    rmSync(join(decks.stock, name))
  writeFileSync(join(decks.stock, 'vite.config.ts'), stockConfiguration)
  return decks
}

/** A slide with its front matter, which begins at a line of three dashes and ends with the next one. */
const slidePattern = /^---\n[\s\S]*?\n---\n[\s\S]*?(?=^---\n[\s\S]*?\n---\n|(?![\s\S]))/gm

const aliasPattern = /^routeAlias: .*\n/m

/** The table of all slides by paragraph, which has no room for this many. */
const coverage = '<CoverageTable'

const target = /^Target (\d+):(\d+)/m
const duration = /^duration: .*$/m

/** Repeats the deck's slides until there are `count`: the same mix, however long. */
function ofLength(text: string, count: number): string {
  const [first = '', ...others] = (text.match(slidePattern) ?? []).filter(slide => !slide.includes(coverage))
  const again = others.map(slide => slide.replace(aliasPattern, ''))
  const slides = [first, ...Array.from({ length: count - 1 }, (_, index) => (index < others.length ? others : again)[index % others.length] ?? '')]
  // The proof compares the duration with what the notes plan.
  const seconds = slides.filter(slide => !slide.includes('\nappendix: true\n')).reduce((sum, slide) => sum + 60 * Number(target.exec(slide)?.[1] ?? 0) + Number(target.exec(slide)?.[2] ?? 0), 0)
  return slides.join('\n').replace(duration, `duration: ${Math.ceil(seconds / 60)}min`)
}
