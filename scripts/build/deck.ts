/** What a build is asked for, and what the deck in it says of itself. */

import type { FailureKind } from '../../deck/failure.ts'

/** What to build, and where. */
export interface BuildOptions {
  /** The slides' Markdown file; everything else is found beside it. */
  readonly entry: string
  /** Where the site is put: a folder that does not exist yet. */
  readonly outDir: string
  /** Whether presenter notes go in. */
  readonly notes: boolean
  /** The path that the site will have on its host, with a slash at both ends. */
  readonly base?: string
  /** The address behind the download button; without it there is no button. */
  readonly download?: string
}

/** What a deck says of itself, so that whoever prints a build need not parse the slides again. */
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
  readonly fileName: string
  readonly slides: readonly DeckSlide[]
  /** Which state of the deck it is, and of which article. */
  readonly edition?: string
  /** The evidence for other tools, in JSON. */
  readonly evidence?: string
}

/** What a deck says of one slide. */
export interface DeckSlide {
  readonly title?: string
  /** Markdown, with Slidev's click markers. */
  readonly note?: string
  /** Slidev's `routeAlias`: a name that links to the slide may use. */
  readonly alias?: string
}

/** What a build comes to. A failure loses its class on the way from one thread to another. */
export type Outcome
  = | { readonly deck: Deck, readonly failure?: never }
    | { readonly failure: { readonly kind: FailureKind, readonly message: string } }
