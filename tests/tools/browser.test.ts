import { cp, link, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect } from 'playwright/test'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { run, test } from '../helpers/commands.ts'
import { writeTinyDeck } from '../helpers/tiny-deck.ts'

const packageFolder = fileURLToPath(new URL('../../', import.meta.resolve('@sparticuz/chromium')))
const npmHasOne = process.platform === 'linux' && process.arch === 'x64'

test.describe('The browser', () => {
  test('is found without being told where, says where it comes from, and reaches no other machine', async () => {
    const { browser, description } = await launchBrowser()
    expect(description).toMatch(/^Chromium [\d.]+ \((?:Playwright’s own|npm’s @sparticuz\/chromium|the system’s)\)$/)
    const page = await browser.newPage()
    for (const address of ['http://example.org/', 'http://192.0.2.1/', 'http://[2001:db8::1]/'])
      await expect(page.goto(address), address).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    await browser.close()
  })

  test.describe('of a command', () => {
    test.beforeEach(async ({ folder }) => writeTinyDeck(folder, { slides: ['One'] }))

    test('is the one whose path BRIEFING_BROWSER gives, and no other', async ({ folder }) => {
      await writeFile(join(folder, 'no-browser'), '')
      for (const path of [join(folder, 'nowhere'), join(folder, 'no-browser')]) {
        const { code, output } = await run('export', folder, [], { BRIEFING_BROWSER: path })
        expect(output).toContain(`The browser that BRIEFING_BROWSER names (${path}) does not start.`)
        expect(code).toBe(4)
      }
    })

    test('comes from the source that BRIEFING_BROWSER names, and from no other', async ({ folder }) => {
      const { code, output } = await run('export', folder, [], { BRIEFING_BROWSER: 'playwright', PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') })
      expect(output).toContain('The browser that BRIEFING_BROWSER names (playwright) does not start.')
      expect(output).not.toContain('npm’s')
      expect(code).toBe(4)
    })

    test('is not guessed from a word that names no source', async ({ folder }) => {
      const { code, output } = await run('export', folder, [], { BRIEFING_BROWSER: 'firefox' })
      expect(output).toContain('It takes an absolute path to a Chromium or Chrome, or one of: playwright, npm, system.')
      expect(code).toBe(2)
    })

    test('is asked for by the one command that installs it, where there is none', async ({ folder }) => {
      // As on a machine that npm has none for.
      const elsewhere = 'data:text/javascript,Object.defineProperty(process,"arch",{value:"arm64"})'
      const { code, output } = await run('export', folder, [], { NODE_OPTIONS: `--import ${elsewhere.replaceAll('"', '%22')}`, PATH: folder, PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') })
      expect(output).toMatch(/No browser was found\.\n(?: {2}tried .*\n){3}Install one with: (?:npx playwright install|apk add chromium)/)
      expect(code).toBe(4)
    })

    test('from npm is unpacked once and whole when two want it at the same time', async ({ folder }) => {
      test.skip(!npmHasOne, 'npm has none for this platform.')
      const project = join(folder, 'project')
      const modules = join(project, 'node_modules')
      for (const name of ['briefing', 'components', 'deck', 'scripts', 'setup', 'slidev', 'package.json', 'package-lock.json', 'vite.config.ts'])
        await cp(name, join(project, name), { recursive: true })
      await mkdir(join(modules, '@sparticuz'), { recursive: true })
      for (const name of await readdir('node_modules')) {
        if (!name.startsWith('.') && name !== '@sparticuz')
          await symlink(resolve('node_modules', name), join(modules, name), 'junction')
      }
      const ownPackage = join(modules, '@sparticuz', 'chromium')
      await cp(packageFolder, ownPackage, { recursive: true, filter: source => !source.endsWith('chromium.br') })
      await link(join(packageFolder, 'bin', 'chromium.br'), join(ownPackage, 'bin', 'chromium.br'))
      // What a run that was killed has left: no process has an id as high as this.
      const cache = join(modules, '.cache', 'briefing')
      await mkdir(join(cache, `chromium-1.0.0.${hostname().replaceAll(/\W+/g, '-')}-99999999-1.part`), { recursive: true })

      const ended = await Promise.all(['one.pdf', 'two.pdf'].map(async name => run('export', folder, ['--output', name], { BRIEFING_BROWSER: 'npm' }, project)))
      for (const { code, output } of ended) {
        expect(output).toMatch(/^One slide is in \w+\.pdf\.\n$/)
        expect(code).toBe(0)
      }
      expect(await readdir(cache)).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)])
    })
  })
})
