/**
 * The vocabulary of the evidence: types, and the few functions that belong to them. Imports nothing of Vue, Node or a browser.
 */
import { contentsOf } from './record.ts'

/** How words reach the reader: in quotation marks, reported without them, or as the writer's own assertion. */
export const voices = ['direct', 'indirect', 'author'] as const
export type Voice = typeof voices[number]

/** Colour and shape of a speaker, as the style sheet has them. Speakers of one side share a slot; 6 is for speakers on no side. */
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
  /** The office, in the article's words, if it names one. */
  readonly role?: string
  /** What else the article calls the speaker, such as “the company”. It counts as the name, and no slide shows it. */
  readonly alsoCalled?: readonly string[]
  readonly slot: Slot
  /** The name of the speaker's side, if the speaker's own name does not say it. For readers who do not see the shape. */
  readonly side?: string
  /** How to say the name, for the presenter. */
  readonly pronunciation?: string
}

/** A newspaper, agency or document that the article credits for something. */
export interface Outlet {
  readonly id: string
  readonly name: string
}

/** Who says something, how, in which paragraph (from 1; 0 is the part over the body: headline, standfirst, caption), and which outlet the article credits. */
export interface Provenance {
  readonly speaker: Speaker
  readonly voice: Voice
  readonly paragraph: number
  readonly via?: Outlet
  /** Why the attribution is ours, if the paragraph itself does not state it. */
  readonly reading?: string
}

/** How well a statement is sourced. Always derived, by `sourcingOf`, and never entered. */
export type Sourcing = 'named' | 'outlet' | 'unnamed' | 'organisation' | 'government' | 'author'

/** Returns how well something is sourced. An outlet counts before the speaker, because the article has it from the outlet. */
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
  /** All that the article has between the quotation marks, if `exact` leaves words out and shows that with …. */
  readonly partOf?: string
  /** What it is about, in our words. */
  readonly about: string
}

/** One thing that the article says, in our words. A quotation, if there is one, ends the sentence. */
export interface Statement extends Provenance {
  readonly id: string
  readonly text: string
  readonly quotation?: Quotation
  /** Whose position it reports, if not the speaker's own. */
  readonly party?: Speaker
  /** Why no slide and no note shows it. */
  readonly unused?: string
}

/** When something happened, no more exactly than the article says. */
export type When
  /** `inferred` says where a part of the date is from that is not in the sentence itself: “year from ¶15”, “year from the date line”. */
  = | { readonly kind: 'year', readonly year: number, readonly inferred?: string }
    | { readonly kind: 'month', readonly year: number, readonly month: number, readonly inferred?: string }
    | { readonly kind: 'day', readonly year: number, readonly month: number, readonly day: number, readonly inferred?: string }
    | { readonly kind: 'relative', readonly words: string }
    | { readonly kind: 'undated' }

/** A statement that something happened. */
export interface ReportedEvent extends Statement {
  readonly when: When
}

/** How many: a number, the limits of a range, or a number that the article does not give exactly (“some 310”, “more than 50”, “fewer than 200”). */
export type Amount
  = | number
    | { readonly atLeast: number, readonly atMost?: number }
    | { readonly atMost: number }
    | { readonly about: number }
    | { readonly over: number }
    | { readonly under: number }

/** A number that a speaker names. Its `text` says what it counts. */
export interface Quantity extends Statement {
  readonly amount: Amount
  /** In the plural: “letters”. Numbers on one scale have the same one. */
  readonly unit: string
  /** When it was so, if the article says. */
  readonly asOf?: Exclude<When, { readonly kind: 'undated' }>
}

/** The limits of an amount; both are the same for a number, exact or not. */
export function limitsOf(amount: Amount): { readonly atLeast?: number, readonly atMost?: number } {
  if (typeof amount === 'number')
    return { atLeast: amount, atMost: amount }
  if ('about' in amount)
    return { atLeast: amount.about, atMost: amount.about }
  if ('over' in amount)
    return { atLeast: amount.over }
  return 'under' in amount ? { atMost: amount.under } : amount
}

const limitInWords: Readonly<Record<string, string>> = { atLeast: 'at least', atMost: 'at most' }
const inFigures = new Intl.NumberFormat('en', { maximumFractionDigits: 20 })

/** Says an amount: "5", "100 to 200", "at least 1,000", "about 310", "over 50". */
export function amountInWords(amount: Amount): string {
  if (typeof amount === 'number')
    return inFigures.format(amount)
  if ('atLeast' in amount && amount.atMost !== undefined)
    return `${inFigures.format(amount.atLeast)} to ${inFigures.format(amount.atMost)}`
  return Object.entries(amount).map(([limit, number]) => `${limitInWords[limit] ?? limit} ${inFigures.format(number)}`).join('')
}

/** One side of a dispute: the position that it holds, and who says so. */
export interface Side {
  /** In two to four words, for the heads of tables and the cells of the matrix. */
  readonly position: string
  /** May be empty; then `none` says why. Each party's first statement says its position: the matrix names who says it. */
  readonly statements: readonly Statement[]
  /** Those of the statements that are on this side by our reading. Slides mark them, and `leavesOut` says what the reading is, with “we” or “our”. */
  readonly inferred?: readonly Statement[]
  /** Why the article has no statement for this side. The slide shows these words. */
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
  /** For the line above the title, which says what was found. */
  readonly question: string
  readonly claim: Side
  readonly counterclaim: Side
  /** What is not in the article about this dispute. */
  readonly leavesOut?: string
}

/** The author's own argument: steps, of which the last is the conclusion. It is no dispute, because no party opposes another. */
export interface Argument {
  readonly id: string
  /** In one or two words. */
  readonly topic: string
  readonly steps: readonly [Statement, ...Statement[]]
  /** What is not in the article about this argument. */
  readonly leavesOut?: string
}

/** Our own remark on the article: what follows from it, what it leaves open, or which two of its paragraphs it does not reconcile. */
export interface Observation {
  readonly id: string
  readonly kind: 'open' | 'unreconciled' | 'summary'
  readonly text: string
  readonly paragraphs: readonly number[]
  /** The two statements that the article does not reconcile, to be shown beside each other. */
  readonly pair?: readonly [Statement, Statement]
}

/** A place for the locator map. Longitude and latitude in degrees; geography is the one thing from outside the article. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly paragraph: number
  /** What is there, or is said to be there. */
  readonly note: string
  readonly at: readonly [longitude: number, latitude: number]
  /** Where the label is, seen from the place. */
  readonly label: 'left' | 'right' | 'above' | 'below' | 'over'
  /** `area`: a country or sea, named without a mark. */
  readonly kind: 'city' | 'area'
}

/** A string in quotation marks that quotes nobody, and why it has the marks. */
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
  /** Numbers to compare, if there are any. */
  readonly quantities?: Readonly<Record<string, Quantity>>
  readonly disputes: Readonly<Record<string, Dispute>>
  readonly arguments: Readonly<Record<string, Argument>>
  readonly observations: Readonly<Record<string, Observation>>
  readonly places: Readonly<Record<string, Place>>
  /** The author's words that colour what they describe; never the deck's own. */
  readonly loadedWords: readonly string[]
  /** Names of people, offices and bodies. Each counts as one word when copied words are counted. */
  readonly properNames: readonly string[]
  readonly quotationMarkExceptions: readonly QuotationMarkException[]
}

/** Adds each entry's key to it as its `id`, so that an id is written once. */
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
 * @param text our words before it
 * @param more whose position it reports, if not the speaker's own; why no slide shows it
 */
export function ending(quotation: Quotation, text: string, more: Pick<Statement, 'party' | 'unused'> = {}): Omit<Statement, 'id'> {
  const { speaker, voice, paragraph, via, reading } = quotation
  return { text, quotation, speaker, voice, paragraph, ...via && { via }, ...reading !== undefined && { reading }, ...more }
}

/** The paragraphs that a text names with ¶: 9 and 15 in “¶9 and ¶15”. */
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
