/** What the guide says of upgrades and licences is so, whatever the lock file comes to hold. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'playwright/test'

const guide = readFileSync('docs/your-own-article.md', 'utf8')

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function json(path: string): Readonly<Record<string, unknown>> {
  return record(JSON.parse(readFileSync(path, 'utf8')))
}

test('The guide gives a reason for every version that is held back', () => {
  const overrides = Object.entries(record(json('package.json').overrides))
  expect(overrides.length).toBeGreaterThan(0)
  const held = overrides.flatMap(([name, version]) => typeof version === 'object' && version !== null ? Object.keys(version) : [name])
  expect(held.filter(name => !guide.includes(`| \`${name}\``))).toEqual([])
})

/** The rows of the guide's table of licences, each with the packages that it names. */
function licenceRows(): { text: string, packages: string[] }[] {
  const [, section = ''] = guide.split(/^## Licences$/m)
  return section.split('\n').filter(line => line.startsWith('| ')).slice(1).map(text => ({ text, packages: Array.from(text.split(' | ')[1]?.matchAll(/`([^`]+)`/g) ?? [], ([, name = '']) => name) }))
}

test('Every package is under a licence that asks for no more than to be named, or the guide names it with its licence and says what follows', () => {
  const free = /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|Unlicense)$/
  const installed = Object.entries(record(json('package-lock.json').packages)).filter(([path]) => path !== '').map(([path, entry]) => {
    const { license, os, optionalDependencies } = record(entry)
    return { name: path.replace(/^.*node_modules\//, ''), license, os, optionalDependencies }
  })
  expect(installed.length).toBeGreaterThan(0)
  const others = installed.filter(({ license }) => typeof license !== 'string' || !free.test(license))
  const rows = licenceRows()
  const unexplained = others.filter(({ name, license, os }) => {
    // One that is for some systems only is a part of the package that asks for it, and is named by that.
    const whole = os === undefined ? undefined : installed.find(entry => name in record(entry.optionalDependencies) && entry.license === license)
    const row = rows.find(({ packages }) => packages.includes(whole?.name ?? name))
    return row === undefined || !(typeof license === 'string' ? license.split(/[()\s]+|\b(?:OR|AND)\b/).every(id => row.text.includes(id)) : row.text.includes('not stated in'))
  })
  expect(unexplained.map(({ name }) => name)).toEqual([])
  expect(rows.flatMap(({ packages }) => packages).filter(name => !others.some(other => other.name === name)), 'named in the guide, and not such a package').toEqual([])
})
