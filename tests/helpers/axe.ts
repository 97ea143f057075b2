/** Asks axe about a page. */
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright/test'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

declare global {
  interface Window { axe: { run: (options: RunOptions) => Promise<AxeResults> } }
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe objects to on the page as it is, best practices included; one sentence a place.
 * @param page whatever it shows
 * @param areas all that axe knows of, or colours only, for a page that another test asks about in other colours
 */
export async function objections(page: Page, areas: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window))
    await page.evaluate(await axe)
  const violations = await page.evaluate(async options => (await window.axe.run(options)).violations, { resultTypes: ['violations'], ...areas === 'colours' && { runOnly: { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] } } } satisfies RunOptions)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ').trim()}`))
}
