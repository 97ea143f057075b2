/**
 * The vocabulary in which an article is turned into evidence: types, and the few functions that go with them. Knows nothing of Vue, Node or a
 * browser.
 */
import { contentsOf } from './record.ts'

/** How words reach the reader: in quotation marks, reported without them, or as the writer's own assertion. */
export const voices = ['direct', 'indirect', 'author'] as const
export type Voice = typeof voices[number]

/** Colour-and-shape slots that the style sheet offers. Speakers of one side share a slot; 6 is for those that take no side. */
export type Slot = 1 | 2 | 3 | 4 | 5 | 6

/**
 * What a speaker is. `unnamed`: a person whom the article does not name; `organisation`: a company, hospital or other body, where nobody is named
 * for it; `unstated`: the article does not say who speaks.
 */
export type SpeakerKind = 'person' | 'unnamed' | 'organisation' | 'government' | 'media' | 'document' | 'author' | 'unstated'

/** Who or what says something. */
export interface Speaker {
  readonly id: string
  readonly name: string
  readonly kind: SpeakerKind
  /** The office, in the article's words. Left out where it gives none. */
  readonly role?: string
  /** What else the article calls the speaker, such as “the company”. It counts as the name, and no slide shows it. */
  readonly alsoCalled?: readonly string[]
  readonly slot: Slot
  /** The side that the slot stands for, where the name does not say it. Readers who do not see the shape are told. */
  readonly side?: string
  /** How to say the name, for the presenter. */
  readonly pronunciation?: string
}

/** A newspaper, agency or document that the article credits for something. */
export interface Outlet {
  readonly id: string
  readonly name: string
}

/** Who says a thing, how, where in the article it is (¶ from 1; 0 is what is over the body: headline, standfirst, caption), and whom the article credits for it. */
export interface Provenance {
  readonly speaker: Speaker
  readonly voice: Voice
  readonly paragraph: number
  readonly via?: Outlet
  /** Where the attribution is our reading and not stated in the paragraph itself: why we read it so. */
  readonly reading?: string
}

/** How well a statement is sourced. Always derived, by `sourcingOf`, and never entered. */
export type Sourcing = 'named' | 'outlet' | 'unnamed' | 'organisation' | 'government' | 'author'

/** Returns how well something is sourced. An outlet counts before the speaker: what it reports, the article has from it. */
export function sourcingOf({ voice, via, speaker }: Provenance): Sourcing {
  if (via)
    return 'outlet'
  if (voice === 'author')
    return 'author'
  if (speaker.kind === 'organisation' || speaker.kind === 'government')
    return speaker.kind
  return speaker.kind === 'unnamed' || speaker.kind === 'unstated' ? 'unnamed' : 'named'
}

/** Says how well something is sourced, in a few words: "named, on record", "via an outlet". */
export function sourcingInWords(of: Provenance): string {
  const words: Readonly<Record<Sourcing, string>> = {
    named: of.speaker.kind === 'document' ? 'a document' : of.speaker.kind === 'media' ? 'in its own words' : 'named, on record',
    outlet: `via ${of.via?.name ?? 'an outlet'}`,
    unnamed: 'not named',
    organisation: 'no spokesperson named',
    government: 'no official named',
    author: 'the author only',
  }
  return `${words[sourcingOf(of)]}${of.reading === undefined ? '' : ', by our reading'}`
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
  /** Where \`exact\` leaves words out, and shows it with …: all that the article has between the quotation marks. */
  readonly partOf?: string
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
  /** Why no slide and no note shows it. */
  readonly unused?: string
}

/** When something happened, as exactly as the article says and no more exactly. */
export type When
  /** `inferred` says where a part of the date comes from that the sentence itself does not give: “year from ¶15”, “year from the date line”. */
  = | { readonly kind: 'year', readonly year: number, readonly inferred?: string }
    | { readonly kind: 'month', readonly year: number, readonly month: number, readonly inferred?: string }
    | { readonly kind: 'day', readonly year: number, readonly month: number, readonly day: number, readonly inferred?: string }
    | { readonly kind: 'relative', readonly words: string }
    | { readonly kind: 'undated' }

/** A statement that something happened. */
export interface ReportedEvent extends Statement {
  readonly when: When
}

/** How many: a number, or the limits of a range. */
export type Amount = number | { readonly atLeast: number, readonly atMost?: number } | { readonly atMost: number }

/** A number that somebody gives. Its `text` says what it counts. */
export interface Quantity extends Statement {
  readonly amount: Amount
  /** In the plural: “letters”. Numbers on one scale have the same one. */
  readonly unit: string
  /** When it was so, if the article says. */
  readonly asOf?: Exclude<When, { readonly kind: 'undated' }>
}

/** The limits of an amount; both are the same for a number. */
export function limitsOf(amount: Amount): { readonly atLeast?: number, readonly atMost?: number } {
  return typeof amount === 'number' ? { atLeast: amount, atMost: amount } : amount
}

const inFigures = new Intl.NumberFormat('en', { maximumFractionDigits: 20 })

/** Says an amount: "5", "100 to 200", "at least 1,000". */
export function amountInWords(amount: Amount): string {
  const { atLeast, atMost } = limitsOf(amount)
  if (atLeast === undefined || atMost === undefined)
    return atLeast === undefined ? `at most ${inFigures.format(atMost ?? 0)}` : `at least ${inFigures.format(atLeast)}`
  return atLeast === atMost ? inFigures.format(atLeast) : `${inFigures.format(atLeast)} to ${inFigures.format(atMost)}`
}

/** One side of a dispute: the position that it holds, and who says so. */
export interface Side {
  /** In two to four words, for the head of a table's column and the cells of the matrix. */
  readonly position: string
  /** May be empty; then `none` says why. The first one of each party says its position, so that the matrix names who says that one. */
  readonly statements: readonly Statement[]
  /** Those of them that are on this side by our reading. The matrix says so, and `leavesOut` says what the reading is. */
  readonly inferred?: readonly Statement[]
  /** Why the article has no statement for this side, as the slide then says it. */
  readonly none?: string
}

/**
 * Something that parties see differently.
 *
 * The claim is the side of the party whose act or accusation the dispute is about. One party is on the same side in all disputes of a
 * briefing: no `slot` of a party may be a claim in one dispute and a counterclaim in another. `prove` checks this second half.
 */
export interface Dispute {
  readonly id: string
  /** One or two words, for table heads and footers. */
  readonly topic: string
  /** For the kicker. The title of the slide says what was found. */
  readonly question: string
  readonly claim: Side
  readonly counterclaim: Side
  /** What the article does not give on this dispute. */
  readonly leavesOut?: string
}

/** The author's own argument: steps that lead to a conclusion, which is the last one. No dispute: no party is set against another. */
export interface Argument {
  readonly id: string
  /** One or two words, as a dispute's. */
  readonly topic: string
  readonly steps: readonly [Statement, ...Statement[]]
  /** What the article does not give for this argument. */
  readonly leavesOut?: string
}

/** Our own remark on the article: what follows from it, what it leaves open, or which two of its paragraphs it does not reconcile. */
export interface Observation {
  readonly id: string
  readonly kind: 'open' | 'unreconciled' | 'summary'
  readonly text: string
  readonly paragraphs: readonly number[]
  /** What the two paragraphs say that the article does not reconcile, to be shown beside each other. */
  readonly pair?: readonly [Statement, Statement]
}

/** A place for the locator map. Longitude and latitude in degrees; geography is the one thing from outside the article. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly paragraph: number
  /** What is, or is said to be, there. */
  readonly note: string
  readonly at: readonly [longitude: number, latitude: number]
  /** On which side of its position the label is, or over it. */
  readonly label: 'left' | 'right' | 'above' | 'below' | 'over'
  /** `area`: a country or sea, named without a mark. */
  readonly kind: 'city' | 'area'
}

/** A string in quotation marks that quotes nobody, and why it may stand. */
interface QuotationMarkException {
  readonly text: string
  readonly reason: string
}

/** Everything about one article, by id. `identify` keeps the ids in the type, so that a wrong one does not compile. */
export interface Briefing {
  readonly speakers: Readonly<Record<string, Speaker>>
  readonly outlets: Readonly<Record<string, Outlet>>
  readonly quotations: Readonly<Record<string, Quotation>>
  readonly statements: Readonly<Record<string, Statement>>
  readonly events: Readonly<Record<string, ReportedEvent>>
  /** Left out where nobody disagrees on a number. */
  readonly quantities?: Readonly<Record<string, Quantity>>
  readonly disputes: Readonly<Record<string, Dispute>>
  readonly arguments: Readonly<Record<string, Argument>>
  readonly observations: Readonly<Record<string, Observation>>
  readonly places: Readonly<Record<string, Place>>
  /** The author's words that colour what they describe; never the deck's own. */
  readonly loadedWords: readonly string[]
  /** Names of people, offices and bodies, which count as one word where runs of the article's words are counted. */
  readonly properNames: readonly string[]
  readonly quotationMarkExceptions: readonly QuotationMarkException[]
}

/** Gives each entry its key as its `id`, so that an id is written once. */
export function identify<K extends string, T extends object>(entries: { readonly [P in K]: T }): { readonly [P in K]: T & { readonly id: P } } {
  const identified: Partial<{ [P in K]: T & { readonly id: P } }> = {}
  for (const id in entries)
    identified[id] = { ...entries[id], id }
  return identified as { readonly [P in K]: T & { readonly id: P } }
}

/**
 * Makes a statement that ends in a quotation. Speaker, voice, paragraph, outlet and reading are the quotation's, so that an attribution is
 * entered once.
 * @param quotation that ends the sentence
 * @param text the words of ours before it
 * @param more whose position it reports, where that is not the speaker's own; why no slide shows it
 */
export function ending(quotation: Quotation, text: string, more: Pick<Statement, 'party' | 'unused'> = {}): Omit<Statement, 'id'> {
  const { speaker, voice, paragraph, via, reading } = quotation
  return { text, quotation, speaker, voice, paragraph, ...via && { via }, ...reading !== undefined && { reading }, ...more }
}

/** The paragraphs that a text names with their mark: 9 and 15 of “¶9 and ¶15”. */
export function paragraphsNamedIn(text: string): number[] {
  return Array.from(text.matchAll(/¶(\d+)/g), ([, number]) => Number(number))
}

/** Every paragraph that a piece of evidence rests on, ascending and once each. */
export function paragraphsOf(evidence: unknown): number[] {
  const found = new Set<number>()
  const visit = (value: unknown): void => {
    for (const [key, inner] of contentsOf(value)) {
      if (key === 'paragraph' && typeof inner === 'number')
        found.add(inner)
      else if (key === 'paragraphs' && Array.isArray(inner))
        inner.filter(n => typeof n === 'number').forEach(n => found.add(n))
      else if (key === 'inferred' && typeof inner === 'string')
        paragraphsNamedIn(inner).forEach(n => found.add(n))
      else
        visit(inner)
    }
  }
  visit(evidence)
  return [...found].sort((a, b) => a - b)
}
