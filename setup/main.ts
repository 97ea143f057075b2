import { defineAppSetup } from '@slidev/types'
import { evidence } from '../briefing/evidence.ts'

/** The one place that hands the evidence to the slides. */
export default defineAppSetup(({ app }) => {
  app.config.globalProperties.$brief = evidence
})
