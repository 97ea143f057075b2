/**
 * Builds decks. The build with notes is shared by `start`, `export` and the tests, and made again only when the content of what goes into
 * it has changed.
 */
import type { BuildOptions, Deck, Outcome } from './deck.ts'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../deck/failure.ts'
import { commitOnce, stage } from '../cli/staging.ts'
import { inputHash } from './inputs.ts'

/** How many of the newest builds are kept: one that is being printed must not go because another was made meanwhile. */
const keptBuilds = 3

/** What a finished build is printed from and served from. */
export interface SharedBuild {
  /** Holds the static site and nothing else. */
  readonly site: string
  readonly deck: Deck
}

/** How a build is made. */
export interface MakeOptions {
  /** The environment in which Slidev finds what it has cached: one whose TMPDIR outlives the run. */
  readonly environment?: NodeJS.ProcessEnv
  /** Called before a build starts, for a message that it takes a while. */
  readonly onBuild?: () => void
}

/**
 * Returns the build with notes of the deck as it is now, and makes it if there is none.
 * @param entry the slides' Markdown file
 * @param options how it is made
 * @throws {Failure} of kind `build`, `content` or `file`; earlier builds stay.
 */
export async function sharedBuild(entry: string, options: MakeOptions = {}): Promise<SharedBuild> {
  const hash = await inputHash(entry)
  const folder = join(dirname(resolve(entry)), '.cache', 'deck', hash)
  if (existsSync(folder)) {
    const now = new Date()
    await utimes(folder, now, now)
    return { site: join(folder, 'site'), deck: readDeck(join(folder, 'deck.json')) }
  }
  options.onBuild?.()
  const staged = stage(folder)
  const deck = await buildDeck({ entry, outDir: join(staged, 'site'), notes: true }, options)
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
export async function buildDeck(options: BuildOptions, { environment = process.env }: MakeOptions = {}): Promise<Deck> {
  if (!existsSync(options.entry))
    throw new Failure('file', `There are no slides at ${options.entry}.`)
  const worker = new Worker(new URL('../cli/launch.mjs', import.meta.url), {
    argv: ['build/thread'],
    workerData: options,
    // Vite takes the first configuration that it loads for a development server's, unless it is told otherwise before.
    env: { ...environment, NODE_ENV: 'production' },
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

async function removeOldBuilds(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const builds = await Promise.all((await readdir(folder)).filter(name => !name.endsWith('.part')).map(async (name) => {
    const path = join(folder, name)
    return { path, usedAt: (await stat(path)).mtimeMs }
  }))
  builds.sort((a, b) => b.usedAt - a.usedAt)
  await Promise.all(builds.slice(keptBuilds).map(async ({ path }) => rm(path, { recursive: true, force: true })))
}
