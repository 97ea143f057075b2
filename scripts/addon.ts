/**
 * `npm run addon`: makes a package for Slidev's `addons: [briefing]` of what any deck can use: whole rooms without the files about this article,
 * and the export as a command, which works without the rest.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'
import { isRecord } from '../briefing/record.ts'
import { codeOf, Failure } from '../deck/failure.ts'
import { filesUnder } from './build/inputs.ts'
import { run } from './cli/run.ts'
import { commit, stage } from './cli/staging.ts'

const help = `Makes a Slidev addon of the components, layouts, styles, the evidence model and the export, without this article.

  npm run addon -- [options]

  --output <folder>   where to put it; without it, addon
  --help              this text

In another deck: npm install --install-links path/to/addon. The next steps are in docs/addon.md.`

const rooms = ['briefing', 'components', 'deck', 'layouts', 'setup', 'slidev', 'styles', 'global-top.vue', 'slide-top.vue', 'LICENSE']
/** This article, and the hooks that pass it to the slides. Another deck has its own files for these (see `docs/addon.md`). */
const ofThisArticle = new Set(['briefing/evidence.ts', 'briefing/source.json', 'briefing/review.json', 'setup/main.ts', 'setup/preparser.ts'])
/** A deck has these from Slidev, and must have them only once. */
const providedBySlidev = ['@slidev/cli', '@slidev/client', 'vite', 'vue']
/** The command and its thread. They are compiled, because Node reads no TypeScript in packages. */
const command = ['scripts/addon/export.ts', 'scripts/addon/build.ts']
/** What the command bundles for pages at run time, and so needs as source. */
const inPage = ['scripts/print/in-page', 'scripts/print/printed-slide.ts']
/** In pieces, because the launcher would replace it in this file too. */
const ownUrl = ['import', 'meta', 'url'].join('.')
const ownModule = /[\\/](?:briefing|deck|scripts|slidev)[\\/].*\.ts$/
const sourceFile = /\.(?:ts|vue|mjs)$/

run({ help, options: { output: { type: 'string', default: 'addon' } } }, async ({ values }) => {
  const root = process.cwd()
  const output = resolve(values.output)
  const paths = await Promise.all([...rooms, ...inPage].map(async room => filesUnder(join(root, room))))
  const files = paths.flat().map(path => relative(root, path).replaceAll(sep, '/')).filter(file => !ofThisArticle.has(file))
  try {
    const staged = stage(output)
    for (const file of files)
      copy(join(root, file), join(staged, file))
    copy(join(root, 'docs', 'addon.md'), join(staged, 'README.md'))
    const bundled = await bundleCommand(root, staged)
    const sources = [...new Set([...files, ...bundled])].filter(file => sourceFile.test(file)).map(file => readFileSync(join(root, file), 'utf8'))
    writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest(root, sources), null, 2)}\n`)
    commit(staged, output)
  }
  catch (error) {
    throw new Failure('file', `The addon cannot be written to ${output} (${codeOf(error) ?? String(error)}). Nothing was replaced.`, { cause: error })
  }
  console.log(`The addon is in ${relative(root, output)}. Elsewhere: npm install --install-links ${output}`)
})

/** Compiles the command into the package, beside the places of its sources. Returns its sources, by their paths from `root`. */
async function bundleCommand(root: string, staged: string): Promise<string[]> {
  const folder = join(root, 'scripts', 'addon')
  const { metafile } = await build({
    entryPoints: command.map(file => join(root, file)),
    outdir: join(staged, 'scripts', 'addon'),
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    logLevel: 'error',
    plugins: [{
      name: 'own-url',
      setup: (compiler) => {
        // A module finds its files beside its source, not beside the bundle.
        compiler.onLoad({ filter: ownModule }, ({ path }) => ({
          loader: 'ts',
          contents: readFileSync(path, 'utf8').replaceAll(ownUrl, `new URL(${JSON.stringify(relative(folder, path).replaceAll(sep, '/'))}, ${ownUrl}).href`),
        }))
      },
    }],
  })
  return Object.keys(metafile.inputs)
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true })
}

/** The addon's `package.json`: of this project's packages those that `sources` name, in the same versions. */
function manifest(root: string, sources: readonly string[]) {
  const project: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const versions: Readonly<Record<string, unknown>> = { ...recordAt(project, 'devDependencies'), ...recordAt(project, 'dependencies') }
  const isUsed = (name: string): boolean => sources.some(source => source.includes(`'${name}'`) || source.includes(`'${name}/`))
  return {
    name: 'slidev-addon-briefing',
    version: recordAt(project).version,
    description: 'Quotations, claims and counterclaims of one article, each with speaker, voice and paragraph; and an accessible export of any deck',
    type: 'module',
    bin: { 'briefing-export': 'scripts/addon/export.js' },
    license: recordAt(project).license,
    keywords: ['slidev-addon', 'slidev'],
    engines: { ...recordAt(project, 'engines'), slidev: `^${String(versions['@slidev/cli'])}` },
    dependencies: Object.fromEntries(Object.entries(versions).filter(([name]) => isUsed(name) && !providedBySlidev.includes(name)).sort()),
  }
}

function recordAt(value: unknown, key?: string): Readonly<Record<string, unknown>> {
  const record = isRecord(value) ? value : {}
  return key === undefined ? record : recordAt(record[key])
}
