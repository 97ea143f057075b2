import type { Patch } from '../../slidev/patches.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { expect } from 'playwright/test'
import { build, createServer } from 'vite'
import { colourSchemeKey, selectors, slideScale } from '../../slidev/dom.ts'
import { replacements } from '../../slidev/imports.ts'
import { ledger } from '../../slidev/ledger.ts'
import { patches, patchSlidev } from '../../slidev/patches.ts'
import { run, test } from '../helpers/commands.ts'

const client = dirname(createRequire(import.meta.url).resolve('@slidev/client/package.json'))

/** The sources of the installed `@slidev/client`: text by path, which begins with `client/` and has slashes. */
const clientSources = new Map(readdirSync(client, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => /\.(?:vue|ts|css|html)$/.test(path) && !path.includes('node_modules'))
  .map(path => [`client/${path}`, readFileSync(join(client, path), 'utf8')]))

/** Builds nothing but an empty module, with `list` on the Slidev that is installed. */
async function buildWith(list: readonly Patch[]): Promise<void> {
  const empty = '\0empty.js'
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [patchSlidev(list), { name: 'empty', resolveId: id => id === empty ? id : null, load: id => id === empty ? '' : null }],
    build: { write: false, rollupOptions: { input: empty } },
  })
}

test.describe('The ledger of what reaches into Slidev', () => {
  test('is the table in slidev/README.md', async () => {
    const [, table = ''] = (await readFile('slidev/README.md', 'utf8')).split('## The ledger')
    expect(table.split('\n').filter(line => line.startsWith('| ')).slice(1)).toEqual(ledger.map(({ what, why, fails, upstream, until }) => {
      const link = upstream.startsWith('https:') ? `[#${basename(upstream)}](${upstream})` : `[${basename(upstream, '.md')}](../${upstream})`
      return `| ${[what, why, fails, link, until].join(' | ')} |`
    }))
  })

  test('names for each entry an issue or pull request of Slidev’s, or the text of one; and no such text is unused', () => {
    for (const { what, upstream } of ledger)
      expect.soft(/^https:\/\/github\.com\/slidevjs\/slidev\/(?:issues|pull)\/\d+$/.test(upstream) || (/^docs\/upstream\/[\w-]+\.md$/.test(upstream) && existsSync(upstream)), `${what}: ${upstream}`).toBe(true)
    const named = ledger.map(({ upstream }) => upstream)
    expect(readdirSync('docs/upstream').filter(name => !named.includes(`docs/upstream/${name}`))).toEqual([])
  })

  test('relies on names that the installed Slidev has in its DOM', () => {
    const sources = [...clientSources.values()].join('\n')
    const names = [...Object.values(selectors).flatMap(selector => selector.match(/[\w-]+/g) ?? []), slideScale, colourSchemeKey]
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter(name => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(sources))).toEqual([])
  })

  test('replaces imports that the installed Slidev makes', () => {
    for (const { what, importer, source } of replacements.filter(({ isOptional }) => isOptional !== true)) {
      const imported = [...clientSources].filter(([path]) => importer.test(path)).flatMap(([, text]) => Array.from(text.matchAll(/^import (?:.* from )?'([^']+)'/gm), ([, name = '']) => name))
      expect.soft(imported.filter(name => source.test(name)).length, `${what}: ${source} in ${importer}`).toBeGreaterThan(0)
    }
  })
})

test.describe('A patch of Slidev', () => {
  test('fits the Slidev that is installed', async () => {
    await buildWith(patches)
  })

  test('is applied in the development server as well, which adds a version to the names of some of Slidev’s files', async () => {
    const facts = { why: 'None.', upstream: 'none', until: 'never' }
    const patch: Patch = { ...facts, file: 'setup/root.ts', replace: [['export default function setupRoot', 'export function patched() {}\nexport default function setupRoot']] }
    const server = await createServer({
      configFile: false,
      root: resolve('.'),
      logLevel: 'silent',
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      // What Slidev makes up while it runs.
      plugins: [patchSlidev([patch]), { name: 'empty', resolveId: id => id.startsWith('#slidev/') ? '\0empty' : null, load: id => id === '\0empty' ? '' : null }],
    })
    try {
      for (const path of ['setup/root.ts', 'setup/root.ts?v=0a1b2c3d'])
        expect((await server.transformRequest(`/@fs/${client}/${path}`))?.code, path).toContain('patched')
    }
    finally {
      await server.close()
    }
  })

  const why = 'It does not suit us.'
  for (const [kind, file, from] of [
    ['whose text is gone', 'internals/Goto.vue', 'no text of Slidev’s'],
    ['whose text is there more than once', 'internals/Goto.vue', 'div'],
    ['whose file is gone', 'internals/Gone.vue', 'div'],
  ] as const) {
    test(`${kind} stops the build, and says which one it is, what to do and what it is for`, async () => {
      await expect(buildWith([{ why, upstream: 'none', until: 'never', file, replace: [[from, 'span']] }])).rejects.toThrow(new RegExp(`${file}[^]*${from}[^]*slidev/patches\\.ts[^]*delete[^]*change[^]*${why}`))
    })
  }
})

test('What the commands leave out of Slidev is what Slidev loads; else they name what it no longer loads, and do not start', async ({ folder }) => {
  for (const name of ['briefing', 'deck', 'scripts', 'setup', 'slidev', 'package.json', 'package-lock.json', 'vite.config.ts'])
    await cp(name, join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
  const list = join(folder, 'slidev', 'left-out.mjs')
  await writeFile(list, (await readFile(list, 'utf8')).replace('export const leftOut = new Map([', '$&[\'gone-from-slidev\', \'\'],'))
  const { code, output } = await run('build/thread', folder, [], {}, folder)
  expect(output).toContain('Slidev no longer imports gone-from-slidev.')
  expect(code).toBe(1)
})
