/** The thread that builds a deck for the addon's command, with the Slidev that the deck has. `export.ts` starts it. */
import { buildSite } from '../build/site.ts'
import { answer } from '../build/worker.ts'

await answer(async options => buildSite(options, () => ({
  // Slidev leaves its print page out of builds.
  define: { __SLIDEV_FEATURE_PRINT__: 'true' },
  // A picture keeps its name, so that a message can name it.
  build: { assetsInlineLimit: 0 },
})))
