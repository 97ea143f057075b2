/** The evidence for other programs: as plain JSON, where entries refer to each other by id, and as JSON-LD in the terms of schema.org. */
import type { Briefing, Observation, Provenance, ReportedEvent, Side, Statement } from './model.ts'
import type { ReviewSummary } from './review.ts'
import type { Source } from './source.ts'
import { paragraphName } from './basis.ts'
import { amountInWords, sourcingOf } from './model.ts'

interface DeckDescription {
  readonly title: string
  /** BCP 47. */
  readonly language: string
  readonly description?: string
  /** Whether it has been read against the article, and by whom. */
  readonly status?: string
}

interface JsonLd {
  readonly '@context': 'https://schema.org'
  readonly '@graph': readonly JsonLdNode[]
}

/** One thing in the graph. schema.org has every property for its type. */
interface JsonLdNode {
  readonly '@type': 'Article' | 'PresentationDigitalDocument' | 'Quotation' | 'Claim'
  readonly '@id': string
  readonly [property: string]: unknown
}

/**
 * The content of `briefing.json`: all the evidence and the article's citation, without its fingerprint. `speaker`, `party`, `via`, `quotation`,
 * `statements` and `steps` are ids.
 */
export function briefingJson(evidence: Briefing, source: Source, review?: ReviewSummary) {
  const { title, outlet, author, date, url, sha256, paragraphs } = source
  return {
    article: { title, outlet, author, date, url, sha256, paragraphs: paragraphs.length },
    speakers: Object.values(evidence.speakers),
    outlets: Object.values(evidence.outlets),
    quotations: Object.values(evidence.quotations).map(({ id, exact, prefix, suffix, about, ...provenance }) => ({ id, exact, prefix, suffix, about, ...provenanceJson(provenance) })),
    statements: Object.values(evidence.statements).map(statementJson),
    events: Object.values(evidence.events).map((event: ReportedEvent) => ({ ...statementJson(event), when: event.when })),
    quantities: Object.values(evidence.quantities ?? {}).map(quantity => ({ ...statementJson(quantity), amount: quantity.amount, unit: quantity.unit, asOf: quantity.asOf })),
    disputes: Object.values(evidence.disputes).map(({ id, topic, question, claim, counterclaim, leavesOut }) => ({
      id,
      topic,
      question,
      claim: sideJson(claim),
      counterclaim: sideJson(counterclaim),
      leavesOut,
    })),
    arguments: Object.values(evidence.arguments).map(({ id, topic, steps, leavesOut }) => ({ id, topic, steps: steps.map(statement => statement.id), leavesOut })),
    observations: Object.values(evidence.observations).map(({ pair, ...observation }: Observation) => ({ ...observation, pair: pair?.map(statement => statement.id) })),
    places: Object.values(evidence.places),
    review,
  }
}

function sideJson({ position, statements, inferred, none }: Side) {
  return { position, statements: statements.map(statement => statement.id), inferred: inferred?.map(statement => statement.id), none }
}

function statementJson({ id, text, quotation, party, ...provenance }: Statement) {
  return { id, text, quotation: quotation?.id, party: party?.id, ...provenanceJson(provenance) }
}

function provenanceJson(provenance: Provenance) {
  const { speaker, voice, paragraph, via, reading } = provenance
  return { speaker: speaker.id, voice, paragraph, via: via?.id, reading, sourcing: sourcingOf(provenance) }
}

/**
 * The deck, the article that it is based on, and each quotation, statement and quantity, as a graph. Who speaks is a credit in words: schema.org takes
 * only people and organisations for authors, and a speaker may be a document. What is not in the article is left out.
 */
export function jsonLd(evidence: Briefing, source: Source, deck: DeckDescription): JsonLd {
  const { title, outlet, author, date, url, sha256 } = source
  const article = { '@id': '#article' }
  const quotations = Object.values(evidence.quotations).map(({ id, exact, about, ...provenance }) => ({
    '@type': 'Quotation' as const,
    '@id': `#quotation-${id}`,
    'text': exact,
    'abstract': about,
    'isBasedOn': article,
    ...provenanceLd(provenance),
  }))
  const claimLd = (id: string, text: string, statement: Statement) => ({
    '@type': 'Claim' as const,
    '@id': id,
    'text': statement.quotation ? `${text} “${statement.quotation.exact}”` : text,
    ...statement.quotation && { hasPart: { '@id': `#quotation-${statement.quotation.id}` } },
    'isBasedOn': article,
    'appearance': article,
    ...provenanceLd(statement),
  })
  const claims = [
    ...Object.values(evidence.statements).map(statement => claimLd(`#claim-${statement.id}`, statement.text, statement)),
    ...Object.values(evidence.quantities ?? {}).map(quantity => claimLd(`#quantity-${quantity.id}`, `${amountInWords(quantity.amount)} ${quantity.unit}, ${quantity.text}`, quantity)),
  ]
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'PresentationDigitalDocument',
        '@id': '#briefing',
        'name': deck.title,
        'inLanguage': deck.language,
        ...deck.description !== undefined && { description: deck.description },
        ...deck.status !== undefined && { creativeWorkStatus: deck.status },
        'isBasedOn': article,
        'hasPart': [...quotations, ...claims].map(node => ({ '@id': node['@id'] })),
      },
      {
        '@type': 'Article',
        ...article,
        ...title !== null && { headline: title },
        ...author !== null && { author: { '@type': 'Person', 'name': author } },
        ...outlet !== null && { publisher: { '@type': 'Organization', 'name': outlet } },
        ...date !== null && { datePublished: date },
        ...url !== null && { url },
        'identifier': { '@type': 'PropertyValue', 'propertyID': 'SHA-256', 'value': sha256 },
      },
      ...quotations,
      ...claims,
    ],
  }
}

const voiceNames = { direct: 'in quotation marks', indirect: 'reported without quotation marks', author: 'the author’s own assertion' } as const

/** `position` is the paragraph, from 1; 0 is over the body. */
function provenanceLd({ speaker, voice, paragraph, via, reading }: Provenance) {
  return {
    creditText: [speaker.name, ...speaker.role === undefined ? [] : [speaker.role]].join(', ') + (via ? `, via ${via.name}` : ''),
    description: `${paragraphName(paragraph)}, ${voiceNames[voice]}${reading === undefined ? '' : `; the attribution is our reading: ${reading}`}`,
    position: paragraph,
  }
}
