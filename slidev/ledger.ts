/** Everything in this project that reaches into Slidev. `slidev/README.md` shows it as a table. */
import { replacements } from './imports.ts'
import { patches } from './patches.ts'

/** The facts about one thing of this kind. */
export interface Facts {
  /** What is wrong without it, and for whom. */
  readonly why: string
  /** The issue or pull request at Slidev, or the file in `docs/upstream/` with the text of one. */
  readonly upstream: string
  /** When it may go. */
  readonly until: string
}

/** One way in which this project changes Slidev or relies on its internals. */
interface LedgerEntry extends Facts {
  readonly what: string
  /** What fails when it no longer fits Slidev. */
  readonly fails: string
}

const insides = { upstream: 'docs/upstream/public-surface.md' }

/** All of them. */
export const ledger: readonly LedgerEntry[] = [
  ...patches.map(({ file, why, upstream, until }) => ({
    what: `patch of ${file}`,
    why,
    fails: 'every build and development server, before it starts; the message says what to do',
    upstream,
    until,
  })),
  ...replacements.map(({ what, why, upstream, until, isOptional }) => ({
    what: `replaced import: ${what}`,
    why,
    fails: isOptional ? 'nothing: Slidev makes this import for some decks only' : 'the build, at its end; the message names the import',
    upstream,
    until,
  })),
  {
    what: 'Vue without its template compiler: slidev/imports.ts',
    why: '39 kB. The build compiles every slide, and a compiler in the page would need `unsafe-eval`.',
    fails: 'the build, when Vue no longer has that file',
    upstream: 'docs/upstream/lean-client.md',
    until: 'a setting of Slidev’s picks it',
  },
  {
    what: 'one file of scripts until the first slide: slidev/imports.ts',
    why: '11 kB and 21 requests before the first slide: Slidev divides the deck into small files.',
    fails: 'tests/site/publish.test.ts, by what may be loaded until then',
    upstream: 'docs/upstream/lean-client.md',
    until: 'Slidev’s `manualChunks` leave to Vite what loads together',
  },
  {
    what: 'three packages left out of Slidev’s command line code: slidev/left-out.mjs',
    why: 'They are half of what Slidev loads: each build takes 0.9 s longer with them, for everyone.',
    fails: 'every command that builds, when it starts; the message names the package',
    upstream: 'docs/upstream/command-line-imports.md',
    until: 'Slidev loads them only for decks that need them',
  },
  {
    what: 'the build in scripts/build/site.ts: resolveOptions, ViteSlidevPlugin, injectPreparserExtensionLoader',
    why: 'Slidev’s own command has no setting for where its messages go, continues after an unknown layout, and loads everything again for each build.',
    fails: 'the type check, or every test that has a build',
    upstream: 'https://github.com/slidevjs/slidev/issues/2306',
    until: 'Slidev exports a function that builds a deck and throws on mistakes',
  },
  {
    what: 'the print page in builds: `__SLIDEV_FEATURE_PRINT__` in vite.config.ts and scripts/addon/build.ts',
    why: 'Slidev leaves the page out of a build unless `download` is on, and then makes a PDF of its own. Ours is printed from the finished build.',
    fails: 'the export, and tests/pdf/pdf.test.ts',
    upstream: 'docs/upstream/print-page.md',
    until: 'a setting puts the page into a build',
  },
  {
    what: 'an export’s build without any page but the print page: slidev/print-only.ts',
    why: 'The other pages are a quarter of what an export after an edit waits for.',
    fails: 'the export, with what Slidev no longer imports; tests/pdf/pdf.test.ts, if the print changes',
    upstream: 'docs/upstream/print-page.md',
    until: 'Slidev has such a build',
  },
  {
    ...insides,
    what: 'names in Slidev’s DOM: slidev/dom.ts',
    why: 'Styles, tests and the print need to find slides, clicks and pages. Slidev documents few of these names.',
    fails: 'tests/tools/slidev.test.ts, with the name that is gone',
    until: 'Slidev documents them',
  },
  {
    ...insides,
    what: 'types of @slidev/client: slidev/client.d.ts',
    why: 'The package ships sources that do not pass this project’s stricter type check.',
    fails: 'the tests that walk the deck and presenter mode',
    until: 'the package ships declarations',
  },
  {
    ...insides,
    what: 'front-matter keys: deck/slide-rules.ts',
    why: 'Slidev ignores a misspelt key without a word, and its types lack keys that it reads, such as `keywords`.',
    fails: 'the type check, when Slidev’s types gain or lose a key',
    until: 'Slidev warns about unknown keys',
  },
]
