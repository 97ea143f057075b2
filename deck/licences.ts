/**
 * Puts the licences of everything that is not this project's own and travels in a build into the build: of libraries, as the bundler
 * knows them, of the fonts, and of data that is drawn or copied in without being a module.
 */
import type { Plugin } from 'vite'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './failure.ts'

/** Packages whose content gets into a build by other ways than imports: the map's outlines, and the icons of Slidev's buttons. */
const withoutImports = ['world-atlas', '@iconify-json/carbon', '@iconify-json/ph', '@iconify-json/svg-spinners']

/** Its data is public domain and asks for nothing; it is thanked all the same. */
const naturalEarth = 'Made with Natural Earth. Free vector and raster map data @ naturalearthdata.com.'

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url))
const fonts = fileURLToPath(new URL('../styles/fonts/', import.meta.url))
const packagePattern = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/.][^/]*)\//
const stylePattern = /\.css(?:$|\?)/
const licencePattern = /^(?:licen[cs]e|copying)/i

/** Writes `licences.txt` into the build. */
export function licences(): Plugin {
  return {
    name: 'briefing:licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap(output => output.type === 'chunk' ? Object.entries(output.modules).flatMap(([id, { renderedLength }]) => renderedLength > 0 ? [id] : []) : [])
      const styles = [...this.getModuleIds()].filter(id => stylePattern.test(id))
      const folders = new Set([...ids, ...styles].flatMap(id => packagePattern.exec(id)?.[1] ?? []))
      withoutImports.forEach(name => folders.add(join(modules, name)))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licenceText([...folders]) })
    },
  }
}

/** @throws {Failure} of kind `build` if a package does not say its licence. */
function licenceText(folders: readonly string[]): string {
  const packages = folders.map(describePackage).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const faces = readdirSync(fonts).filter(name => name.endsWith('.LICENSE')).map(name => ({ name: `Font ${name.replace('.LICENSE', '')}`, text: readFileSync(join(fonts, name), 'utf8') }))
  const parts = [...faces, { name: 'Map data', text: naturalEarth }, ...packages]
  // Many packages share one text to the letter.
  const namesByText = new Map<string, string[]>()
  for (const { name, text } of parts)
    namesByText.set(text.trim(), [...namesByText.get(text.trim()) ?? [], name])
  return Array.from(namesByText, ([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
}

function describePackage(folder: string): { name: string, text: string } {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { name, version, license } = { name: folder, version: '', license: undefined, ...typeof manifest === 'object' ? manifest : {} }
  const file = readdirSync(folder).find(file => licencePattern.test(file))
  if (file === undefined && typeof license !== 'string')
    throw new Failure('build', `${folder} travels in the build and says nothing about its licence. Find out which it has, or do without it.`)
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8')
  return { name: `${name} ${version}`, text: text.replaceAll('\r\n', '\n') }
}
