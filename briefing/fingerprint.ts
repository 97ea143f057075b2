/**
 * Proves words against an article whose text is not here.
 *
 * A fingerprint is, paragraph by paragraph, the ordered list of truncated SHA-256 hashes of every run of four tokens (a shorter paragraph:
 * of the whole of it), read as `text.ts` reads. Words stand in a paragraph if the hashes of all their runs stand there one after the other. A second
 * list, of runs of four words without case and punctuation, tells where a text of ours follows the article's wording.
 *
 * A hash is cut to 48 bits: in an article of a million runs, a run that is not in it passes for one that is once in 300 million times, and a
 * quotation of n tokens needs n - 3 such accidents in a row. It is a checksum that keeps the text out of sight, not a cipher: since the runs
 * overlap, whoever has a few words of the article and a word list can guess the next ones and have the hashes confirm them.
 */
import type { TextQuoteSelector } from './model.ts'
import type { Token } from './text.ts'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bareWord, blocksOf, clean, nestedQuotedStrings, tokenise } from './text.ts'

/** How many tokens, or words, a hashed run has. Fewer could be guessed one by one; more would leave more selectors without proof. */
export const runLength = 4

/** Characters of base64url in a hash: 48 bits. */
const hashLength = 8

/** What stands between two quotation marks: all of it, [from, to) in tokens, and without the punctuation at its ends. */
export interface QuotedTokens {
  readonly from: number
  readonly to: number
  readonly wordsFrom: number
  readonly wordsTo: number
}

/** What is kept of one paragraph. Tokens are counted from 0. */
export interface ParagraphFingerprint {
  /** How many tokens it has. */
  readonly tokens: number
  /** The hashes of its runs of tokens, one after the other, eight characters each. */
  readonly runs: string
  /** The same of its runs of words, without case and punctuation. */
  readonly words: string
  /** The strings in quotation marks. */
  readonly quoted: readonly QuotedTokens[]
  /** Tokens that are hyphens inside a word. */
  readonly hyphens: readonly number[]
}

/** What is kept of an article. */
export interface Fingerprint {
  /** Of the article's file, byte by byte; hexadecimal. */
  readonly sha256: string
  /** Caption, headline, standfirst and the like, which stand over the body and are not counted; together, as one block. */
  readonly leading: ParagraphFingerprint | null
  /** How many blocks of the file that was. */
  readonly leadingBlocks: number
  /** The body. ¶1 is the first. */
  readonly paragraphs: readonly ParagraphFingerprint[]
}

/** An article's citation and fingerprint, as `source.json` holds them; `null` is what the article does not give. */
export interface Source extends Fingerprint {
  readonly title: string | null
  readonly outlet: string | null
  readonly author: string | null
  readonly date: string | null
  readonly url: string | null
}

/** Where words stand: paragraph from 1 (0: what stands over the body), and [from, to) in its tokens. */
export interface Occurrence {
  readonly paragraph: number
  readonly from: number
  readonly to: number
  /** Whether the article has them in quotation marks there, has them without, or they run across a mark that they do not show. */
  readonly marks: 'inside' | 'outside' | 'across'
  /** Whether they begin and end where a string in quotation marks does. */
  readonly opens: boolean
  readonly closes: boolean
}

/** The longest run of a selector's words that the article has. */
export interface Nearest {
  readonly words: string
  /** From 1; 0: what stands over the body. */
  readonly paragraph: number
  /** Whether they only match when case and punctuation are set aside. */
  readonly loosely: boolean
}

/** What `locate` found out. */
export type Located
  = | { readonly kind: 'found', readonly place: Occurrence }
    /** There is no paragraph of that number. */
    | { readonly kind: 'noParagraph' }
    /** Selector and context have fewer tokens than a hashed run; nothing can be said. */
    | { readonly kind: 'tooShort', readonly tokens: number }
    /** The words stand elsewhere, not in the paragraph named. */
    | { readonly kind: 'elsewhere', readonly places: readonly Occurrence[] }
    /** They stand in more than one place, and the context does not say which. */
    | { readonly kind: 'ambiguous', readonly places: readonly Occurrence[] }
    /** They begin or end inside a hyphenated word. */
    | { readonly kind: 'cut', readonly place: Occurrence }
    | { readonly kind: 'missing', readonly nearest?: Nearest }

/** Words of ours that are the article's: how many in a row, proper names counted as one, and where. */
export interface CopiedRun {
  readonly words: string
  readonly count: number
  /** From 1; 0: what stands over the body. */
  readonly paragraph: number
  /** Where the run stands in the cleaned text, in UTF-16 units: [start, end). */
  readonly start: number
  readonly end: number
}

/**
 * The fingerprint of an article's text, as read from its file (with the byte order mark, if it has one), whose first `leadingBlocks` blocks
 * stand over the body.
 * @throws RangeError if there are not that many, or no body is left.
 */
export function fingerprint(text: string, { leadingBlocks }: { leadingBlocks: number }): Fingerprint {
  const blocks = blocksOf(text)
  if (!Number.isInteger(leadingBlocks) || leadingBlocks < 0 || leadingBlocks >= blocks.length)
    throw new RangeError(`of ${blocks.length} blocks ${leadingBlocks} cannot be leading ones: at least one must be left for the body`)
  return {
    sha256: bytesToHex(sha256(utf8ToBytes(text))),
    leading: leadingBlocks === 0 ? null : fingerprintOf(blocks.slice(0, leadingBlocks).join('\n')),
    leadingBlocks,
    paragraphs: blocks.slice(leadingBlocks).map(fingerprintOf),
  }
}

function fingerprintOf(block: string): ParagraphFingerprint {
  const tokens = tokenise(block)
  return {
    tokens: tokens.length,
    runs: hashRuns(tokens.map(token => token.text)).join(''),
    words: hashRuns(tokens.map(bareWord).filter(Boolean)).join(''),
    quoted: quotedTokens(block, tokens),
    hyphens: tokens.flatMap((token, i) => token.joins ? [i] : []),
  }
}

function quotedTokens(block: string, tokens: readonly Token[]): QuotedTokens[] {
  let passed = 0
  const countBefore = (position: number): number => {
    while (passed > 0 && (tokens[passed - 1]?.start ?? 0) >= position)
      passed--
    while ((tokens[passed]?.start ?? Infinity) < position)
      passed++
    return passed
  }
  return nestedQuotedStrings(block).flatMap(({ start, end }) => {
    const [from, to] = [countBefore(start), countBefore(end)]
    let [wordsFrom, wordsTo] = [from, to]
    while (wordsFrom < wordsTo && isPunctuation(tokens[wordsFrom]))
      wordsFrom++
    while (wordsFrom < wordsTo && isPunctuation(tokens[wordsTo - 1]))
      wordsTo--
    return wordsFrom < wordsTo ? [{ from, to, wordsFrom, wordsTo }] : []
  })
}

function isPunctuation(token: Token | undefined): boolean {
  return token !== undefined && bareWord(token) === ''
}

/** Of every run; of the whole, if it is shorter than one; none of nothing. */
function hashRuns(tokens: readonly string[]): string[] {
  if (tokens.length < runLength)
    return tokens.length === 0 ? [] : [hash(tokens.join(' '))]
  return Array.from({ length: tokens.length - runLength + 1 }, (_, i) => hash(tokens.slice(i, i + runLength).join(' ')))
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function hash(run: string): string {
  const bytes = sha256(utf8ToBytes(run))
  let text = ''
  for (let i = 0; i < 6; i += 3) {
    const bits = (bytes[i] ?? 0) << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0)
    for (let shift = 18; shift >= 0; shift -= 6)
      text += base64url.charAt(bits >> shift & 63)
  }
  return text
}

/**
 * Every place where `exact` stands with the context that the selector gives it, in the order of the article.
 * A selector of fewer than four tokens can only be a whole paragraph of that length.
 */
export function placesOf(print: Fingerprint, { exact, prefix = '', suffix = '' }: TextQuoteSelector): Occurrence[] {
  const [before, own, after] = [prefix, exact, suffix].map(part => tokenise(clean(part)).map(token => token.text))
  if (before === undefined || own === undefined || after === undefined || own.length === 0)
    return []
  const all = [...before, ...own, ...after]
  const shown = marksShown(exact)
  return indexed(print, 'runs').places(hashRuns(all)).flatMap(({ paragraph, at }) => {
    const found = paragraphOf(print, paragraph)
    if (found === undefined)
      return []
    const from = at + before.length
    return [{ paragraph, from, to: from + own.length, ...marksAt(found, from, from + own.length, shown) }]
  })
}

/**
 * Whether the words of a quotation stand in the paragraph it names and in one place only. Prefix and suffix are whole words and must match to
 * the last one. Words that also stand in an identical paragraph count as one place, since no context could part them. Paragraphs count from 1;
 * 0 is what stands over the body.
 */
export function locate(print: Fingerprint, selector: TextQuoteSelector & { readonly paragraph: number }): Located {
  const named = paragraphOf(print, selector.paragraph)
  if (named === undefined)
    return { kind: 'noParagraph' }
  const tokens = [selector.prefix, selector.exact, selector.suffix].reduce((sum, part) => sum + tokenise(clean(part ?? '')).length, 0)
  const places = placesOf(print, selector)
  const here = places.filter(place => place.paragraph === selector.paragraph)
  const [place] = here
  if (place === undefined) {
    if (places.length > 0)
      return { kind: 'elsewhere', places }
    if (tokens < runLength)
      return { kind: 'tooShort', tokens }
    const found = nearest(print, selector)
    return found ? { kind: 'missing', nearest: found } : { kind: 'missing' }
  }
  if (here.length > 1 || places.some(other => other.paragraph !== selector.paragraph && paragraphOf(print, other.paragraph)?.runs !== named.runs))
    return { kind: 'ambiguous', places }
  return isCut(named, place) ? { kind: 'cut', place } : { kind: 'found', place }
}

/** Whether words begin or end at a hyphen inside a word. */
export function isCut({ hyphens }: ParagraphFingerprint, { from, to }: Occurrence): boolean {
  return [from - 1, from, to - 1, to].some(token => hyphens.includes(token))
}

/** The paragraph of that number, from 1; 0: what stands over the body. */
export function paragraphOf(print: Fingerprint, paragraph: number): ParagraphFingerprint | undefined {
  return paragraph === 0 ? print.leading ?? undefined : print.paragraphs[paragraph - 1]
}

/** The longest run of four or more of the selector's words that the article has, first in the paragraph it names, and if that has more of them without case and punctuation, those. */
export function nearest(print: Fingerprint, { exact, prefix = '', suffix = '', paragraph }: TextQuoteSelector & { readonly paragraph?: number }): Nearest | undefined {
  const text = clean([prefix, exact, suffix].filter(Boolean).join(' '))
  const tokens = tokenise(text)
  const words = tokens.filter(token => bareWord(token) !== '')
  const strict = indexed(print, 'runs').runs(hashRuns(tokens.map(token => token.text)), paragraph)[0]
  const loose = indexed(print, 'words').runs(hashRuns(words.map(bareWord)), paragraph)[0]
  const strictWords = strict === undefined ? 0 : tokens.slice(strict.at, strict.at + strict.count).filter(token => bareWord(token) !== '').length
  const loosely = loose !== undefined && loose.count > strictWords
  const run = loosely ? loose : strict
  const list = loosely ? words : tokens
  const [first, last] = [list[run?.at ?? Number.NaN], list[(run?.at ?? Number.NaN) + (run?.count ?? 0) - 1]]
  return run && first && last ? { words: text.slice(first.start, last.end), paragraph: run.paragraph, loosely } : undefined
}

/**
 * Where `text` has `least` or more words in a row from the article, case and punctuation aside. Each of `properNames` counts as one word,
 * however many it has.
 */
export function copiedRuns(print: Fingerprint, text: string, least: number, properNames: readonly string[]): CopiedRun[] {
  const cleaned = clean(text)
  const tokens = tokenise(cleaned).filter(token => bareWord(token) !== '')
  const words = tokens.map(bareWord)
  const names = properNames.map(name => tokenise(clean(name)).map(bareWord).filter(Boolean)).filter(name => name.length > 1).sort((a, b) => b.length - a.length)
  return indexed(print, 'words').runs(hashRuns(words)).flatMap(({ at, count: length, paragraph }) => {
    let count = 0
    for (let i = at; i < at + length; count++)
      i += names.find(name => i + name.length <= at + length && name.every((word, k) => words[i + k] === word))?.length ?? 1
    const [first, last] = [tokens[at], tokens[at + length - 1]]
    return first && last && count >= least ? [{ words: cleaned.slice(first.start, last.end), count, paragraph, start: first.start, end: last.end }] : []
  })
}

/**
 * The selector that finds one string of the article and nothing else: its words, and as few words before them, then behind them, as that takes.
 * `block` is the paragraph's cleaned text, where the string stands at [start, end); `paragraph` its number.
 */
export function selectorFor(print: Fingerprint, block: string, { start, end }: { readonly start: number, readonly end: number }, paragraph: number): TextQuoteSelector {
  const tokens = tokenise(block)
  const first = tokens.findIndex(token => token.start >= start)
  const next = tokens.findIndex(token => token.start >= end)
  const behind = next < 0 ? 0 : tokens.length - next
  const spaced = (from: number, to: number): string => block.slice(from, to).replace(/\s+/g, ' ')
  const exact = spaced(start, end)
  const candidate = (before: number, after: number): TextQuoteSelector => {
    const prefix = before === 0 ? '' : spaced(tokens[first - before]?.start ?? 0, start)
    const suffix = after === 0 ? '' : spaced(end, tokens[next + after - 1]?.end ?? block.length)
    return { exact, ...(prefix && { prefix }), ...(suffix && { suffix }) }
  }
  for (let context = 0; context < first + behind; context++) {
    const opening = tokens[first - context]
    if (context > 0 && opening && bareWord(opening) === '')
      continue
    const selector = candidate(Math.min(context, first), Math.max(context - first, 0))
    if (locate(print, { ...selector, paragraph }).kind === 'found')
      return selector
  }
  return candidate(first, behind)
}

/** The strings in quotation marks inside `exact` itself, as "from-to" in its tokens; not the marks around the whole of it. */
function marksShown(exact: string): ReadonlySet<string> {
  const cleaned = clean(exact)
  const tokens = tokenise(cleaned)
  return new Set(quotedTokens(cleaned, tokens).filter(({ from, to }) => from > 0 || to < tokens.length).map(({ wordsFrom, wordsTo }) => `${wordsFrom}-${wordsTo}`))
}

function marksAt({ quoted }: ParagraphFingerprint, from: number, to: number, shown: ReadonlySet<string>): Pick<Occurrence, 'marks' | 'opens' | 'closes'> {
  const around = quoted.filter(marks => marks.from <= from && to <= marks.to)
  const crossed = quoted
    .filter(marks => marks.wordsFrom < to && from < marks.wordsTo && !around.includes(marks))
    .map(marks => `${Math.max(marks.wordsFrom, from) - from}-${Math.min(marks.wordsTo, to) - from}`)
  const isShown = crossed.length === shown.size && crossed.every(marks => shown.has(marks))
  return {
    marks: !isShown ? 'across' : around.length > 0 ? 'inside' : 'outside',
    opens: around.some(marks => from <= marks.wordsFrom),
    closes: around.some(marks => marks.wordsTo <= to),
  }
}

/** A run of consecutive hashes that stands in the article: `at` and `count` in the tokens or words asked about. */
interface Run {
  readonly at: number
  readonly count: number
  readonly paragraph: number
}

/** Finds hashes in all paragraphs at once. */
interface Index {
  /** Where all `hashes` stand one after the other in one paragraph; `at` from 0. */
  readonly places: (hashes: readonly string[]) => { paragraph: number, at: number }[]
  /** The longest runs of consecutive `hashes` that stand somewhere, longest first, none inside another; of equal ones that in the `preferred` paragraph. */
  readonly runs: (hashes: readonly string[], preferred?: number) => Run[]
}

const indexes = new WeakMap<Fingerprint, Partial<Record<'runs' | 'words', Index>>>()

function indexed(print: Fingerprint, list: 'runs' | 'words'): Index {
  const known = indexes.get(print) ?? {}
  indexes.set(print, known)
  return known[list] ??= index([print.leading?.[list] ?? '', ...print.paragraphs.map(paragraph => paragraph[list])])
}

function index(lists: readonly string[]): Index {
  const all = lists.join('')
  const starts = lists.map(() => 0)
  for (let i = 1; i < lists.length; i++)
    starts[i] = (starts[i - 1] ?? 0) + (lists[i - 1] ?? '').length / hashLength
  const positions = new Map<string, number[]>()
  for (let position = 0; position * hashLength < all.length; position++) {
    const hash = all.slice(position * hashLength, (position + 1) * hashLength)
    const known = positions.get(hash)
    if (known)
      known.push(position)
    else
      positions.set(hash, [position])
  }

  const positionsOf = (wanted: string): readonly number[] => positions.get(wanted) ?? []
  const paragraphAt = (position: number): number => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= position)
        low = middle
      else
        high = middle - 1
    }
    return low
  }

  return {
    places: ([first, ...rest]) => first === undefined
      ? []
      : positionsOf(first)
          .filter(position => all.startsWith(rest.join(''), (position + 1) * hashLength) && paragraphAt(position) === paragraphAt(position + rest.length))
          .map(position => ({ paragraph: paragraphAt(position), at: position - (starts[paragraphAt(position)] ?? 0) })),
    runs: (hashes, preferred) => {
      const ended: Run[] = []
      // Runs that are still going on, by the position that would carry them on.
      let open = new Map<number, Run>()
      for (const [at, wanted] of [...hashes, ''].entries()) {
        const going = new Map<number, Run>()
        for (const position of wanted === '' ? [] : positionsOf(wanted)) {
          const run = open.get(position)
          open.delete(position)
          const paragraph = paragraphAt(position)
          const longer = run?.paragraph === paragraph ? { ...run, count: run.count + 1 } : { at, count: runLength, paragraph }
          if (run && run.paragraph !== paragraph)
            ended.push(run)
          going.set(position + 1, longer)
        }
        ended.push(...open.values())
        open = going
      }
      const kept: Run[] = []
      for (const run of ended.sort((a, b) => b.count - a.count || Number(b.paragraph === preferred) - Number(a.paragraph === preferred))) {
        if (!kept.some(other => other.at <= run.at && run.at + run.count <= other.at + other.count))
          kept.push(run)
      }
      return kept
    },
  }
}
