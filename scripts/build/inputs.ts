/** What goes into a build, so that only a change of it makes a new build. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import { edition } from '../../deck/edition.ts'
import { Failure } from '../../deck/failure.ts'

/** Folders beside the slides that Slidev reads by convention or that this project adds, and the code of the build itself. */
const inputFolders = ['briefing', 'components', 'deck', 'layouts', 'pages', 'public', 'scripts/build', 'setup', 'slidev', 'snippets', 'styles']
const inputFilePattern = /\.(?:vue|ts|js|mjs|css|html)$|^package-lock\.json$|^\.env/
/** Settings of other tools, which no build reads. */
const notInputPattern = /^(?:playwright|eslint)\.config\.ts$/

/**
 * Whether a change of the file at `path` makes a new build.
 * @param path from the folder of the slides
 * @param entry the slides' Markdown file
 */
export function isInput(path: string, entry: string): boolean {
  const name = path.replaceAll(sep, '/')
  return name.includes('/')
    ? inputFolders.some(folder => name.startsWith(`${folder}/`))
    : name === basename(entry) || (inputFilePattern.test(name) && !notInputPattern.test(name))
}

/** The folders, for a message. */
export const inputFolderList = inputFolders.join(', ')

/**
 * A hash of the content of every file that goes into a build, of their names, and of the Node that builds.
 * @throws {Failure} of kind `file` if the folder cannot be read.
 */
export async function inputHash(entry: string): Promise<string> {
  const root = dirname(resolve(entry))
  const names = await readdir(root).catch((error: unknown) => {
    throw new Failure('file', `The folder ${root} cannot be read.`, { cause: error })
  })
  const inputs = [...names.filter(name => isInput(name, entry)), ...inputFolders.filter(folder => existsSync(join(root, folder)))]
  const hash = createHash('sha256').update(process.version)
  // A deck shows its edition, and a commit changes that without changing a file.
  if (existsSync(join(root, 'briefing', 'source.json')))
    hash.update(JSON.stringify(edition(root)))
  for (const input of inputs.sort()) {
    for (const file of await filesUnder(join(root, input)))
      hash.update(`\0${relative(root, file)}\0`).update(await readFile(file))
  }
  return hash.digest('hex').slice(0, 20)
}

/** The files in a folder and in all folders in it; of a file, itself. */
export async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory())
    return [path]
  const names = await readdir(path)
  const nested = await Promise.all(names.sort().map(async name => filesUnder(join(path, name))))
  return nested.flat()
}
