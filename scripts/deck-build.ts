/**
 * Builds a deck with Slidev's own plugins, in this process: the command line tool would load everything once more and cannot be told
 * where to put its messages. One build with notes is shared by `start`, `export` and the tests, and made again only when the content
 * of what goes into it has changed.
 */
import type { PreparserSetup, ResolvedSlidevOptions, SlidevData, SlidevPreparserExtension } from '@slidev/types'
import type { Plugin } from 'vite'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { evidence } from '../briefing/evidence.ts'
import { edition } from './edition.ts'
import { briefingJson } from './evidence-json.ts'
import { Failure, fileFailure } from './failure.ts'
import { readSource } from './source.ts'
import { commit, stage } from './staging.ts'

/** Folders and file names, beside the slides, that Slidev reads by convention or that this project adds. A build that reads anything else fails. */
const inputFolders = ['briefing', 'components', 'layouts', 'pages', 'public', 'scripts', 'setup', 'snippets', 'styles']
const inputFilePattern = /\.(?:vue|ts|js|mjs|css|html)$|^package-lock\.json$|^\.env/
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
  commit(staged, folder)
  await removeOldBuilds(dirname(folder))
  return { site: join(folder, 'site'), deck }
}

/**
 * Builds a deck as a static site, and says what the deck says of itself.
 * @throws {Failure} of kind `build` with Vite's or Slidev's message, of kind `file` where the disk is full or `outDir` cannot be written.
 */
export async function buildDeck({ entry, outDir, notes, base = '/', download }: BuildOptions): Promise<Deck> {
  if (!existsSync(entry))
    throw new Failure('file', `There are no slides at ${entry}.`)
  // Loading these takes longer than everything else that a run does before it needs them.
  const [{ resolveOptions, ViteSlidevPlugin }, { build, createLogger, loadConfigFromFile, mergeConfig }, { injectPreparserExtensionLoader }] = await Promise.all([import('@slidev/cli'), import('vite'), import('@slidev/parser/fs')])
  // Only Slidev's command line does this by itself.
  injectPreparserExtensionLoader(preparsersOf)
  try {
    const options = await resolveOptions({ entry, base, withoutNotes: !notes }, 'build')
    if (download !== undefined)
      options.data.config.download = download
    const root = options.userRoot
    await layoutsExist(options)
    const indexPage = join(root, 'index.html')
    // An addon's too, as Slidev does.
    const configFiles = await Promise.all(options.roots.map(async folder => loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, folder, 'warn', undefined, 'native')))
    await build(mergeConfig(configFiles.reduce((merged, file) => mergeConfig(merged, file?.config ?? {}), {}), {
      configFile: false,
      root,
      base,
      logLevel: 'warn',
      customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
      define: { __VUE_PROD_DEVTOOLS__: false },
      plugins: [page(indexPage, options.utils.indexHtml), inputsAreKnown(root, entry, Object.keys(options.data.watchFiles)), await ViteSlidevPlugin(options, {})],
      build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000, rollupOptions: { input: { index: indexPage } } },
    }))
    // Hosts that know nothing of the deck's addresses serve one of these for them.
    await copyFile(join(outDir, 'index.html'), join(outDir, '404.html'))
    if (!existsSync(join(outDir, '_redirects')))
      await writeFile(join(outDir, '_redirects'), `${base}*    ${base}index.html   200\n`)
    return { ...describe(options.data), ...madeOf(root) }
  }
  catch (error) {
    if (error instanceof Failure)
      throw error
    const failure = fileFailure(error)
    if (failure)
      throw failure
    throw new Failure('build', `The deck does not build.\n${stripVTControlCharacters(error instanceof Error ? error.message : String(error))}`, { cause: error })
  }
}

function isPreparser(module: unknown): module is { default: PreparserSetup } {
  return typeof module === 'object' && module !== null && 'default' in module && typeof module.default === 'function'
}

/** What the deck's roots (theme, addons, its own folder) give in `setup/preparser.ts`. */
async function preparsersOf(roots: string[], headmatter: Record<string, unknown>, filepath: string, mode?: string): Promise<SlidevPreparserExtension[]> {
  const files = roots.map(root => join(root, 'setup', 'preparser.ts')).filter(file => existsSync(file))
  return (await Promise.all(files.map(async (file) => {
    const setup: unknown = await import(pathToFileURL(file).href)
    if (!isPreparser(setup))
      throw new Failure('build', `${file} has no default export that is a function. Slidev wants: export default definePreparserSetup(…).`)
    return setup.default({ headmatter, filepath, ...mode !== undefined && { mode } })
  }))).flat()
}

/** Slidev itself only logs an unknown layout and goes on with a plain one. */
async function layoutsExist({ data, utils }: ResolvedSlidevOptions): Promise<void> {
  const layouts = await utils.getLayouts()
  for (const { index, frontmatter, source } of data.slides) {
    const { layout } = frontmatter
    if (typeof layout === 'string' && layouts[layout] === undefined)
      throw new Failure('content', `${source.filepath}:${source.start + 1}: slide ${index + 1} asks for the layout “${layout}”. There are: ${Object.keys(layouts).sort().join(', ')}.`)
  }
}

/** Serves Slidev's page as the build's entry, as `slidev build` does. */
function page(path: string, html: string): Plugin {
  return {
    name: 'briefing:page',
    resolveId: { order: 'pre', handler: id => id === path ? id : null },
    load: { order: 'pre', handler: id => id === path ? html : null },
  }
}

/** A file that the deck reads but the hash leaves out would give yesterday's PDF, so it stops the build. */
function inputsAreKnown(root: string, entry: string, markdownFiles: readonly string[]): Plugin {
  return {
    name: 'briefing:inputs',
    buildEnd(error) {
      if (error)
        return
      for (const id of [...this.getModuleIds(), ...markdownFiles]) {
        const path = relative(root, id.split('?')[0] ?? id)
        if (path.startsWith('..') || path.includes('node_modules') || id.includes('\0') || !existsSync(join(root, path)))
          continue
        const isKnown = path.includes(sep) ? inputFolders.includes(path.split(sep)[0] ?? '') : inputFilePattern.test(path) || path === basename(entry)
        if (!isKnown)
          this.error(`The deck reads ${path}, which is in none of the folders whose changes make a new build (${inputFolders.join(', ')}). Move it into one of them.`)
      }
    },
  }
}

/** What a document says of its own making. Slides of another folder are not made from this evidence. */
function madeOf(root: string): Pick<Deck, 'edition' | 'evidence'> {
  if (root !== resolve(import.meta.dirname, '..'))
    return {}
  const { label, sha256 } = edition(root)
  return { edition: `${label}; article ${sha256}`, evidence: `${JSON.stringify(briefingJson(evidence, readSource(root)), null, 2)}\n` }
}

function describe({ config, headmatter, slides }: SlidevData): Deck {
  const { author, info, keywords, lang } = headmatter
  return {
    title: config.title,
    ...typeof author === 'string' && { author },
    ...typeof info === 'string' && { subject: info },
    keywords: (Array.isArray(keywords) ? keywords.map(String) : typeof keywords === 'string' ? keywords.split(',') : []).map(keyword => keyword.trim()),
    language: typeof lang === 'string' ? lang : 'en',
    width: config.canvasWidth,
    // Rounded as Slidev's client rounds it.
    height: Math.ceil(config.canvasWidth / config.aspectRatio),
    fileName: typeof config.exportFilename === 'string' && config.exportFilename !== '' ? config.exportFilename : 'briefing',
    slides: slides.map(({ title, note, frontmatter }) => ({
      ...title !== undefined && { title },
      ...note !== undefined && { note },
      ...typeof frontmatter.routeAlias === 'string' && { alias: frontmatter.routeAlias },
    })),
  }
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

function warn(message: string): void {
  if (!message.includes('PLUGIN_TIMINGS'))
    console.error(message)
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
