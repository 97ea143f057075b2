import type { Buffer } from 'node:buffer'
/** Reads and writes `briefing/source.json`, and reads the article it is made from, with a message for everything that can be wrong with a file. */
import type { Fingerprint, ParagraphFingerprint, Source } from '../briefing/fingerprint.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, Failure } from './failure.ts'

/** Where it is, from the deck's folder. */
export const sourcePath = join('briefing', 'source.json')
const remedy = 'make it from the article: npm run fingerprint -- path/to/article.txt'

/**
 * The citation and fingerprint that `root` has.
 * @throws {Failure} of kind `file` if it isn't there or isn't one.
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
    throw new Failure('file', `${sourcePath} is not a fingerprint, or of an older form: ${remedy}`)
  return source
}

/**
 * An article's text, byte order mark included, so that its bytes can be told from it.
 * @throws {Failure} of kind `file` if it is no file, or no text in UTF-8.
 */
export function readArticle(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  }
  catch (error) {
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'is a directory; give the article’s text file', EACCES: 'may not be read; mend its permissions' }
    throw new Failure('file', `${path}: ${reasons[codeOf(error) ?? ''] ?? `cannot be read (${codeOf(error)})`}`, { cause: error })
  }
  if (bytes.length === 0)
    throw new Failure('file', `${path}: is empty`)
  if (bytes.includes(0))
    throw new Failure('file', `${path}: is binary, or text in UTF-16; save the article as plain text in UTF-8`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  }
  catch (error) {
    throw new Failure('file', `${path}: is not in UTF-8; save the article as plain text in UTF-8`, { cause: error })
  }
}

/** Whether two paragraphs have the same tokens. */
export function samePrint(a: ParagraphFingerprint | null | undefined, b: ParagraphFingerprint | null | undefined): boolean {
  return a?.runs === b?.runs
}

/** Whether two articles have the same tokens, paragraph by paragraph. */
export function sameArticle(a: Fingerprint, b: Fingerprint): boolean {
  return samePrint(a.leading, b.leading) && a.paragraphs.length === b.paragraphs.length && a.paragraphs.every((paragraph, i) => samePrint(paragraph, b.paragraphs[i]))
}

function isSource(value: unknown): value is Source {
  return isObject(value)
    && ['title', 'outlet', 'author', 'date', 'url'].every(key => value[key] === null || typeof value[key] === 'string')
    && typeof value.sha256 === 'string'
    && Number.isInteger(value.leadingBlocks)
    && (value.leading === null || isParagraph(value.leading))
    && Array.isArray(value.paragraphs) && value.paragraphs.length > 0 && value.paragraphs.every(isParagraph)
}

function isParagraph(value: unknown): value is ParagraphFingerprint {
  return isObject(value)
    && Number.isInteger(value.tokens)
    && [value.runs, value.words].every(hashes => typeof hashes === 'string' && hashes.length % 8 === 0)
    && Array.isArray(value.quoted) && value.quoted.every(marks => isObject(marks) && [marks.from, marks.to, marks.wordsFrom, marks.wordsTo].every(Number.isInteger))
    && Array.isArray(value.hyphens) && value.hyphens.every(Number.isInteger)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
