/** What all rules share: the evidence and fingerprint that they compare with, and the form of a problem. */
import type { Briefing, Quotation, Speaker } from './model.ts'
import type { Source } from './source.ts'
import type { Token } from './text.ts'
import { bareWords, clean, outsideQuotations, quotedStrings, tokenise } from './text.ts'

/** Something to fix. */
export interface Problem {
  /** File and line, or slide. */
  readonly where: string
  /** What is wrong, what was expected, and what to do, over one or more lines. */
  readonly message: string
}

/** A text that a slide shows or a note says. */
export interface SlideText {
  readonly text: string
  readonly file: string
  /** Its first line in that file, from 1. */
  readonly line: number
  /** What it is, to go into a sentence: `text`, `heading`, `title of <QuoteCard>`. */
  readonly kind: string
  /** Of an attribute: the speakers whom its component names. */
  readonly speakers?: readonly Speaker[]
}

/** Tells where an entry of the evidence is: file and line. */
export type WhereIs = (collection: string, id: string) => string

/** An article's evidence and fingerprint, and what the rules often look up in them. */
export interface Basis {
  readonly evidence: Briefing
  readonly source: Source
  readonly quotations: readonly { readonly quotation: Quotation, readonly tokens: readonly Token[] }[]
  /** The title, and what it has in quotation marks, each as `keyOf` returns it. */
  readonly titles: ReadonlySet<string>
  /** The strings that may be in quotation marks without being quotations, as `keyOf` returns them. */
  readonly exceptions: ReadonlySet<string>
  /** The author's loaded words and phrases, word by word. */
  readonly loadedWords: readonly (readonly string[])[]
  /** The names that count as one word, word by word, longer ones first. The title is one too, and so is each part of it beside its quotation marks. */
  readonly names: readonly (readonly string[])[]
}

/** Makes the basis for an article's rules. */
export function basisOf(evidence: Briefing, source: Source): Basis {
  const title = clean(source.title ?? '')
  return {
    evidence,
    source,
    quotations: Object.values(evidence.quotations).map(quotation => ({ quotation, tokens: tokensOf(quotation.exact) })),
    titles: new Set([title, ...quotedStrings(title).map(({ text }) => text)].filter(text => text !== '').map(keyOf)),
    exceptions: new Set(evidence.quotationMarkExceptions.map(({ text }) => keyOf(text))),
    loadedWords: evidence.loadedWords.map(bareWords).filter(words => words.length > 0),
    names: [...evidence.properNames, title, ...outsideQuotations(title).map(({ text }) => text)].map(bareWords).filter(words => words.length > 1).sort((a, b) => b.length - a.length),
  }
}

/** The tokens of any text. */
export function tokensOf(text: string): Token[] {
  return tokenise(clean(text))
}

/** A key that is the same for texts that differ only in typography. */
export function keyOf(text: string): string {
  return tokensOf(text).map(token => token.text).join(' ')
}

/** The numbers of all paragraphs, and 0 for the part over the body. */
export function everywhere({ source }: Basis): number[] {
  return [0, ...source.paragraphs.map((_, i) => i + 1)]
}

/** A paragraph, to go into a sentence. */
export function paragraphName(paragraph: number): string {
  return paragraph === 0 ? 'the part over the body' : `¶${paragraph}`
}

/** A sentence that says which part of a text the article has. */
export function nearestTo({ words, paragraph }: { readonly words: string, readonly paragraph: number }): string {
  return `The longest part of it that the article has, whatever its capital letters and punctuation, is “${words}”, in ${paragraphName(paragraph)}.`
}
