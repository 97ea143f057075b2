import type { Running } from '../helpers/commands.ts'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import { leftovers, run, start, test } from '../helpers/commands.ts'
import { writeTinyDeck } from '../helpers/tiny-deck.ts'

test.describe('npm start', () => {
  test('prints the addresses of the deck and of presenter mode, serves both to this machine, and ends with Ctrl-C', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const running = start('start', folder)
    const url = await addressOf(running)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    for (const path of ['', 'presenter', '3'])
      expect(await (await fetch(url + path)).text()).toContain('Tiny deck')
    expect((await fetch(`${url}missing.js`)).status).toBe(404)

    running.child.kill('SIGINT')
    const { code, output } = await running.ended
    expect(output).toContain(`${url}presenter`)
    expect(code).toBe(0)
    expect(leftovers(running.temporary), 'the temporary folder').toEqual([])
  })

  test('serves what it started with, whatever becomes of the build meanwhile', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const running = start('start', folder)
    const url = await addressOf(running)
    await rm(join(folder, '.cache'), { recursive: true })
    expect((await fetch(`${url}2`)).status).toBe(200)
    running.child.kill('SIGTERM')
    await running.ended
  })

  test('takes the next free port by itself, and says so when the one it is told to take is taken', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const [first, second] = [start('start', folder), start('start', folder)]
    const [firstUrl, secondUrl] = await Promise.all([addressOf(first), addressOf(second)])
    expect(firstUrl).not.toBe(secondUrl)
    const { code, output } = await run('start', folder, ['--port', new URL(firstUrl).port])
    expect(output).toContain(`Port ${new URL(firstUrl).port} is taken`)
    expect(code).toBe(2)
    for (const { child, ended } of [first, second]) {
      child.kill('SIGINT')
      await ended
    }
  })

  test('takes the port that it is told to take', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const address = free.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    free.close()
    await once(free, 'close')
    const running = start('start', folder, ['--port', port])
    expect(new URL(await addressOf(running)).port).toBe(port)
    running.child.kill('SIGINT')
    await running.ended
  })
})

test.describe('A build', () => {
  test('is made once for one state of the deck, and anew for another; the last good one stays when it fails', async ({ folder }) => {
    const slides = (text: string): string => `---\ntheme: none\nfonts:\n  provider: none\n---\n\n# ${text}\n\n<!-- Said aloud. -->\n`
    const builds = async (): Promise<string[]> => readdir(join(folder, '.cache', 'deck'))
    await writeFile(join(folder, 'slides.md'), slides('One'))
    const first = start('start', folder)
    await addressOf(first)
    const [made] = await builds()
    first.child.kill('SIGINT')
    await first.ended

    const again = start('start', folder)
    await addressOf(again)
    again.child.kill('SIGINT')
    expect((await again.ended).output).not.toContain('Building')
    expect(await builds()).toEqual([made])

    await writeFile(join(folder, 'slides.md'), slides('One\n\n<div>'))
    const failed = await run('start', folder)
    expect(failed.output).toMatch(/The deck does not build\.[\s\S]*slides\.md/)
    expect(failed.code).toBe(7)
    expect(await builds()).toEqual([made])
  })
})

test.describe('npm run build', () => {
  for (const [name, body, code, message] of [
    ['does not build', '<div>', 7, /The deck does not build\.[\s\S]*slides\.md/],
    ['is not fit to print', '<p style="position: absolute; left: 950px">Too far to the right</p>', 3, /“Too far to the right” reaches \d+ px over the slide’s right edge/],
  ] as const) {
    test(`leaves the last good site, its PDF included, when the deck ${name}`, async ({ folder }) => {
      const dist = join(folder, 'dist')
      await mkdir(dist)
      for (const file of ['index.html', 'briefing.pdf'])
        await writeFile(join(dist, file), 'the last good one')
      // What Slidev lacks so that a build can be printed, and one thing less, which logs an error.
      await writeFile(join(folder, 'vite.config.ts'), `export default {
        define: { __SLIDEV_FEATURE_PRINT__: 'true' },
        resolve: { alias: { '@shikijs/vitepress-twoslash/client': import.meta.dirname + '/setup/no-tooltips.ts' } },
      }`)
      await mkdir(join(folder, 'setup'))
      await writeFile(join(folder, 'setup', 'no-tooltips.ts'), 'export default { install() {} }')
      await writeFile(join(folder, 'slides.md'), `---\ntheme: none\nfavicon: ''\nfonts:\n  provider: none\n---\n\n# One\n\n${body}\n`)
      const ended = await run('build', folder)
      expect(ended.output).toMatch(message)
      expect(ended.code).toBe(code)
      expect(await readdir(dist)).toEqual(['briefing.pdf', 'index.html'])
      for (const file of await readdir(dist))
        expect(await readFile(join(dist, file), 'utf8')).toBe('the last good one')
      expect((await readdir(folder)).filter(name => name.endsWith('.part')), 'unfinished sites').toEqual([])
      expect(leftovers(join(folder, 'temporary')), 'the temporary folder').toEqual([])
    })
  }

  test('replaces no folder that holds anything but a site', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    for (const [out, message] of [['.', 'holds the slides themselves'], ['.cache', 'holds something that is not a built site'], ['slides.md', 'cannot be used']] as const) {
      const { code, output } = await run('build', folder, ['--out', out])
      expect(output).toContain(message)
      expect([2, 5]).toContain(code)
    }
  })
})

/** The address that `npm start` prints, once it does. */
async function addressOf({ child, ended }: Running): Promise<string> {
  let printed = ''
  child.stdout?.on('data', (chunk: Uint8Array) => printed += String(chunk))
  void ended.then(({ output }) => printed = output)
  await expect.poll(() => printed).toMatch(/Briefing .*\n/)
  return /http\S+/.exec(printed)?.[0] ?? ''
}
