/** The evidence for other tools: as plain JSON, where entries refer to each other by id, and as JSON-LD in the words of schema.org. */
import type { Source } from './fingerprint.ts'
import type { Briefing, Provenance, ReportedEvent, Statement } from './model.ts'

/** What the site says of the deck itself. */
export interface DeckDescription {
  readonly title: string
  /** BCP 47. */
  readonly language: string
  readonly description?: string
}

/** The content of `briefing.json`: lists of entries, whose `speaker`, `party`, `via`, `quotation`, `claims` and `counterclaims` are ids. */
export type BriefingJson = ReturnType<typeof briefingJson>

/** A JSON-LD document. */
export interface JsonLd {
  readonly '@context': 'https://schema.org'
  readonly '@graph': readonly JsonLdNode[]
}

/** Something in it; every property is one of schema.org's for that type. */
export interface JsonLdNode {
  readonly '@type': 'Article' | 'PresentationDigitalDocument' | 'Quotation' | 'Claim'
  readonly '@id': string
  readonly [property: string]: unknown
}

/** The whole evidence and the article's citation, without its fingerprint. */
export function briefingJson(evidence: Briefing, source: Source) {
  const { title, outlet, author, date, url, sha256, paragraphs } = source
  return {
    article: { title, outlet, author, date, url, sha256, paragraphs: paragraphs.length },
    speakers: Object.values(evidence.speakers),
    outlets: Object.values(evidence.outlets),
    quotations: Object.values(evidence.quotations).map(({ id, exact, prefix, suffix, about, ...provenance }) => ({ id, exact, prefix, suffix, about, ...provenanceJson(provenance) })),
    statements: Object.values(evidence.statements).map(statementJson),
    events: Object.values(evidence.events).map((event: ReportedEvent) => ({ ...statementJson(event), when: event.when })),
    disputes: Object.values(evidence.disputes).map(({ id, topic, question, claims, counterclaims, leavesOut }) => ({
      id,
      topic,
      question,
      claims: claims.map(statement => statement.id),
      counterclaims: counterclaims.map(statement => statement.id),
      leavesOut,
    })),
    observations: Object.values(evidence.observations),
    places: Object.values(evidence.places),
  }
}

function statementJson({ id, text, quotation, party, ...provenance }: Statement) {
  return { id, text, quotation: quotation?.id, party: party?.id, ...provenanceJson(provenance) }
}

function provenanceJson({ speaker, voice, paragraph, via, reading }: Provenance) {
  return { speaker: speaker.id, voice, paragraph, via: via?.id, reading }
}

/**
 * The deck, the article it is based on, and each quotation and statement, as a graph. Who speaks is given as a credit in text, since schema.org
 * takes only persons and organisations for authors, and a speaker may be a document. What the article does not give is left out.
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
  const claims = Object.values(evidence.statements).map(({ id, text, quotation, ...provenance }) => ({
    '@type': 'Claim' as const,
    '@id': `#claim-${id}`,
    'text': quotation ? `${text} “${quotation.exact}”` : text,
    ...quotation && { hasPart: { '@id': `#quotation-${quotation.id}` } },
    'isBasedOn': article,
    'appearance': article,
    ...provenanceLd(provenance),
  }))
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'PresentationDigitalDocument',
        '@id': '#briefing',
        'name': deck.title,
        'inLanguage': deck.language,
        ...deck.description !== undefined && { description: deck.description },
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

/** `position` is the paragraph, from 1. */
function provenanceLd({ speaker, voice, paragraph, via }: Provenance) {
  return {
    creditText: [speaker.name, ...speaker.role === undefined ? [] : [speaker.role]].join(', ') + (via ? `, via ${via.name}` : ''),
    description: `¶${paragraph}, ${voiceNames[voice]}`,
    position: paragraph,
  }
}
