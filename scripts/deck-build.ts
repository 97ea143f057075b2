/**
 * Gives builds of a deck. One with notes is shared by `start`, `export` and the tests, and made again only when the content of what
 * goes into it has changed.
 */
import type { Outcome } from './deck-builder.ts'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { edition } from './edition.ts'
import { Failure } from './failure.ts'
import { commitOnce, stage } from './staging.ts'

/** As it is before a browser's start puts another temporary folder into it, in which Slidev would not find what it has cached. */
const environment = { ...process.env }

/** Folders and file names, beside the slides, that Slidev reads by convention or that this project adds. A build that reads anything else fails. */
export const inputFolders = ['briefing', 'components', 'layouts', 'pages', 'public', 'scripts', 'setup', 'snippets', 'styles']
export const inputFilePattern = /\.(?:vue|ts|js|mjs|css|html)$|^package-lock\.json$|^\.env/
/** Tests of the deck and settings of other tools, which no build reads. */
const notInputPattern = /^(?:playwright|eslint)\.config\.ts$/

/** How many of the newest builds are kept: one that is being printed must not go because another was made meanwhile. */
const keptBuilds = 3

export interface BuildOptions {
  /** The slides' Markdown file; everything else is found beside it. */
  readonly entry: string
  /** Where the site is put: a folder that is not there yet. */
  readonly outDir: string
  /** Whether presenter notes go in. */
  readonly notes: boolean
  /** The path that the site will have on its host, with a slash at both ends. */
  readonly base?: string
  /** The address behind the download button; without it there is no button. */
  readonly download?: string
}

/** What a deck says of itself, so that whoever prints a build need not parse the slides once more. */
export interface Deck {
  readonly title: string
  readonly author?: string
  /** Slidev's `info`. */
  readonly subject?: string
  readonly keywords: readonly string[]
  /** BCP 47. */
  readonly language: string
  /** The canvas, in CSS px. */
  readonly width: number
  readonly height: number
  /** Without an ending: Slidev's `exportFilename`. */
  readonly fileName: string
  readonly slides: readonly DeckSlide[]
  /** Which state of the deck it is, and of which article. */
  readonly edition?: string
  /** The evidence for other tools, in JSON. */
  readonly evidence?: string
}

export interface DeckSlide {
  readonly title?: string
  /** Markdown, with Slidev's click markers. */
  readonly note?: string
  /** Slidev's `routeAlias`: a name that links to the slide may use. */
  readonly alias?: string
}

/** What a finished build is printed from and served from. */
export interface SharedBuild {
  /** Holds the static site and nothing else. */
  readonly site: string
  readonly deck: Deck
}

/**
 * Gives the build with notes of the deck as it is now, making it if there is none.
 * @param entry the slides' Markdown file
 * @param onBuild called before a build starts, for a message that it takes a while
 * @throws {Failure} of kind `build`, `file`; earlier builds stay.
 */
export async function sharedBuild(entry: string, onBuild: () => void = () => {}): Promise<SharedBuild> {
  const hash = await inputHash(entry)
  const folder = join(dirname(resolve(entry)), '.cache', 'deck', hash)
  if (existsSync(folder)) {
    const now = new Date()
    await utimes(folder, now, now)
    return { site: join(folder, 'site'), deck: readDeck(join(folder, 'deck.json')) }
  }
  onBuild()
  const staged = stage(folder)
  const deck = await buildDeck({ entry, outDir: join(staged, 'site'), notes: true })
  await writeFile(join(staged, 'deck.json'), JSON.stringify(deck, null, 2))
  // A file saved meanwhile may be in the build or not: it serves this run, which removes it, and no other.
  if (await inputHash(entry) !== hash)
    return { site: join(staged, 'site'), deck }
  commitOnce(staged, folder)
  await removeOldBuilds(dirname(folder))
  return { site: join(folder, 'site'), deck }
}

/**
 * Builds a deck as a static site, and says what the deck says of itself. In a thread of its own, so that the browser can be started
 * meanwhile, and because Playwright slows every promise of its thread down.
 * @throws {Failure} of kind `build` with Vite's or Slidev's message, of kind `content` for an unknown layout, of kind `file` where
 * there are no slides, the disk is full or `outDir` cannot be written.
 */
export async function buildDeck(options: BuildOptions): Promise<Deck> {
  if (!existsSync(options.entry))
    throw new Failure('file', `There are no slides at ${options.entry}.`)
  const worker = new Worker(new URL('command.mjs', import.meta.url), {
    argv: ['deck-builder'],
    workerData: options,
    env: environment,
    // Compilers leave much garbage, and most of it at once.
    resourceLimits: { maxYoungGenerationSizeMb: 256 },
  })
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Failure('build', 'Slidev ended in the middle of the build. What it said stands above.')))
  })
  if (outcome.failure)
    throw new Failure(outcome.failure.kind, outcome.failure.message)
  return outcome.deck
}

function readDeck(path: string): Deck {
  const deck: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isDeck(deck))
    throw new Failure('file', `${path} is damaged. Delete its folder, and it is made again.`)
  return deck
}

/** Only what `buildDeck` wrote is read back, so one property tells it. */
function isDeck(value: unknown): value is Deck {
  return typeof value === 'object' && value !== null && 'slides' in value && Array.isArray(value.slides)
}

/** A hash of the content of every file that goes into a build, of their names, and of the Node that builds. */
export async function inputHash(entry: string): Promise<string> {
  const root = dirname(resolve(entry))
  const names = (await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    throw new Failure('file', `The folder ${root} cannot be read.`, { cause: error })
  })).flatMap(({ name }) => name === basename(entry) || (inputFilePattern.test(name) && !notInputPattern.test(name)) || inputFolders.includes(name) ? [name] : [])
  const hash = createHash('sha256').update(process.version)
  // A deck shows which state of it this is, and a commit changes that without changing a file.
  if (existsSync(join(root, 'briefing', 'source.json')))
    hash.update(JSON.stringify(edition(root)))
  for (const name of names.sort()) {
    for (const file of await filesUnder(join(root, name)))
      hash.update(`\0${relative(root, file)}\0`).update(await readFile(file))
  }
  return hash.digest('hex').slice(0, 20)
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory())
    return [path]
  const names = await readdir(path)
  const nested = await Promise.all(names.sort().map(async name => filesUnder(join(path, name))))
  return nested.flat()
}

async function removeOldBuilds(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const builds = await Promise.all((await readdir(folder)).filter(name => !name.endsWith('.part')).map(async (name) => {
    const path = join(folder, name)
    return { path, usedAt: (await stat(path)).mtimeMs }
  }))
  builds.sort((a, b) => b.usedAt - a.usedAt)
  await Promise.all(builds.slice(keptBuilds).map(async ({ path }) => rm(path, { recursive: true, force: true })))
}
