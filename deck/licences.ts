/**
 * Puts into a build the licences of everything in it that is not this project's own: of the packages that the bundler took, of the fonts, and
 * of what is in a build without an import.
 */
import type { Plugin } from 'vite'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRecord } from '../briefing/record.ts'
import { Failure } from './failure.ts'

/** What is in a build without an import: the map's outlines, and the icons of Slidev's buttons. */
const notImported = ['world-atlas', '@iconify-json/carbon', '@iconify-json/ph', '@iconify-json/svg-spinners']

/** In the public domain. Naming it is a courtesy. */
const naturalEarth = 'Made with Natural Earth. Free vector and raster map data @ naturalearthdata.com.'

const packages = fileURLToPath(new URL('../node_modules/', import.meta.url))
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
      const modules = Object.values(bundle).flatMap(output => output.type === 'chunk' ? Object.entries(output.modules) : [])
      const code = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id)
      const styles = [...this.getModuleIds()].filter(id => stylePattern.test(id))
      const imported = [...code, ...styles].flatMap(id => packagePattern.exec(id)?.[1] ?? [])
      const folders = new Set([...imported, ...notImported.map(name => join(packages, name))])
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licenceText([...folders]) })
    },
  }
}

/** @throws {Failure} of kind `build` if a package does not say its licence. */
function licenceText(folders: readonly string[]): string {
  const ofFonts = readdirSync(fonts).filter(name => name.endsWith('.LICENSE')).map(name => ({ name: `Font ${name.replace('.LICENSE', '')}`, text: readFileSync(join(fonts, name), 'utf8') }))
  const ofPackages = folders.map(describePackage).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  // Many packages have the same text, word for word.
  const namesByText = new Map<string, Set<string>>()
  for (const { name, text } of [...ofFonts, { name: 'Map data', text: naturalEarth }, ...ofPackages])
    namesByText.set(text.trim(), new Set([...namesByText.get(text.trim()) ?? [], name]))
  return Array.from(namesByText, ([text, names]) => `${[...names].join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
}

function describePackage(folder: string): { name: string, text: string } {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { name = folder, version = '', license } = isRecord(manifest) ? manifest : {}
  const file = readdirSync(folder).find(file => licencePattern.test(file))
  if (file === undefined && typeof license !== 'string')
    throw new Failure('build', `${folder} is in the build and does not say its licence. Find out which it has, or do without it.`)
  const text = file === undefined ? `Licence: ${String(license)}` : readFileSync(join(folder, file), 'utf8')
  return { name: `${String(name)} ${String(version)}`, text: text.replaceAll('\r\n', '\n') }
}
