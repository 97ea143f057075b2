// @ts-check
/**
 * Runs `scripts/<name>.ts` as plain JavaScript: `node scripts/command.mjs export --range 1-3`.
 *
 * A loader for TypeScript would hook the loading of every module, those of all packages too, and so double what a command takes before
 * it begins: 2 s of processor time for a build. So the script is bundled, once, into `.cache/commands`, and again when its sources
 * change. pdf-lib goes into the bundle, because its 200 files take 0.3 s to load one by one.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, isAbsolute, join, relative, resolve as resolvePath } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache', 'commands')
const [, , name = ''] = process.argv
const everything = /./
const ofPackage = /^[^./]/
const ofOwnUrl = /\.m?[jt]s$/
const isSlidev = /@slidev[\\/]cli[\\/]dist/
const unwritable = /no space left|permission denied|read-only/i
const dayInMs = 24 * 60 * 60 * 1000

/** Packages that are bundled; all others are loaded as they are. */
const bundled = new Set(['@cantoo/pdf-lib', '@slidev/cli'])

/** What Slidev loads and no build of ours uses, half of all that it loads: JSX, and tools for language models. */
const leftOut = new Map([
  ['@vitejs/plugin-vue-jsx', `export default () => ({
    name: 'briefing:no-jsx',
    transform: { filter: { id: /\\.[jt]sx$/ }, handler() { this.error('JSX is left out of builds. Write it as a template, or take @vitejs/plugin-vue-jsx out of leftOut in scripts/command.mjs.') } },
  })`],
  ['@modelcontextprotocol/node', 'export const NodeStreamableHTTPServerTransport = undefined'],
  ['@modelcontextprotocol/server', 'export const McpServer = undefined'],
])

// From Node 22 on, what V8 makes of a module is kept as well.
module.enableCompileCache?.(join(root, '.cache', 'compiled'))
process.argv.splice(2, 1)
await import(pathToFileURL(join(await bundle().catch(fail), `${name}.js`)).href)

/** @param {unknown} error why there is no bundle: the disk is full, the folder may not be written, or a script does not parse. */
function fail(error) {
  console.error(`${name} could not be made ready to run in ${cache}. Nothing was replaced.\n${error instanceof Error ? error.message : String(error)}`)
  return process.exit(error instanceof Error && ('errno' in error || unwritable.test(error.message)) ? 5 : 1)
}

/** Gives the folder of the bundle of the sources as they are now. */
async function bundle() {
  const record = join(cache, `${name}.json`)
  try {
    const inputs = JSON.parse(readFileSync(record, 'utf8'))
    const folder = join(cache, `${name}-${hashOf(inputs)}`)
    if (existsSync(folder))
      return folder
  }
  catch {
    // No record, or a source that is gone: a new bundle tells.
  }
  return makeBundle(record)
}

/** @param {string} record where the bundle's sources are listed for the next run */
async function makeBundle(record) {
  const { build } = await import('esbuild')
  const missing = new Set(leftOut.keys())
  const resolved = Symbol('resolved')
  const part = join(cache, `${name}-${process.pid}.part`)
  process.on('exit', () => rmSync(part, { recursive: true, force: true }))
  const { metafile } = await build({
    entryPoints: [join(root, 'scripts', `${name}.ts`)],
    outdir: part,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Node's own, and not bundlers'.
    conditions: [],
    metafile: true,
    logLevel: 'error',
    plugins: [{
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
          return importer.includes('node_modules') ? undefined : { path, external: true }
        })
        onLoad({ filter: everything, namespace: 'left-out' }, ({ path }) => {
          missing.delete(path)
          return { contents: leftOut.get(path) ?? '' }
        })
        // A module goes on knowing where its source is.
        onLoad({ filter: ofOwnUrl }, ({ path }) => path.includes('node_modules') && !isSlidev.test(path)
          ? undefined
          : {
              loader: path.endsWith('.ts') ? 'ts' : 'js',
              contents: readFileSync(path, 'utf8')
                .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
                .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
            })
      },
    }],
  })
  const slidev = Object.keys(metafile.inputs).some(input => isSlidev.test(input))
  if (slidev && missing.size > 0)
    throw new Error(`Slidev no longer loads ${[...missing].join(', ')}. Bring leftOut in scripts/command.mjs up to date with it.`)
  const inputs = Object.keys(metafile.inputs).map(input => input.startsWith('left-out:') ? input : relative(root, resolvePath(input))).filter(input => !input.includes('node_modules') && !input.startsWith('left-out:'))
  const folder = join(cache, `${name}-${hashOf(inputs)}`)
  try {
    renameSync(part, folder)
  }
  catch {
    // Somebody else has made the same one; ours goes at the end.
  }
  writeFileSync(`${record}-${process.pid}.part`, JSON.stringify(inputs))
  renameSync(`${record}-${process.pid}.part`, record)
  removeOld()
  return folder
}

/** @param {string[]} inputs relative to the root */
function hashOf(inputs) {
  const hash = createHash('sha256')
  for (const input of [...inputs, 'scripts/command.mjs', 'package-lock.json'])
    hash.update(input).update(readFileSync(join(root, input)))
  return hash.digest('hex').slice(0, 16)
}

/** Another run may be using any that is not old. */
function removeOld() {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry)
    if (!entry.endsWith('.json') && Date.now() - statSync(path).mtimeMs > dayInMs)
      rmSync(path, { recursive: true, force: true })
  }
}
