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

test('Every package is under a licence that asks for no more than to be named, or the guide says what follows', () => {
  const free = /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|Unlicense)$/
  const packages = record(json('package-lock.json').packages)
  const paths = Object.keys(packages).filter(path => path !== '')
  expect(paths.length).toBeGreaterThan(0)
  const others = paths.flatMap((path) => {
    const { license } = record(packages[path])
    return typeof license === 'string' && free.test(license) ? [] : [path.replace(/^.*node_modules\//, '')]
  })
  // One package may come as several, a platform each.
  expect(others.filter(name => !guide.includes(`\`${name}\``) && !guide.includes(`\`${name.split('-')[0]}\``))).toEqual([])
})
