/**
 * The content of `source.json`: an article's citation, and a fingerprint in place of its text.
 *
 * Of each paragraph, a fingerprint keeps four things:
 * - one hash of the whole, to recognise it;
 * - a hash of every string in quotation marks, to prove a quotation: it is so long that no other words fit it;
 * - in order, a hash of every run of eight words without case and punctuation, to find words that a text of ours copies;
 * - hashes of 12 bits of its facts (see `facts.ts`), to compare a paraphrase with.
 *
 * The fingerprint keeps the text out of sight, but it is a checksum and not a cipher. Runs overlap, so anyone who has eight of the article's words in
 * a row can guess the next ones and check each guess; and a word list finds a string in quotation marks of one or two words. Twelve bits fit one
 * word in 4096: enough to check a fact, too little to find it.
 */
import type { Token } from './text.ts'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { factsOfParagraph, namedOutsideQuotations } from './facts.ts'
import { bareWord, blocksOf, isWord, nestedQuotedStrings, sentencesOf, tokenise, withoutEnd } from './text.ts'

/** How many words are hashed together. From hashes of fewer words, somebody could put the article together again. */
export const runLength = 8

/** Characters of base64url in the hash of a run: 48 bits. */
export const hashLength = 8
/** Characters in the hash of a string in quotation marks or of a paragraph: 144 bits. */
const strongLength = 24
/** Characters in the hash of a fact: 12 bits. */
export const factLength = 2

/** What is kept of one paragraph. */
export interface ParagraphFingerprint {
  /** The hash of all its tokens. */
  readonly whole: string
  /** The hashes of its strings in quotation marks: each as it is, without punctuation at its end, and sentence by sentence. */
  readonly quoted: readonly string[]
  /** The hashes of its runs of words, in order and joined: eight characters each. */
  readonly words: string
  /** The hashes of its facts, sorted and joined: two characters each. */
  readonly facts: string
}

/** What is kept of an article. */
export interface Fingerprint {
  /** Of the article's file, byte by byte; hexadecimal. */
  readonly sha256: string
  /** What comes before the body and is not counted (caption, headline, standfirst), as one block. */
  readonly leading: ParagraphFingerprint | null
  /** How many blocks of the file that was. */
  readonly leadingBlocks: number
  /** The numbers, from 1, of later blocks that are not paragraphs, such as crossheads. `leading` has their words too. */
  readonly skippedBlocks?: readonly number[]
  /** The body. ¶1 is the first. */
  readonly paragraphs: readonly ParagraphFingerprint[]
}

/** The parts of an article's citation, in their order. */
export const citationKeys = ['title', 'outlet', 'author', 'date', 'url'] as const

/** An article's citation; `null` is what the article does not say. */
export type Citation = Readonly<Record<typeof citationKeys[number], string | null>>

/** An article's citation and fingerprint. */
export interface Source extends Fingerprint, Citation {}

/**
 * Makes the fingerprint of an article.
 * @param text as read from the article's file, with its byte order mark if it has one
 * @param options which blocks are not paragraphs
 * @param options.leadingBlocks how many blocks come before the body
 * @param options.skippedBlocks the numbers of later blocks that are not paragraphs
 * @throws {RangeError} if there are not that many blocks, or none is left for the body
 */
export function fingerprint(text: string, { leadingBlocks, skippedBlocks = [] }: { leadingBlocks: number, skippedBlocks?: readonly number[] }): Fingerprint {
  const blocks = blocksOf(text)
  if (!Number.isInteger(leadingBlocks) || leadingBlocks < 0 || leadingBlocks >= blocks.length)
    throw new RangeError(`${leadingBlocks} of ${blocks.length} blocks cannot be leading ones: at least one must be left for the body`)
  const outside = overBody(blocks, { leadingBlocks, skippedBlocks })
  return {
    sha256: bytesToHex(sha256(utf8ToBytes(text))),
    leading: outside === '' ? null : fingerprintOf(outside),
    leadingBlocks,
    ...skippedBlocks.length > 0 && { skippedBlocks },
    paragraphs: fingerprintsOf(bodyOf(blocks, { leadingBlocks, skippedBlocks })),
  }
}

/** Which blocks of an article are not paragraphs. */
export type BlockLayout = Pick<Fingerprint, 'leadingBlocks' | 'skippedBlocks'>

function isParagraph(i: number, { leadingBlocks, skippedBlocks = [] }: BlockLayout): boolean {
  return i >= leadingBlocks && !skippedBlocks.includes(i + 1)
}

/** The blocks that are paragraphs, in order. */
export function bodyOf(blocks: readonly string[], layout: BlockLayout): string[] {
  return blocks.filter((_, i) => isParagraph(i, layout))
}

/** All other blocks, as one: what is over the body and between its paragraphs. */
export function overBody(blocks: readonly string[], layout: BlockLayout): string {
  return blocks.filter((_, i) => !isParagraph(i, layout)).join('\n')
}

/** The paragraph of that number, from 1; 0 is what is over the body. */
export function paragraphOf(print: Fingerprint, paragraph: number): ParagraphFingerprint | undefined {
  return paragraph === 0 ? print.leading ?? undefined : print.paragraphs[paragraph - 1]
}

function fingerprintsOf(body: readonly string[]): ParagraphFingerprint[] {
  let before: readonly string[] = []
  return body.map((block) => {
    const print = fingerprintOf(block, before)
    const named = namedOutsideQuotations(block)
    before = named.length > 0 ? named : before
    return print
  })
}

function fingerprintOf(block: string, before: readonly string[] = []): ParagraphFingerprint {
  const tokens = tokenise(block)
  return {
    whole: hash('paragraph', tokens.map(token => token.text).join(' '), strongLength),
    quoted: [...new Set(nestedQuotedStrings(block).flatMap(({ text }) => hashesOfQuoted(text)))].sort(),
    words: hashRuns(tokens.filter(isWord).map(bareWord)).join(''),
    facts: [...new Set(factsOfParagraph(block, before).map(hashFact))].sort().join(''),
  }
}

/** A quotation of a whole sentence is not cut short, so each sentence has a hash as well. */
function hashesOfQuoted(text: string): string[] {
  return [text, ...sentencesOf(text).map(({ start, end }) => text.slice(start, end))].flatMap((part) => {
    const tokens = tokenise(part)
    return tokens.some(isWord) ? [tokens, withoutEnd(tokens)].map(hashQuoted) : []
  })
}

/** The hash of a string in quotation marks. */
export function hashQuoted(tokens: readonly Token[]): string {
  return hash('quoted', tokens.map(token => token.text).join(' '), strongLength)
}

/** The hashes of every run of words; none if there are fewer words than a run has. */
export function hashRuns(words: readonly string[]): string[] {
  return Array.from({ length: Math.max(words.length - runLength + 1, 0) }, (_, i) => hash('words', words.slice(i, i + runLength).join(' '), hashLength))
}

/** The hash of a fact, as `facts.ts` writes it. */
export function hashFact(fact: string): string {
  return hash('fact', fact, factLength)
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The first characters of a SHA-256 in base64url. The purpose is hashed too, so that hashes for different purposes never match. */
function hash(purpose: string, text: string, length: number): string {
  const bytes = sha256(utf8ToBytes(`${purpose}:${text}`))
  let characters = ''
  for (let i = 0; characters.length < length; i += 3) {
    const bits = (bytes[i] ?? 0) << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0)
    for (let shift = 18; shift >= 0 && characters.length < length; shift -= 6)
      characters += base64url.charAt(bits >> shift & 63)
  }
  return characters
}
