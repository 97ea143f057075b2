/** Makes the build that every test shares, before any of them starts. Workers find it in `BRIEFING_SITE`. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { sharedBuild } from '../../scripts/build/cache.ts'

export default async function buildOnce(): Promise<() => Promise<void>> {
  const { site: built } = await sharedBuild('slides.md')
  // A copy, because an edit of the deck while the tests run makes other builds, and old ones go.
  const folder = await mkdtemp(join(tmpdir(), 'briefing-tests-'))
  const site = join(folder, 'site')
  await cp(built, site, { recursive: true })
  process.env.BRIEFING_SITE = site
  return async () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** The folder of the build that every test shares. */
export function sharedSite(): string {
  const folder = process.env.BRIEFING_SITE
  if (folder === undefined)
    throw new Error('The tests’ build is missing: they are run by `npm test`, whose configuration makes it.')
  return folder
}
