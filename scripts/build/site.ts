/**
 * Builds a deck with Slidev's own plugins. Slidev's command line would load everything once more, always prints its messages, and
 * ignores some mistakes.
 */
import type { PreparserSetup, ResolvedSlidevOptions, SlidevPreparserExtension } from '@slidev/types'
import type { InlineConfig, Plugin, UserConfig } from 'vite'
import type { BuildOptions, Deck } from './deck.ts'
import { existsSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { parser, resolveOptions, ViteSlidevPlugin } from '@slidev/cli'
import { build, createLogger, loadConfigFromFile, mergeConfig, runnerImport } from 'vite'
import { isRecord } from '../../briefing/record.ts'
import { Failure } from '../../deck/failure.ts'
import { printOnly } from '../../slidev/print-only.ts'
import { fileFailure } from '../cli/exit.ts'
import './lazy-typescript.ts'

/** Files of a deck that the caller has in its own code. Vite would compile them and all that they import, once more for each file. */
interface OwnFiles {
  /** The deck's folder. */
  readonly root: string
  readonly config: () => Promise<UserConfig>
  readonly preparser: () => Promise<PreparserSetup>
}

/**
 * Builds the site, in this thread.
 * @param buildOptions what to build, and where
 * @param addTo what the caller adds to Vite's configuration
 * @param own `vite.config.ts` and `setup/preparser.ts` of its deck
 * @throws {Failure} as `buildInThread` in `worker.ts` does.
 */
export async function buildSite(buildOptions: BuildOptions, addTo: (options: ResolvedSlidevOptions) => InlineConfig, own?: OwnFiles): Promise<Deck> {
  // Otherwise only Slidev's command line does this.
  parser.injectPreparserExtensionLoader(async (...args) => preparsersOf(own, ...args))
  try {
    const { entry, notes, base = '/', download } = buildOptions
    const options = await resolveOptions({ entry, base, withoutNotes: !notes }, 'build')
    if (download !== undefined)
      options.data.config.download = download
    // Shiki leaves the rest of a line without colours after 500 ms, so that a busy machine would build other pages.
    Object.assign(options.utils.shikiOptions, { tokenizeTimeLimit: 0 })
    await checkLayouts(options)
    await build(mergeConfig(await viteConfig(options, buildOptions, own), addTo(options)))
    await addFallbacks(buildOptions.outDir, base)
    return describe(options)
  }
  catch (error) {
    if (error instanceof Failure)
      throw error
    throw fileFailure(error) ?? new Failure('build', `The deck does not build.\n${stripVTControlCharacters(error instanceof Error ? error.message : String(error))}`, { cause: error })
  }
}

async function viteConfig(options: ResolvedSlidevOptions, { outDir, base = '/', printOnly: isPrintOnly = false }: BuildOptions, own?: OwnFiles): Promise<InlineConfig> {
  const root = options.userRoot
  const indexPage = join(root, 'index.html')
  // Themes and addons may have one too, as in Slidev.
  const configs = await Promise.all(options.roots.map(async folder => folder === own?.root
    ? own.config()
    : (await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, folder, 'warn', undefined, 'runner'))?.config ?? {}))
  return mergeConfig(configs.reduce<UserConfig>((merged, config) => mergeConfig(merged, config), {}), {
    configFile: false,
    root,
    base,
    logLevel: 'warn',
    customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
    define: { __VUE_PROD_DEVTOOLS__: false },
    plugins: [...isPrintOnly ? [printOnly()] : [], servePage(indexPage, options.utils.indexHtml), await ViteSlidevPlugin(options, {})],
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000, rollupOptions: { input: { index: indexPage } } },
  })
}

/** Adds what hosts that do not know the deck's addresses answer with. */
async function addFallbacks(outDir: string, base: string): Promise<void> {
  await copyFile(join(outDir, 'index.html'), join(outDir, '404.html'))
  if (!existsSync(join(outDir, '_redirects')))
    await writeFile(join(outDir, '_redirects'), `${base}*    ${base}index.html   200\n`)
}

function isPreparser(module: unknown): module is { default: PreparserSetup } {
  return isRecord(module) && typeof module.default === 'function'
}

/** Returns the extensions from `setup/preparser.ts` of the deck's roots: theme, addons, its own folder. */
async function preparsersOf(own: OwnFiles | undefined, roots: string[], headmatter: Record<string, unknown>, filepath: string, mode?: string): Promise<SlidevPreparserExtension[]> {
  return (await Promise.all(roots.map(async (root) => {
    const file = join(root, 'setup', 'preparser.ts')
    if (!existsSync(file))
      return []
    const setup = root === own?.root ? await own.preparser() : await importPreparser(file)
    return setup({ headmatter, filepath, ...mode !== undefined && { mode } })
  }))).flat()
}

async function importPreparser(file: string): Promise<PreparserSetup> {
  const { module } = await runnerImport<unknown>(file)
  if (!isPreparser(module))
    throw new Failure('build', `${file} has no default export that is a function. Slidev wants: export default definePreparserSetup(…).`)
  return module.default
}

/** Slidev itself only logs an unknown layout and uses a plain one. */
async function checkLayouts({ data, utils }: ResolvedSlidevOptions): Promise<void> {
  const layouts = await utils.getLayouts()
  for (const { index, frontmatter, source } of data.slides) {
    const { layout } = frontmatter
    if (typeof layout === 'string' && layouts[layout] === undefined)
      throw new Failure('content', `${source.filepath}:${source.start + 1}: slide ${index + 1} asks for the layout “${layout}”. There are: ${Object.keys(layouts).sort().join(', ')}.`)
  }
}

/** Serves Slidev's page as the build's entry, as `slidev build` does. */
function servePage(path: string, html: string): Plugin {
  return {
    name: 'briefing:page',
    resolveId: { order: 'pre', handler: id => id === path ? id : null },
    load: { order: 'pre', handler: id => id === path ? html : null },
  }
}

function describe({ data: { config, headmatter, slides }, userRoot }: ResolvedSlidevOptions): Deck {
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
    ...typeof config.exportFilename === 'string' && config.exportFilename !== '' && { fileName: config.exportFilename },
    slides: slides.map(({ title, note, frontmatter, source }) => ({
      place: `${relative(userRoot, source.filepath)}:${source.start + 1}`,
      ...title !== undefined && { title },
      ...note !== undefined && { note },
      ...typeof frontmatter.routeAlias === 'string' && { alias: frontmatter.routeAlias },
      ...frontmatter.appendix === true && { isAppendix: true },
    })),
  }
}

function warn(message: string): void {
  if (!message.includes('PLUGIN_TIMINGS'))
    console.error(message)
}
