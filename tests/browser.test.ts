import { cp, link, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect } from 'playwright/test'
import { leftovers, processesNaming, runModule, test } from './commands.ts'

/** Starts a browser as everything here does, says which, and what it answers when asked for another machine. */
function launchFrom(scripts: URL): string {
  return `
    const { launchBrowser } = await import(${JSON.stringify(new URL('browser.ts', scripts).href)})
    const { run } = await import(${JSON.stringify(new URL('run.ts', scripts).href)})
    run(async () => {
      const { browser, description } = await launchBrowser()
      console.log(description)
      const page = await browser.newPage()
      for (const address of ['http://example.org/', 'http://192.0.2.1/', 'http://[2001:db8::1]/'])
        console.log(await page.goto(address).then(() => 'reached', error => error.message.split('\\n')[0]))
    })
  `
}

const launch = launchFrom(new URL('../scripts/', import.meta.url))
const packageFolder = fileURLToPath(new URL('../../', import.meta.resolve('@sparticuz/chromium')))
const npmHasOne = process.platform === 'linux' && process.arch === 'x64'

test.describe('The browser', () => {
  test('is found without being told where, says where it comes from, and reaches no other machine', async ({ folder }) => {
    const { code, output } = await runModule(launch, folder)
    expect(output).toMatch(/^Chromium [\d.]+ \((?:Playwright’s own|npm’s @sparticuz\/chromium|the system’s)\)\n(?:.*ERR_NAME_NOT_RESOLVED.*\n){3}$/)
    expect(code).toBe(0)
    expect(leftovers(join(folder, 'temporary')), 'the temporary folder').toEqual([])
    expect(processesNaming(join(folder, 'temporary')), 'processes').toEqual([])
  })

  test('is the one whose path BRIEFING_BROWSER gives, and no other', async ({ folder }) => {
    await writeFile(join(folder, 'no-browser'), '')
    for (const path of [join(folder, 'nowhere'), join(folder, 'no-browser')]) {
      const { code, output } = await runModule(launch, folder, { BRIEFING_BROWSER: path })
      expect(output).toContain(`The browser that BRIEFING_BROWSER names (${path}) does not start.`)
      expect(code).toBe(4)
    }
  })

  test('comes from the source that BRIEFING_BROWSER names, and from no other', async ({ folder }) => {
    const { code, output } = await runModule(launch, folder, { BRIEFING_BROWSER: 'playwright', PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') })
    expect(output).toContain('The browser that BRIEFING_BROWSER names (playwright) does not start.')
    expect(output).not.toContain('npm’s')
    expect(code).toBe(4)
  })

  test('is not guessed from a word that names no source', async ({ folder }) => {
    const { code, output } = await runModule(launch, folder, { BRIEFING_BROWSER: 'firefox' })
    expect(output).toContain('It takes an absolute path to a Chromium or Chrome, or one of: playwright, npm, system.')
    expect(code).toBe(2)
  })

  test('is asked for by the one command that installs it, where there is none', async ({ folder }) => {
    // As on a machine that npm has none for.
    const elsewhere = 'data:text/javascript,Object.defineProperty(process,"arch",{value:"arm64"})'
    const { code, output } = await runModule(launch, folder, { NODE_OPTIONS: `--import ${elsewhere.replaceAll('"', '%22')}`, PATH: folder, PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') })
    expect(output).toMatch(/No browser was found\.\n(?: {2}tried .*\n){3}Install one with: (?:npx playwright install|apk add chromium)/)
    expect(code).toBe(4)
  })

  test('from npm is unpacked once and whole when two want it at the same time', async ({ folder }) => {
    test.skip(!npmHasOne, 'npm has none for this platform.')
    const modules = join(folder, 'node_modules')
    const ownPackage = join(modules, '@sparticuz', 'chromium')
    await cp(packageFolder, ownPackage, { recursive: true, filter: source => !source.endsWith('chromium.br') })
    await link(join(packageFolder, 'bin', 'chromium.br'), join(ownPackage, 'bin', 'chromium.br'))
    for (const name of ['playwright', 'playwright-core', 'follow-redirects', 'tar-fs'])
      await symlink(join(packageFolder, '..', '..', name), join(modules, name))
    await mkdir(join(folder, 'scripts'))
    for (const name of ['browser.ts', 'failure.ts', 'run.ts', 'staging.ts'])
      await cp(join('scripts', name), join(folder, 'scripts', name))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    // What a run that was killed has left: no process has an id as high as this.
    const cache = join(modules, '.cache', 'briefing')
    await mkdir(join(cache, `chromium-1.0.0.${hostname().replaceAll(/\W+/g, '-')}-99999999-1.part`), { recursive: true })
    const own = launchFrom(pathToFileURL(join(folder, 'scripts/')))

    const ended = await Promise.all([1, 2].map(async () => runModule(own, folder, { BRIEFING_BROWSER: 'npm' })))
    for (const { code, output } of ended) {
      expect(output).toContain('(npm’s @sparticuz/chromium)')
      expect(code).toBe(0)
    }
    expect(await readdir(cache)).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)])
  })
})
