import type { Dispute } from '../briefing/model.ts'
import { defineAppSetup } from '@slidev/types'
import { evidence } from '../briefing/evidence.ts'
import source from '../briefing/source.json'

/** What `$brief` is in slides: the evidence, the article's citation and fingerprint, and which state of the deck this is. */
export const brief = {
  ...evidence,
  source,
  edition: __BRIEFING_EDITION__,
  /** What the deck is about and how much it holds: a slide that shows only these rests on no paragraph. */
  contents: Object.values<Dispute>(evidence.disputes).map(({ id, topic }) => ({ id, topic })),
  counts: {
    quotations: Object.keys(evidence.quotations).length,
    statements: Object.keys(evidence.statements).length,
    paragraphs: source.paragraphs.length,
  },
}

declare module 'vue' {
  interface ComponentCustomProperties {
    $brief: typeof brief
  }
}

declare global {
  /** Put in by `vite.config.ts`. */
  const __BRIEFING_EDITION__: { readonly label: string, readonly date: string }
}

/** The one place that hands the evidence to the slides. */
export default defineAppSetup(({ app }) => {
  app.config.globalProperties.$brief = brief
})
