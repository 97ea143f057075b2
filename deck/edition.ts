/** Which state of the deck this is: shown on the last slide and carried by the PDF, so that a printed page can be traced to its source. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { sourceDate } from './source-date.ts'
import { readSource } from './source.ts'

/** A state of the deck. */
export interface Edition {
  /** The last commit that touched the deck's folder, ten hexadecimal digits; null where there is none. */
  readonly commit: string | null
  /** Whether there are changes that are in no commit. */
  readonly dirty: boolean
  /** Of the article that the deck was made from. */
  readonly sha256: string
  /** ISO 8601; `SOURCE_DATE_EPOCH`, else of the commit, else of the slides' last change. */
  readonly date: string
  /** Commit and mark in a few words. */
  readonly label: string
}

/**
 * The edition of the deck in `root`, in a git checkout or not.
 * @throws {Failure} of kind `file` if the article's fingerprint cannot be read.
 */
export function edition(root: string): Edition {
  // Ten digits whatever the clone: git's own abbreviation grows with the number of objects that a clone happens to hold.
  const commit = git(root, ['log', '-1', '--format=%H', '--', '.'])?.slice(0, 10) ?? null
  const dirty = commit !== null && git(root, ['status', '--porcelain', '--', '.']) !== undefined
  return {
    commit,
    dirty,
    sha256: readSource(root).sha256,
    date: sourceDate(join(root, 'slides.md')).toISOString(),
    label: commit === null ? 'not under version control' : dirty ? `${commit} with uncommitted changes` : commit,
  }
}

/** What git prints; nothing, if it has nothing to say, does not know the folder or is not there. Takes no lock that a commit could want. */
function git(root: string, command: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['--no-optional-locks', ...command], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
  }
  catch {
    return undefined
  }
}
