// @ts-check
/**
 * Runs a command: `node scripts/cli/launch.mjs export --range 1-3` runs `scripts/export.ts`. The npm scripts, the build's thread and the
 * tests all run commands this way and no other.
 *
 * The command is bundled into `.cache/commands`, and again when its sources change. A loader that compiles TypeScript while it is imported
 * hooks every module, those of all packages too: it takes 1 s more for every export, and 2 s more of processor time for a build. pdf-lib goes
 * into the bundle because its 200 files take 0.3 s to load one by one, d3-geo for its 120; Slidev's own code, because it imports packages that
 * we leave out.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, isAbsolute, join, relative, resolve as resolvePath } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { leftOut } from '../../slidev/left-out.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, '.cache', 'commands')
const [command = ''] = process.argv.splice(2, 1)
const name = command.replaceAll('/', '-')
const everything = /./
const ofPackage = /^[^./]/
const ofOwnUrl = /\.m?[jt]s$/
const isSlidev = /@slidev[\\/]cli[\\/]dist/
const unwritable = /no space left|permission denied|read-only/i
const apostropheInString = /'[^']*\p{L}'\p{L}/u
const dayInMs = 24 * 60 * 60 * 1000

/** Packages that are bundled; all others are loaded as they are. */
const bundled = new Set(['@cantoo/pdf-lib', '@slidev/cli', 'd3-geo'])
/** Packages that are required: of an import, Node would first read their one large file for what it exports, 0.6 s of TypeScript and 0.2 s of Playwright. */
const required = new Set(['playwright', 'typescript'])

// From Node 22 on, what V8 makes of a module is kept as well.
module.enableCompileCache?.(join(root, '.cache', 'compiled'))
await import(pathToFileURL(join(await bundle().catch(fail), 'main.js')).href)

/** @param {unknown} error why there is no bundle: the disk is full, the folder may not be written, or a script does not parse. */
function fail(error) {
  const slip = slipIn(error)
  if (slip !== undefined) {
    console.error(slip)
    return process.exit(3)
  }
  console.error(`${command} could not be prepared in ${cache}. Nothing was replaced.\n${error instanceof Error ? error.message : String(error)}`)
  return process.exit(error instanceof Error && ('errno' in error || unwritable.test(error.message)) ? 5 : 1)
}

/**
 * What to say of a file of the deck that does not parse, in its own words; nothing for any other error.
 * @param {unknown} error from esbuild
 */
function slipIn(error) {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors))
    return undefined
  const [{ text = '', location = null } = {}] = error.errors
  if (location === null || !location.file.endsWith('briefing/evidence.ts'))
    return undefined
  const isApostrophe = apostropheInString.test(location.lineText)
  return `briefing/evidence.ts, line ${location.line}: ${isApostrophe ? 'an apostrophe inside \'…\' is written ’' : `this line does not parse (${text}). Look for a missing comma, bracket or ' here and in the line before`}.\n  ${location.lineText.trim()}`
}

/** Returns the folder of the bundle of the sources as they are now. */
async function bundle() {
  const record = join(cache, `${name}.json`)
  try {
    const folder = join(cache, `${name}-${hashOf(JSON.parse(readFileSync(record, 'utf8')))}`)
    if (existsSync(folder))
      return folder
  }
  catch {
    // There is no record, or a source is gone: bundle again.
  }
  return makeBundle(record)
}

/** @param {string} record where the bundle's sources are listed for the next run */
async function makeBundle(record) {
  const { build } = await import('esbuild')
  const part = join(cache, `${name}-${process.pid}.part`)
  process.on('exit', () => rmSync(part, { recursive: true, force: true }))
  const missing = new Set(leftOut.keys())
  const { metafile } = await build({
    entryPoints: [{ in: join(root, 'scripts', `${command}.ts`), out: 'main' }],
    outdir: part,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Node's own, and not bundlers'.
    conditions: [],
    metafile: true,
    // `fail` says it.
    logLevel: 'silent',
    plugins: [asIfUnbundled(missing)],
  })
  const sources = Object.keys(metafile.inputs)
  if (sources.some(source => isSlidev.test(source)) && missing.size > 0)
    throw new Error(`Slidev no longer imports ${[...missing].join(', ')}. Bring slidev/left-out.mjs up to date.`)
  const own = sources.filter(source => !source.includes(':') && !source.includes('node_modules')).map(source => relative(root, resolvePath(source)))
  const folder = join(cache, `${name}-${hashOf(own)}`)
  try {
    renameSync(part, folder)
  }
  catch {
    // Another process has made the same one meanwhile.
  }
  writeFileSync(`${record}-${process.pid}.part`, JSON.stringify(own))
  renameSync(`${record}-${process.pid}.part`, record)
  removeOld()
  return folder
}

/**
 * @param {Set<string>} missing the packages to leave out; those that Slidev imports are taken out of it
 * @returns {import('esbuild').Plugin} an esbuild plugin that resolves packages and paths as Node would without a bundle
 */
function asIfUnbundled(missing) {
  const resolved = Symbol('resolved')
  return {
    name: 'as-if-unbundled',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: ofPackage }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || bundled.has(path) || pluginData === resolved)
          return undefined
        if (isSlidev.test(importer)) {
          if (leftOut.has(path))
            return { path, namespace: 'left-out' }
          const { path: file, namespace } = await resolve(path, { importer, kind, resolveDir, pluginData: resolved })
          return { path: namespace === 'file' && isAbsolute(file) ? pathToFileURL(file).href : path, external: true }
        }
        if (required.has(path))
          return { path, namespace: 'required' }
        return importer.includes('node_modules') ? undefined : { path, external: true }
      })
      onLoad({ filter: everything, namespace: 'required' }, ({ path }) => ({
        contents: `import { createRequire } from 'node:module'; export default createRequire(${JSON.stringify(import.meta.url)})('${path}')`,
      }))
      onLoad({ filter: everything, namespace: 'left-out' }, ({ path }) => {
        missing.delete(path)
        return { contents: leftOut.get(path) ?? '' }
      })
      // A module finds its files beside its source, not beside the bundle.
      onLoad({ filter: ofOwnUrl }, ({ path }) => path.includes('node_modules') && !isSlidev.test(path)
        ? undefined
        : {
            loader: path.endsWith('.ts') ? 'ts' : 'js',
            contents: readFileSync(path, 'utf8')
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
              .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
          })
    },
  }
}

/** @param {string[]} sources relative to the root */
function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of [...sources, 'scripts/cli/launch.mjs', 'slidev/left-out.mjs', 'package-lock.json'])
    hash.update(source).update(readFileSync(join(root, source)))
  return hash.digest('hex').slice(0, 16)
}

/** Removes bundles that are more than a day old. Another process may be using a newer one. */
function removeOld() {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry)
    if (!entry.endsWith('.json') && Date.now() - statSync(path).mtimeMs > dayInMs)
      rmSync(path, { recursive: true, force: true })
  }
}
