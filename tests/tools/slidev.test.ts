import type { Mend } from '../../slidev/patches.ts'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { expect } from 'playwright/test'
import { build, createServer } from 'vite'
import { mendSlidev, slidevMends } from '../../slidev/patches.ts'
import { run, test } from '../helpers/commands.ts'

/** Builds nothing but an empty module, with `mends` on the Slidev that is installed. */
async function buildWith(mends: readonly Mend[]): Promise<void> {
  const empty = '\0empty.js'
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [mendSlidev(mends), { name: 'empty', resolveId: id => id === empty ? id : null, load: id => id === empty ? '' : null }],
    build: { write: false, rollupOptions: { input: empty } },
  })
}

test.describe('A mend of Slidev', () => {
  test('fits the Slidev that is installed', async () => {
    await buildWith(slidevMends)
  })

  test('is made in the development server as well, which puts a version behind some of Slidev’s files', async () => {
    const client = dirname(createRequire(import.meta.url).resolve('@slidev/client/package.json'))
    const mend = { why: 'None.', file: 'setup/root.ts', replace: [['export default function setupRoot', 'export function mended() {}\nexport default function setupRoot']] } satisfies Mend
    const server = await createServer({
      configFile: false,
      root: resolve('.'),
      logLevel: 'silent',
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      // What Slidev makes up while it runs.
      plugins: [mendSlidev([mend]), { name: 'empty', resolveId: id => id.startsWith('#slidev/') ? '\0empty' : null, load: id => id === '\0empty' ? '' : null }],
    })
    try {
      for (const path of ['setup/root.ts', 'setup/root.ts?v=0a1b2c3d'])
        expect((await server.transformRequest(`/@fs/${client}/${path}`))?.code, path).toContain('mended')
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
    test(`${kind} stops the build, and says which one it is and what it is for`, async () => {
      await expect(buildWith([{ why, file, replace: [[from, 'span']] }])).rejects.toThrow(new RegExp(`${file}[^]*${from}[^]*patches[^]*${why}`))
    })
  }
})

test('What the commands leave out of Slidev is what Slidev loads; else they say what it no longer is, and do not start', async ({ folder }) => {
  for (const name of ['briefing', 'deck', 'scripts', 'slidev', 'package.json', 'package-lock.json'])
    await cp(name, join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
  const list = join(folder, 'slidev', 'left-out.mjs')
  await writeFile(list, (await readFile(list, 'utf8')).replace('export const leftOut = new Map([', '$&[\'gone-from-slidev\', \'\'],'))
  const { code, output } = await run('build/thread', folder, [], {}, folder)
  expect(output).toContain('Slidev no longer imports gone-from-slidev.')
  expect(code).toBe(1)
})
