/**
 * Builds decks. The build with notes is shared by `start`, `export` and the tests, and made again only when the content of what goes into
 * it has changed.
 */
import type { BuildOptions, Deck, FinishedBuild } from './deck.ts'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '../../deck/failure.ts'
import { commitOnce, stage } from '../cli/staging.ts'
import { inputHash } from './inputs.ts'
import { buildInThread } from './worker.ts'

/** How many of the newest builds are kept: a build that is being printed must stay when a newer one is made. */
const keptBuilds = 3

/** How a build is made. */
interface MakeOptions {
  /** The environment in which Slidev finds its caches: its TMPDIR must outlive the run. */
  readonly environment?: NodeJS.ProcessEnv
  /** Whether the deck is only printed: then a build with the print page alone will do. */
  readonly printOnly?: boolean
  /** Called before a build starts, to say that it takes a while. */
  readonly onBuild?: () => void
}

/**
 * Returns the build with notes of the deck as it is now, and makes it if there is none.
 * @param entry the slides' Markdown file
 * @param options how it is made
 * @throws {Failure} of kind `build`, `content` or `file`; earlier builds stay.
 */
export async function sharedBuild(entry: string, options: MakeOptions = {}): Promise<FinishedBuild> {
  const hash = await inputHash(entry)
  const whole = join(dirname(resolve(entry)), '.cache', 'deck', hash)
  const isPart = options.printOnly === true && !existsSync(whole)
  const folder = isPart ? `${whole}-print` : whole
  if (existsSync(folder)) {
    const now = new Date()
    await utimes(folder, now, now)
    return { site: join(folder, 'site'), deck: readDeck(join(folder, 'deck.json')) }
  }
  options.onBuild?.()
  const staged = stage(folder)
  const deck = await buildDeck({ entry, outDir: join(staged, 'site'), notes: true, printOnly: isPart }, options)
  await writeFile(join(staged, 'deck.json'), JSON.stringify(deck, null, 2))
  // A file saved meanwhile may be in the build or not: this run uses the build and removes it, and no other run uses it.
  if (await inputHash(entry) !== hash)
    return { site: join(staged, 'site'), deck }
  commitOnce(staged, folder)
  await removeOldBuilds(dirname(folder))
  return { site: join(folder, 'site'), deck }
}

/** Builds a deck as a static site, and returns what the deck says of itself. Throws as `buildInThread` in `worker.ts` does. */
export async function buildDeck(options: BuildOptions, { environment }: MakeOptions = {}): Promise<Deck> {
  return buildInThread({ file: new URL('../cli/launch.mjs', import.meta.url), argv: ['build/thread'] }, options, environment)
}

function readDeck(path: string): Deck {
  const deck: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isDeck(deck))
    throw new Failure('file', `${path} is damaged. Delete its folder, and the next run makes it again.`)
  return deck
}

/** Only what `buildDeck` wrote is read back, so one property is enough to check. */
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
