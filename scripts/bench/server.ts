/** Measures how long a deck's server takes to show the first slide, and to show an edit. */
import type { Browser, Page } from 'playwright'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { selectors } from '../../slidev/dom.ts'

/**
 * Starts a command that serves a deck, opens the deck, and ends the command once `use` is done with it.
 * @param browser opens the deck
 * @param command ends in the number of its port
 * @param cwd where it runs
 * @param use gets the page, and the time from the start to the first slide in ms
 * @throws if the command ends by itself
 */
export async function withServer<T>(browser: Browser, command: readonly string[], cwd: string, use: (page: Page, took: number) => Promise<T>): Promise<T> {
  const [name = '', ...args] = command
  const began = performance.now()
  const child = spawn(name, args, { cwd, env: { ...process.env, NODE_ENV: '' }, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  const url = `http://localhost:${args.at(-1)}/`
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null)
      process.kill(-child.pid, 'SIGTERM')
  }
  process.once('exit', end)
  while (!await fetch(url).then(({ ok }) => ok, () => false)) {
    if (child.exitCode !== null)
      throw new Error(`${name} ${args.join(' ')} ended with code ${child.exitCode} in ${cwd}. Is its port taken?`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.goto(url)
  await page.locator(`${selectors.layout} h1`).first().waitFor()
  const result = await use(page, performance.now() - began)
  await page.close()
  const ended = once(child, 'close')
  end()
  await ended
  process.off('exit', end)
  return result
}

const firstTitle = /^(# ).*/m
const firstTopic = /(topic: ')[^']*/

/** Edits the title of the first slide and the first topic in the evidence, which the first slide shows, and returns how many ms each takes to show. */
export async function editServed(page: Page, deck: string, turn: number): Promise<{ slide: number, evidence: number }> {
  // Slidev loads all slides three seconds after the first.
  await page.waitForTimeout(4000)
  const edited = async (file: string, pattern: RegExp): Promise<number> => {
    const path = join(deck, file)
    const words = `Edit ${turn}`
    writeFileSync(path, readFileSync(path, 'utf8').replace(pattern, `$1${words}`))
    const began = performance.now()
    await page.locator(selectors.slideshow).getByText(words).first().waitFor()
    const took = performance.now() - began
    // Undone, so that the next edit is measured alone.
    writeFileSync(path, readFileSync(path, 'utf8').replace(words, `Before ${turn}`))
    await page.locator(selectors.slideshow).getByText(`Before ${turn}`).first().waitFor()
    return took
  }
  return { slide: await edited('slides.md', firstTitle), evidence: await edited('briefing/evidence.ts', firstTopic) }
}
