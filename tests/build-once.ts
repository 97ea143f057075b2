/** Makes the build that every test shares, before any of them starts. Workers find it in `BRIEFING_SITE`. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { sharedBuild } from '../scripts/deck-build.ts'
import { temporaryFolder } from '../scripts/staging.ts'

export default async function buildOnce(): Promise<void> {
  const { site: built } = await sharedBuild('slides.md')
  // A copy, because whoever edits the deck while the tests run makes other builds, and old ones go.
  const site = join(temporaryFolder(), 'site')
  await cp(built, site, { recursive: true })
  process.env.BRIEFING_SITE = site
}
