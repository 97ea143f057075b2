/**
 * What every browser test starts from: the browser that the exporter uses, the deck served on loopback, and a page that may not
 * complain. Tests import `test` and `expect` from here.
 *
 * A page's console errors, page errors, failed requests, answers from 400 on and requests to anywhere but the deck fail the test at
 * its end. A test that provokes some on purpose hands `problems` to `expectProblems`.
 */
import type { Browser } from 'playwright/test'
import type { Served } from '../../scripts/browser/serve.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { test as base, expect } from 'playwright/test'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { recordProblems } from '../../scripts/browser/problems.ts'
import { serve } from '../../scripts/browser/serve.ts'
import { selectors } from '../../slidev/dom.ts'
import { sharedSite } from './build-once.ts'
import { copyProject } from './project-copy.ts'
import { host, publicSite } from './publication.ts'

export { expect }

interface DeckFixtures {
  /** What went wrong on any page of the test, as it happens, one sentence each. */
  problems: string[]
}

/** What `playwright.config.ts` sets for a project. */
export type DeckOptions = Pick<DeckWorkerFixtures, 'servedBy' | 'base'>

interface DeckWorkerFixtures {
  /** What a project tests: the finished build, the server that `npm run dev` starts, or the public site on a host. */
  servedBy: 'build' | 'dev' | 'publication'
  /** Where on its host the public site stands, with a slash at both ends. */
  base: string
  /** The deck, served. `page.goto('3')` is relative to it. */
  site: Site
}

interface Site {
  readonly url: string
  /** What is served: a finished site; by the development server a copy of the project, whose files a test may edit. */
  readonly folder: string
}

export const test = base.extend<DeckFixtures, DeckWorkerFixtures>({
  browser: [async ({ browserName: _ }, use) => {
    const { browser } = await launchBrowser()
    await use(browser)
    await browser.close()
  }, { scope: 'worker' }],

  servedBy: ['build', { scope: 'worker', option: true }],
  base: ['/', { scope: 'worker', option: true }],

  site: [async ({ servedBy, base, browser }, use) => {
    const start = {
      build: async () => ({ folder: sharedSite(), ...await serve(sharedSite()) }),
      dev: async () => startDevServer(browser),
      publication: async () => {
        const folder = await publicSite(base)
        return { folder, ...await host(folder, base) }
      },
    }
    const { url, folder, close } = await start[servedBy]()
    await use({ url, folder })
    await close()
  }, { scope: 'worker', timeout: 120_000 }],

  baseURL: async ({ site }, use) => use(site.url),

  // Asked for by the deck, so that the screen stays on; a headless browser refuses it otherwise.
  permissions: ['screen-wake-lock'],

  // The canvas at its own size, so that a pixel on the page is one on the slide.
  viewport: { width: 980, height: 552 },

  problems: async ({ browserName: _ }, use) => use([]),

  context: async ({ context, problems, baseURL }, use) => {
    recordProblems(context, baseURL ?? '', problems)
    await use(context)
    expect(problems, 'What the pages complained of').toEqual([])
  },
})

/**
 * Asserts that the pages have complained of what each of `expected` describes and of nothing else, and forgets it. Waits for what is
 * still to come.
 */
export async function expectProblems(problems: string[], ...expected: readonly [RegExp, ...RegExp[]]): Promise<void> {
  for (const pattern of expected)
    await expect.poll(() => problems.filter(problem => pattern.test(problem)).length, `The pages complain of what ${pattern} describes`).toBeGreaterThan(0)
  expect(problems.filter(problem => !expected.some(pattern => pattern.test(problem))), 'What the pages complained of besides').toEqual([])
  problems.length = 0
}

/**
 * Starts Slidev's own server on a copy of the project, as `npm run dev` does, on a free port, and waits until it has bundled its
 * dependencies, after which it reloads its pages.
 */
async function startDevServer(browser: Browser): Promise<Site & Pick<Served, 'close'>> {
  // Beside the build that all tests share, with which it goes.
  const folder = await mkdtemp(join(sharedSite(), '..', 'dev-'))
  await copyProject(folder)
  const port = await freePort()
  const child = spawn(process.execPath, [resolve('node_modules/@slidev/cli/bin/slidev.mjs'), '--port', String(port)], {
    cwd: folder,
    // The runner and its build have set another one, under which Vite leaves Slidev's constants undefined.
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', end)
  const ended = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  const url = `http://localhost:${port}/`
  while (!await answers(url)) {
    if (child.exitCode !== null)
      throw new Error(`The development server ended with code ${child.exitCode}.\n${output}`)
  }
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator(selectors.layout).first().waitFor({ timeout: 100_000 })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.close()
  return {
    url,
    folder,
    close: async () => {
      end()
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  }
  catch {
    return new Promise(resolve => setTimeout(resolve, 100, false))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null)
    throw new Error('The system gave no port.')
  return address.port
}
