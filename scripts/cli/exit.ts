/** How a command ends: its exit code, and its message to the person who must fix what went wrong. */
import type { FailureKind } from '../../deck/failure.ts'
import { codeOf, Failure } from '../../deck/failure.ts'

/** One exit code per kind of failure, so that a script or a CI job can tell them apart without reading the message. */
export const exitCodes = {
  /** A bug of ours. */
  internal: 1,
  /** An option or argument is wrong. */
  usage: 2,
  /** The deck or its evidence is wrong: an overflow, an error on a slide, an unproved quotation. */
  content: 3,
  /** No browser could be found or started, or it crashed. */
  browser: 4,
  /** An output could not be written, or an input not read. */
  file: 5,
  /** `--timeout` ran out. */
  timeout: 6,
  /** The build failed. */
  build: 7,
} as const satisfies Record<FailureKind | 'internal', number>

/** Why the system refused to write, in words. */
const refusals: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'your share of the disk is used up',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'part of the path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long',
}

/** Codes that only writing can cause. */
const refusalsToWrite: ReadonlySet<string> = new Set(['EROFS', 'ENOSPC', 'EDQUOT'])

/** A full disk, in the words of programs in other languages that the bundler passes on. */
const fullDisk = /ENOSPC|No space left on device|os error (?:28|112)\b/

/**
 * The failure behind an error of writing; nothing for any other error.
 * @param error what was thrown
 * @param path what was to be written, if that is known
 */
export function fileFailure(error: unknown, path?: string): Failure | undefined {
  if (!(error instanceof Error))
    return undefined
  const code = codeOf(error) ?? ''
  const where = path ?? ('path' in error ? String(error.path) : 'The output')
  const isCertain = path !== undefined || refusalsToWrite.has(code)
  const reason = (isCertain ? refusals[code] : undefined) ?? (fullDisk.test(error.message) ? refusals.ENOSPC : undefined)
  return reason === undefined ? undefined : new Failure('file', `${where} cannot be written: ${reason}. What was there is unchanged.`, { cause: error })
}

/** Prints what went wrong to standard error, with a stack only where it is our bug, and returns the exit code. */
export function report(error: unknown): number {
  const failure = error instanceof Failure ? error : fileFailure(error)
  console.error(failure ? failure.message : error)
  return exitCodes[failure?.kind ?? 'internal']
}
