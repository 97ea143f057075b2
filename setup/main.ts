/** Hooks into the setup of Slidev's Vue app: it makes the evidence available to all slides as `$brief`. */
import type { Dispute } from '../briefing/model.ts'
import { defineAppSetup } from '@slidev/types'
import review from 'virtual:review'
import { evidence } from '../briefing/evidence.ts'
import source from '../briefing/source.json'

/** `$brief`: the evidence, the article's citation and fingerprint, the edition of the deck, and who has read it. */
const brief = {
  ...evidence,
  source,
  edition: __BRIEFING_EDITION__,
  /** Who has read the deck against the article. */
  review,
  /** What the deck is about and how much it holds. A slide that shows only these rests on no paragraph. */
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
  /** `vite.config.ts` defines it. */
  const __BRIEFING_EDITION__: { readonly label: string, readonly date: string }
}

export default defineAppSetup(({ app }) => {
  app.config.globalProperties.$brief = brief
})
