/** The addon carries no article, and works in a deck that has nothing else of this project: the one that `docs/addon.md` describes, file by file. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { evidence } from '../../briefing/evidence.ts'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { recordProblems } from '../../scripts/browser/problems.ts'
import { serve } from '../../scripts/browser/serve.ts'
import { tracesOf } from '../helpers/this-article.ts'

const fileInGuide = /^`([\w./-]+)`.*:\n\n```\w+\n([\s\S]*?)^```$/gm

test.describe('The addon', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 })

  let deck = ''
  const addon = (): string => join(deck, 'node_modules', 'slidev-addon-briefing')

  test.beforeAll(async () => {
    deck = mkdtempSync(join(tmpdir(), 'addon-'))
    for (const [, name = '', content = ''] of readFileSync('docs/addon.md', 'utf8').matchAll(fileInGuide)) {
      mkdirSync(dirname(join(deck, name)), { recursive: true })
      writeFileSync(join(deck, name), content)
    }
    writeFileSync(join(deck, 'package.json'), '{ "type": "module" }\n')
    // What `npm install` would put there, without asking a registry.
    mkdirSync(join(deck, 'node_modules'))
    for (const name of readdirSync('node_modules').filter(name => !name.startsWith('.')))
      symlinkSync(resolve('node_modules', name), join(deck, 'node_modules', name), 'junction')
    await promisify(execFile)(process.execPath, ['scripts/cli/launch.mjs', 'addon', '--output', addon()])
  })

  test.afterAll(() => {
    rmSync(deck, { recursive: true, force: true })
  })

  test('holds nothing of this article', () => {
    const traces = tracesOf(evidence)
    const files = readdirSync(addon(), { recursive: true, encoding: 'utf8', withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
    expect(files.map(file => file.slice(addon().length + 1))).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'README.md', 'briefing/model.ts', 'components/QuoteCard.vue', 'layouts/cover.vue', 'styles/index.css']))
    for (const file of files) {
      expect(file).not.toMatch(/evidence\.ts$|source\.json$/)
      expect(traces(readFileSync(file, 'utf8')), file).toEqual([])
    }
  })

  test('asks for every package that it imports', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(addon(), 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: 'slidev-addon-briefing',
      engines: { slidev: expect.stringMatching(/^\^\d/) },
      dependencies: { '@slidev/types': expect.any(String), 'd3-geo': expect.any(String), 'markdown-exit': expect.any(String), 'world-atlas': expect.any(String) },
    })
  })

  test('shows its components in another deck, with that deck’s evidence', async () => {
    await promisify(execFile)(process.execPath, ['node_modules/@slidev/cli/bin/slidev.mjs', 'build', '--out', 'dist'], { cwd: deck, env: { ...process.env, NODE_ENV: '' } })
    const { browser } = await launchBrowser()
    const site = await serve(join(deck, 'dist'))
    const problems: string[] = []
    const context = await browser.newContext({ baseURL: site.url, permissions: ['screen-wake-lock'] })
    recordProblems(context, site.url, problems)
    const page = await context.newPage()

    await page.goto('/2')
    await expect(page.getByRole('blockquote')).toHaveText('“must not be turned again”')
    await expect(page.getByRole('figure').or(page.getByRole('group'))).toContainText('Zoë Šťastná, harbour master')
    await expect(page.getByRole('contentinfo')).toContainText('This slide rests on paragraphs ¶2')

    await page.goto('/3?clicks=1')
    await expect(page.getByRole('table')).toContainText('The bridge can be turned.')

    await page.goto('/4')
    await expect(page.getByRole('img', { name: 'Map of the Kattegat' })).toContainText('Gothenburg')

    await page.goto('/5')
    await expect(page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '3', exact: true }) }).getByRole('link')).toHaveText('3')

    await browser.close()
    await site.close()
    expect(problems).toEqual([])
  })
})
