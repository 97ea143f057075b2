/** Matches words with an article, by its fingerprint alone. */
import type { Fingerprint } from './source.ts'
import type { Token } from './text.ts'
import { hashLength, hashQuoted, hashRuns, paragraphOf, runLength } from './source.ts'
import { bareWord, bareWords, clean, isWord, tokenise } from './text.ts'

/** Words of a text that are the article's, in the article's order. */
interface CopiedWords {
  readonly words: string
  /** How many there are; a proper name counts as one. */
  readonly count: number
  /** From 1; 0: what comes before the body. */
  readonly paragraph: number
  /** Where they are in the cleaned text, in UTF-16 units: [start, end). */
  readonly start: number
  readonly end: number
}

/** The paragraphs that have a string in quotation marks, whole or as a whole sentence, in the order of the article. 0: what comes before the body. */
export function paragraphsThatQuote(print: Fingerprint, tokens: readonly Token[]): number[] {
  const hash = hashQuoted(tokens)
  return Array.from({ length: print.paragraphs.length + 1 }, (_, paragraph) => paragraph)
    .filter(paragraph => paragraphOf(print, paragraph)?.quoted.includes(hash))
}

/** The longest run of words of a text that the article has, whatever their case and punctuation; of equally long ones, that in `paragraph`. */
export function nearest(print: Fingerprint, text: string, paragraph?: number): CopiedWords | undefined {
  return sharedRuns(print, text, paragraph)[0]
}

/**
 * Where a text has `least` or more words in a row from the article, whatever their case and punctuation. Each of `names` counts as one
 * word, however many it has.
 */
export function copiedWords(print: Fingerprint, text: string, least: number, names: readonly (readonly string[])[]): CopiedWords[] {
  return sharedRuns(print, text)
    .map(found => ({ ...found, count: countWords(bareWords(found.words), names) }))
    .filter(({ count }) => count >= least)
}

/** How many words there are if each name counts as one; longer names come first. */
function countWords(words: readonly string[], names: readonly (readonly string[])[]): number {
  let count = 0
  for (let i = 0; i < words.length; count++)
    i += names.find(name => name.every((word, k) => words[i + k] === word))?.length ?? 1
  return count
}

function sharedRuns(print: Fingerprint, text: string, preferred?: number): CopiedWords[] {
  const cleaned = clean(text)
  const tokens = tokenise(cleaned).filter(isWord)
  return sharedRunsIn(positionsIn(print), hashRuns(tokens.map(bareWord)), preferred).map(({ at, count, paragraph }) => {
    const [start, end] = [tokens[at]?.start ?? 0, tokens[at + count - 1]?.end ?? 0]
    return { words: cleaned.slice(start, end), count, paragraph, start, end }
  })
}

/** Where a hash is: in which paragraph, and which of its runs it belongs to, from 0. */
interface HashPosition {
  readonly paragraph: number
  readonly at: number
}

/** Words in a row that the article has too: where they begin in the text, and how many there are. */
interface SharedRun {
  readonly at: number
  readonly count: number
  readonly paragraph: number
}

type Positions = ReadonlyMap<string, readonly HashPosition[]>

const known = new WeakMap<Fingerprint, Positions>()

function positionsIn(print: Fingerprint): Positions {
  const positions = known.get(print) ?? makePositions([print.leading?.words ?? '', ...print.paragraphs.map(({ words }) => words)])
  known.set(print, positions)
  return positions
}

function makePositions(lists: readonly string[]): Positions {
  const positions = new Map<string, HashPosition[]>()
  for (const [paragraph, list] of lists.entries()) {
    for (let at = 0; at * hashLength < list.length; at++) {
      const hash = list.slice(at * hashLength, (at + 1) * hashLength)
      const places = positions.get(hash) ?? []
      places.push({ paragraph, at })
      positions.set(hash, places)
    }
  }
  return positions
}

/** The longest runs of `hashes` that the article has, longest first and none inside another; of equally long ones, those in the `preferred` paragraph first. */
function sharedRunsIn(positions: Positions, hashes: readonly string[], preferred?: number): SharedRun[] {
  const ended: SharedRun[] = []
  // Runs that the next hash may continue, by the position where the article has to have it.
  let open = new Map<string, SharedRun>()
  for (const [at, hash] of hashes.entries()) {
    const continued = new Map<string, SharedRun>()
    for (const position of positions.get(hash) ?? []) {
      const { paragraph } = position
      const here = `${paragraph}:${position.at}`
      const run = open.get(here) ?? { at, count: runLength - 1, paragraph }
      open.delete(here)
      continued.set(`${paragraph}:${position.at + 1}`, { ...run, count: run.count + 1 })
    }
    ended.push(...open.values())
    open = continued
  }
  ended.push(...open.values())

  const kept: SharedRun[] = []
  for (const run of ended.sort((a, b) => b.count - a.count || Number(b.paragraph === preferred) - Number(a.paragraph === preferred))) {
    if (!kept.some(other => other.at <= run.at && run.at + run.count <= other.at + other.count))
      kept.push(run)
  }
  return kept
}
