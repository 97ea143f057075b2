/** Reads an article, and the `briefing/source.json` that is made from it. Each thing that can be wrong with a file has its own message. */
import type { Buffer } from 'node:buffer'
import type { Fingerprint, ParagraphFingerprint, Source } from '../briefing/source.ts'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../briefing/record.ts'
import { citationKeys, factLength, hashLength } from '../briefing/source.ts'
import { codeOf, Failure } from './failure.ts'

/** Where the evidence is, from the deck's folder. */
export const evidencePath = 'briefing/evidence.ts'
/** Where the citation and fingerprint are, from the deck's folder. */
export const sourcePath = join('briefing', 'source.json')
/** An article has some ten thousand characters, a book some five hundred thousand. */
const mostBytes = 5_000_000
const longestLine = 50_000
const remedy = 'make it from the article: npm run fingerprint -- path/to/article.txt'

/**
 * Reads the citation and fingerprint of the deck in `root`.
 * @throws {Failure} of kind `file` if there is none, or the file is something else
 */
export function readSource(root: string): Source {
  let json: string
  try {
    json = readFileSync(join(root, sourcePath), 'utf8')
  }
  catch (error) {
    throw new Failure('file', codeOf(error) === 'ENOENT' ? `${sourcePath} isn’t there: ${remedy}` : `${sourcePath} cannot be read (${codeOf(error)}): ${remedy}`, { cause: error })
  }
  let source: unknown
  try {
    source = JSON.parse(json)
  }
  catch (error) {
    throw new Failure('file', `${sourcePath} is damaged: ${remedy}`, { cause: error })
  }
  if (!isSource(source))
    throw new Failure('file', `${sourcePath} is not a fingerprint, or an older kind: ${remedy}`)
  return source
}

/**
 * Reads an article's text, with its byte order mark, so that the text still has every byte of the file.
 * @throws {Failure} of kind `file` if it is no file, or no text in UTF-8
 */
export function readArticle(path: string): string {
  let bytes: Buffer
  try {
    if (statSync(path).size > mostBytes)
      throw new Failure('file', `${path}: has more than 5 MB, which no article has; give the text of one article`)
    bytes = readFileSync(path)
  }
  catch (error) {
    if (error instanceof Failure)
      throw error
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'is a directory; give the article’s text file', EACCES: 'may not be read; change its permissions' }
    throw new Failure('file', `${path}: ${reasons[codeOf(error) ?? ''] ?? `cannot be read (${codeOf(error)})`}`, { cause: error })
  }
  if (bytes.length === 0)
    throw new Failure('file', `${path}: is empty`)
  if (bytes.includes(0))
    throw new Failure('file', `${path}: is binary, or text in UTF-16; save the article as plain text in UTF-8`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  }
  catch (error) {
    throw new Failure('file', `${path}: is not in UTF-8; save the article as plain text in UTF-8`, { cause: error })
  }
  const reason = whyNoProse(text)
  if (reason !== undefined)
    throw new Failure('file', `${path}: is no prose: ${reason}; give the article as plain text, with nothing else in the file`)
  return text
}

/** Why a text cannot be an article's. Looking for quotations in such a text could take hours. */
function whyNoProse(text: string): string | undefined {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  const letters = count(/[\p{L}\p{M}\p{N}]/gu)
  if (letters === 0)
    return undefined
  if (letters < count(/\S/g) / 2)
    return 'most of it is not letters'
  if (count(/[\p{Quotation_Mark}`´′″]/gu) > 50 + letters / 10)
    return 'there is a quotation mark to every few letters'
  if (text.split('\n').some(line => line.length > longestLine))
    return `it has a line of more than ${longestLine} characters`
  return undefined
}

/** Whether two paragraphs have the same tokens. */
export function samePrint(a: ParagraphFingerprint | null | undefined, b: ParagraphFingerprint | null | undefined): boolean {
  return a?.whole === b?.whole
}

/** Whether two articles have the same tokens, paragraph by paragraph. */
export function sameArticle(a: Fingerprint, b: Fingerprint): boolean {
  return samePrint(a.leading, b.leading) && a.paragraphs.length === b.paragraphs.length && a.paragraphs.every((paragraph, i) => samePrint(paragraph, b.paragraphs[i]))
}

function isSource(value: unknown): value is Source {
  return isRecord(value)
    && citationKeys.every(key => value[key] === null || typeof value[key] === 'string')
    && typeof value.sha256 === 'string'
    && Number.isInteger(value.leadingBlocks)
    && (value.leading === null || isParagraph(value.leading))
    && Array.isArray(value.paragraphs) && value.paragraphs.length > 0 && value.paragraphs.every(isParagraph)
}

function isParagraph(value: unknown): value is ParagraphFingerprint {
  return isRecord(value)
    && typeof value.whole === 'string'
    && Array.isArray(value.quoted) && value.quoted.every(hash => typeof hash === 'string')
    && typeof value.words === 'string' && value.words.length % hashLength === 0
    && typeof value.facts === 'string' && value.facts.length % factLength === 0
}
