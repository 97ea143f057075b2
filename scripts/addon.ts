/**
 * `npm run addon`: puts what any deck can use into a package of its own, for Slidev's `addons: [briefing]`. What goes in is found, not
 * listed: everything that Slidev reads by its name, and whatever that imports. What reaches this article's evidence stays out.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import process from 'node:process'
import { Failure } from './failure.ts'
import { parseOptions } from './options.ts'
import { run } from './run.ts'
import { codeOf, commit, stage } from './staging.ts'

const help = `Makes a Slidev addon of the components, layouts, styles and the evidence model, without this article.

  npm run addon -- [options]

  --output <folder>   where to put it; without it, addon
  --help              this text

In another deck: npm install --install-links path/to/addon. docs/addon.md says how to go on.`

/** What Slidev reads by its name. */
const conventional = ['components', 'layouts', 'setup', 'global-top.vue', 'global-bottom.vue', 'slide-top.vue', 'slide-bottom.vue']
/** What a deck's own setup imports: see `docs/addon.md`. */
const forSetup = ['briefing/model.ts', 'scripts/slides.ts', 'scripts/locator-map.ts']
/** This article: whatever imports one of these is for no other. */
const article = ['briefing/evidence.ts', 'briefing/source.json']
/** Slidev brings them along, and a deck must have them once. */
const providedBySlidev = ['@slidev/cli', '@slidev/client', 'vite', 'vue']

const relativeImport = /(?:from|import)\s*(?:\(\s*)?'(\.{1,2}\/[^'?]+)/g

run(async () => {
  const { values } = parseOptions(help, { output: { type: 'string', default: 'addon' } })
  const root = process.cwd()
  const output = resolve(values.output)
  const found = conventional.flatMap(name => filesUnder(root, name))
  const bound = found.find(file => !file.startsWith('setup/') && reachesArticle(root, file))
  if (bound !== undefined)
    throw new Failure('content', `${bound} imports this article’s evidence, so no other deck can use it. Hand the evidence to it as a prop or an argument.`)
  const files = new Set([...found, ...forSetup].filter(file => !reachesArticle(root, file)).flatMap(file => [...importedBy(root, file)]))

  try {
    const staged = stage(output)
    for (const file of [...files, 'styles', 'LICENSE'])
      copy(join(root, file), join(staged, file))
    copy(join(root, 'docs', 'addon.md'), join(staged, 'README.md'))
    const sources = Array.from(files, file => readFileSync(join(root, file), 'utf8'))
    writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest(root, sources), null, 2)}\n`)
    commit(staged, output)
  }
  catch (error) {
    throw new Failure('file', `The addon cannot be written to ${output} (${codeOf(error) ?? String(error)}). Nothing was replaced.`, { cause: error })
  }
  console.log(`The addon is in ${relative(root, output)}. Elsewhere: npm install --install-links ${output}`)
})

/** Paths from `root` of the files under one of its files or folders; none if it isn't there. */
function filesUnder(root: string, name: string): string[] {
  const path = join(root, name)
  if (!existsSync(path))
    return []
  return statSync(path).isDirectory() ? readdirSync(path).flatMap(inner => filesUnder(root, `${name}/${inner}`)) : [name]
}

/** `file` and every file of the project that it needs, directly or not. */
function importedBy(root: string, file: string, known = new Set<string>()): Set<string> {
  if (known.has(file))
    return known
  known.add(file)
  for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(relativeImport))
    importedBy(root, join(dirname(file), path), known)
  return known
}

function reachesArticle(root: string, file: string): boolean {
  return [...importedBy(root, file)].some(reached => article.includes(reached))
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
    description: 'Quotations, claims and counterclaims of one article, each with speaker, voice and paragraph',
    type: 'module',
    license: recordAt(project).license,
    keywords: ['slidev-addon', 'slidev'],
    engines: { ...recordAt(project, 'engines'), slidev: `^${String(versions['@slidev/cli'])}` },
    dependencies: Object.fromEntries(Object.entries(versions).filter(([name]) => isUsed(name) && !providedBySlidev.includes(name)).sort()),
  }
}

function recordAt(value: unknown, key?: string): Readonly<Record<string, unknown>> {
  const record: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {}
  return key === undefined ? record : recordAt(record[key])
}
