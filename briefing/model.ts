/**
 * The vocabulary in which an article is turned into evidence.
 * Pure types and the few functions that keep them honest; knows nothing of Vue, Node or a browser.
 */

/** How words reach the reader: in quotation marks, reported without them, or as the writer's own assertion. */
export const voices = ['direct', 'indirect', 'author'] as const
export type Voice = typeof voices[number]

/** Colour-and-shape slots that the style sheet offers. Speakers of one side share a slot. */
export type Slot = 1 | 2 | 3 | 4 | 5 | 6

/** Whoever says something: a person, a state, a document, or the article's author. */
export interface Speaker {
  readonly id: string
  readonly name: string
  /** Office or nature, as the article gives it. Left out where it gives none. */
  readonly role?: string
  readonly slot: Slot
  /** How to say the name, for whoever presents it. */
  readonly pronunciation?: string
}

/** A newspaper, agency or document that the article credits for something. */
export interface Outlet {
  readonly id: string
  readonly name: string
}

/** Who says a thing, how, where in the article it stands (¶ from 1), and whom the article credits for it. */
export interface Provenance {
  readonly speaker: Speaker
  readonly voice: Voice
  readonly paragraph: number
  readonly via?: Outlet
  /** Where the attribution is our reading and not stated in the paragraph itself: why we read it so. */
  readonly reading?: string
}

/** W3C Web Annotation Data Model, 4.2.4: the exact words with as much context as finds them in one place only. */
export interface TextQuoteSelector {
  readonly exact: string
  readonly prefix?: string
  readonly suffix?: string
}

/** Words that the article puts in quotation marks. */
export interface Quotation extends Provenance, TextQuoteSelector {
  readonly id: string
  readonly voice: 'direct'
  /** What it was said about, in our words. */
  readonly about: string
}

/** One thing that the article says, in our words. A quotation, if there is one, ends the sentence. */
export interface Statement extends Provenance {
  readonly id: string
  readonly text: string
  readonly quotation?: Quotation
  /** Whose position it reports, where that is not the speaker's own. */
  readonly party?: Speaker
}

/** When something happened, as exactly as the article says and no more exactly. */
export type When
  = | { readonly kind: 'year', readonly year: number }
    /** `inferred` says where a part of the date comes from that the sentence itself does not give. */
    | { readonly kind: 'day', readonly year: number, readonly month: number, readonly day: number, readonly inferred?: string }
    | { readonly kind: 'relative', readonly words: string }
    | { readonly kind: 'undated' }

/** A statement that something happened. */
export interface ReportedEvent extends Statement {
  readonly when: When
}

/** Something that parties see differently. */
export interface Dispute {
  readonly id: string
  /** One or two words, for table heads and footers. */
  readonly topic: string
  readonly question: string
  readonly claims: readonly [Statement, ...Statement[]]
  /** May be empty; then, or where only the author speaks, `leavesOut` says what is missing. */
  readonly counterclaims: readonly Statement[]
  /** What the article does not give on this dispute. */
  readonly leavesOut?: string
}

/** Our own remark on the article: what it leaves open, or where two of its paragraphs disagree. */
export interface Observation {
  readonly id: string
  readonly kind: 'open' | 'contradiction' | 'summary'
  readonly text: string
  readonly paragraphs: readonly number[]
}

/** A place for the locator map. Longitude and latitude in degrees; geography is the one thing from outside the article. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly paragraph: number
  /** What is, or is said to be, there. */
  readonly note: string
  readonly at: readonly [longitude: number, latitude: number]
  /** On which side of its position the label stands, or over it. */
  readonly label: 'left' | 'right' | 'above' | 'below' | 'over'
  /** `area`: a country or sea, named without a mark. */
  readonly kind: 'city' | 'area'
}

/** A string in quotation marks that quotes nobody, and why it may stand. */
export interface QuotationMarkException {
  readonly text: string
  readonly reason: string
}

/** Everything about one article. `Map`s of ids keep their keys in the type, so that a wrong id does not compile. */
export interface Briefing {
  readonly speakers: Readonly<Record<string, Speaker>>
  readonly outlets: Readonly<Record<string, Outlet>>
  readonly quotations: Readonly<Record<string, Quotation>>
  readonly statements: Readonly<Record<string, Statement>>
  readonly events: Readonly<Record<string, ReportedEvent>>
  readonly disputes: Readonly<Record<string, Dispute>>
  readonly observations: Readonly<Record<string, Observation>>
  readonly places: Readonly<Record<string, Place>>
  /** The author's words that colour what they describe; never the deck's own. */
  readonly loadedWords: readonly string[]
  /** Names of people, offices and bodies, which count as one word where runs of the article's words are counted. */
  readonly properNames: readonly string[]
  readonly quotationMarkExceptions: readonly QuotationMarkException[]
}

/** Gives each entry its key as its `id`, so that an id has one home. */
export function identify<K extends string, T extends object>(entries: { readonly [P in K]: T }): { readonly [P in K]: T & { readonly id: P } } {
  const identified: Partial<{ [P in K]: T & { readonly id: P } }> = {}
  for (const id in entries)
    identified[id] = { ...entries[id], id }
  return identified as { readonly [P in K]: T & { readonly id: P } }
}

/** Where `statement` is read from: every paragraph that a piece of evidence rests on, ascending and once each. */
export function paragraphsOf(evidence: unknown): number[] {
  const found = new Set<number>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null)
      return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'paragraph' && typeof inner === 'number')
        found.add(inner)
      else if (key === 'paragraphs' && Array.isArray(inner))
        inner.filter(n => typeof n === 'number').forEach(n => found.add(n))
      else
        visit(inner)
    }
  }
  visit(evidence)
  return [...found].sort((a, b) => a - b)
}
