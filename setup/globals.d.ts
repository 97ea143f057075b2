/** What `vue-tsc` must know to check `slides.md`: the tags, directives and globals that a slide may use. */
import type { RouterLink } from 'vue-router'
import type ClaimsTable from '../components/ClaimsTable.vue'
import type CoverageTable from '../components/CoverageTable.vue'
import type DisputeIndex from '../components/DisputeIndex.vue'
import type KeyPoints from '../components/KeyPoints.vue'
import type LocatorMap from '../components/LocatorMap.vue'
import type OpenQuestions from '../components/OpenQuestions.vue'
import type ParagraphMark from '../components/ParagraphMark.vue'
import type PositionsMatrix from '../components/PositionsMatrix.vue'
import type ProofFigures from '../components/ProofFigures.vue'
import type QuoteCard from '../components/QuoteCard.vue'
import type QuotePair from '../components/QuotePair.vue'
import type SourceCard from '../components/SourceCard.vue'
import type SpeakerName from '../components/SpeakerName.vue'
import type SpeakerTable from '../components/SpeakerTable.vue'
import type StatementList from '../components/StatementList.vue'
import type TimeLine from '../components/TimeLine.vue'
import type { Brief } from './main.ts'

declare module 'vue' {
  interface ComponentCustomProperties {
    $brief: Brief
  }
  interface GlobalComponents {
    ClaimsTable: typeof ClaimsTable
    CoverageTable: typeof CoverageTable
    DisputeIndex: typeof DisputeIndex
    KeyPoints: typeof KeyPoints
    LocatorMap: typeof LocatorMap
    OpenQuestions: typeof OpenQuestions
    ParagraphMark: typeof ParagraphMark
    PositionsMatrix: typeof PositionsMatrix
    ProofFigures: typeof ProofFigures
    QuoteCard: typeof QuoteCard
    QuotePair: typeof QuotePair
    RouterLink: typeof RouterLink
    SourceCard: typeof SourceCard
    SpeakerName: typeof SpeakerName
    SpeakerTable: typeof SpeakerTable
    StatementList: typeof StatementList
    TimeLine: typeof TimeLine
  }
  interface GlobalDirectives {
    vClick: import('vue').Directive<HTMLElement, number | string | false | undefined>
  }
}

declare global {
  /** Put in by `vite.config.ts`. */
  const __BRIEFING_EDITION__: { readonly label: string, readonly date: string }
}
