import type { FailureKind } from '../../deck/failure.ts'
/** What a build takes, and what it says of the deck. */
import type { ShownReview } from '../../deck/proof.ts'
import { Failure } from '../../deck/failure.ts'

/** What to build, and where. */
export interface BuildOptions {
  /** The slides' Markdown file; everything else is found beside it. */
  readonly entry: string
  /** Where the site is put: a folder that does not exist yet. */
  readonly outDir: string
  /** Whether presenter notes go in. */
  readonly notes: boolean
  /** Whether it is only to be printed: then it has no page but Slidev's print page. */
  readonly printOnly?: boolean
  /** The path that the site will have on its host, with a slash at both ends. */
  readonly base?: string
  /** The address behind the download button; without it there is no button. */
  readonly download?: string
}

/** What a deck says of itself, so that printing a build needs no second parse of the slides. */
export interface Deck {
  readonly title: string
  readonly author?: string
  /** Slidev's `info`. */
  readonly subject?: string
  readonly keywords: readonly string[]
  /** BCP 47. */
  readonly language: string
  /** The canvas, in CSS px. */
  readonly width: number
  readonly height: number
  /** Without an ending: Slidev's `exportFilename`. */
  readonly fileName?: string
  readonly slides: readonly DeckSlide[]
  /** Which state of the deck it is, and of which article. */
  readonly edition?: string
  /** The evidence for other tools, in JSON. */
  readonly evidence?: string
  /** Who has read it against the article. */
  readonly review?: ShownReview
  /** What stops an export: it is unproved, or somebody found it unsupported. */
  readonly problems?: string
}

/** What a deck says of one slide. */
interface DeckSlide {
  /** Its file, from the folder of the slides, and first line: `slides.md:93`. */
  readonly place: string
  readonly title?: string
  /** Markdown, with Slidev's click markers. */
  readonly note?: string
  /** Slidev's `routeAlias`: a name for links to the slide. */
  readonly alias?: string
  /** Whether it belongs to the appendix, which is not presented. */
  readonly isAppendix?: boolean
}

/** A finished build, to print or to serve. */
export interface FinishedBuild {
  /** Holds the static site and nothing else. */
  readonly site: string
  readonly deck: Deck
}

/** The result of a build. A failure loses its class on the way from one thread to another. */
export type Outcome
  = | { readonly deck: Deck, readonly failure?: never }
    | { readonly failure: { readonly kind: FailureKind, readonly message: string } }

/**
 * Stops what would hand on a deck that is unproved, or in which somebody found something that the article does not support.
 * @throws {Failure} of kind `content`
 */
export function assertProved({ problems }: Deck): void {
  if (problems !== undefined)
    throw new Failure('content', problems)
}

/**
 * Stops what would publish a deck that nobody has read as it is.
 * @throws {Failure} of kind `content`
 */
export function assertReviewed({ review }: Deck): void {
  if (review !== undefined && review.unread > 0)
    throw new Failure('content', `${review.unread} of the deck’s ${review.items} items have not been read against the article as they are. Read them: npm run review -- path/to/article.txt. npm run prove lists them. To build all the same, with a mark on every slide: --draft.`)
}
