/**
 * Builds a deck with Slidev's own plugins. Slidev's command line tool would load everything once more, cannot be told where to put its
 * messages and goes on after some mistakes.
 */
import type { PreparserSetup, ResolvedSlidevOptions, SlidevData, SlidevPreparserExtension } from '@slidev/types'
import type { Plugin } from 'vite'
import type { BuildOptions, Deck } from './deck.ts'
import { existsSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { resolveOptions, ViteSlidevPlugin } from '@slidev/cli'
import { injectPreparserExtensionLoader } from '@slidev/parser/fs'
import { build, createLogger, loadConfigFromFile, mergeConfig, runnerImport } from 'vite'
import { evidence } from '../../briefing/evidence.ts'
import { briefingJson } from '../../briefing/json.ts'
import { edition } from '../../deck/edition.ts'
import { Failure } from '../../deck/failure.ts'
import { readSource } from '../../deck/source.ts'
import { fileFailure } from '../cli/exit.ts'
import { inputFolderList, isInput } from './inputs.ts'

/**
 * Builds the site, in this thread.
 * @throws {Failure} as `buildDeck` in `cache.ts` does.
 */
export async function buildSite({ entry, outDir, notes, base = '/', download }: BuildOptions): Promise<Deck> {
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
    const configFiles = await Promise.all(options.roots.map(async folder => loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, folder, 'warn', undefined, 'runner')))
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
    const { module: setup } = await runnerImport<unknown>(file)
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
        if (!isInput(path, entry))
          this.error(`The deck reads ${path}, which is in none of the folders whose changes make a new build (${inputFolderList}). Move it into one of them.`)
      }
    },
  }
}

/** What a document says of its own making. Slides of another folder are not made from this evidence. */
function madeOf(root: string): Pick<Deck, 'edition' | 'evidence'> {
  if (root !== resolve(import.meta.dirname, '../..'))
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

function warn(message: string): void {
  if (!message.includes('PLUGIN_TIMINGS'))
    console.error(message)
}
