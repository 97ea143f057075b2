/** Asks axe about a page. */
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright/test'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

declare global {
  interface Window { axe: { run: (options: RunOptions) => Promise<AxeResults> } }
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe objects to on the page as it is, best practices included; one sentence a place. */
export async function objections(page: Page): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window))
    await page.evaluate(await axe)
  const violations = await page.evaluate(async () => (await window.axe.run({ resultTypes: ['violations'] })).violations)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ').trim()}`))
}
