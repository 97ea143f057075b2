/** Tells `vue-tsc` which components and directives a slide may use. */
import type { RouterLink } from 'vue-router'
import type AuthorArgument from './AuthorArgument.vue'
import type ClaimsTable from './ClaimsTable.vue'
import type CoverageTable from './CoverageTable.vue'
import type DisputeIndex from './DisputeIndex.vue'
import type KeyPoints from './KeyPoints.vue'
import type LocatorMap from './LocatorMap.vue'
import type OpenQuestions from './OpenQuestions.vue'
import type ParagraphMark from './ParagraphMark.vue'
import type PositionsMatrix from './PositionsMatrix.vue'
import type ProofFigures from './ProofFigures.vue'
import type QuantityScale from './QuantityScale.vue'
import type QuoteCard from './QuoteCard.vue'
import type QuotePair from './QuotePair.vue'
import type SourceCard from './SourceCard.vue'
import type SourceKind from './SourceKind.vue'
import type SpeakerName from './SpeakerName.vue'
import type SpeakerTable from './SpeakerTable.vue'
import type StatementList from './StatementList.vue'
import type TimeLine from './TimeLine.vue'

declare module 'vue' {
  interface GlobalComponents {
    AuthorArgument: typeof AuthorArgument
    ClaimsTable: typeof ClaimsTable
    CoverageTable: typeof CoverageTable
    DisputeIndex: typeof DisputeIndex
    KeyPoints: typeof KeyPoints
    LocatorMap: typeof LocatorMap
    OpenQuestions: typeof OpenQuestions
    ParagraphMark: typeof ParagraphMark
    PositionsMatrix: typeof PositionsMatrix
    ProofFigures: typeof ProofFigures
    QuantityScale: typeof QuantityScale
    QuoteCard: typeof QuoteCard
    QuotePair: typeof QuotePair
    RouterLink: typeof RouterLink
    SourceCard: typeof SourceCard
    SourceKind: typeof SourceKind
    SpeakerName: typeof SpeakerName
    SpeakerTable: typeof SpeakerTable
    StatementList: typeof StatementList
    TimeLine: typeof TimeLine
  }
  interface GlobalDirectives {
    vClick: import('vue').Directive<HTMLElement, number | string | false | undefined>
  }
}
