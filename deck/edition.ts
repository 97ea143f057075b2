/** Which state of the deck this is, and of what date, so that a printed page can be traced to its source. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { readSource } from './article.ts'

/** A state of the deck: the last slide shows it, and the PDF carries it. */
interface Edition {
  /** The last commit that changed the deck's folder, ten hexadecimal digits; `null` without one. */
  readonly commit: string | null
  /** Whether there are changes that are in no commit. */
  readonly dirty: boolean
  /** Of the article that the deck was made from. */
  readonly sha256: string
  /** ISO 8601; see `sourceDate`. */
  readonly date: string
  /** Commit and changes in a few words. */
  readonly label: string
}

/**
 * The edition of the deck in `root`, in a git repository or not.
 * @throws {Failure} of kind `file` if the article's fingerprint cannot be read
 */
export function edition(root: string): Edition {
  const commit = lastCommit(root)?.hash ?? null
  const dirty = commit !== null && git(root, 'status', '--porcelain', '--', '.') !== ''
  return {
    commit,
    dirty,
    sha256: readSource(root).sha256,
    date: sourceDate(join(root, 'slides.md')).toISOString(),
    label: commit === null ? 'not under version control' : dirty ? `${commit} with uncommitted changes` : commit,
  }
}

/**
 * The date that documents carry. It is the source's and not today's, so that the same source makes the same bytes on any day:
 * `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the last commit's, else that of the slides' last change.
 * @param entry the slides' Markdown file
 */
export function sourceDate(entry: string): Date {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? lastCommit(dirname(entry))?.epoch)
  return Number.isSafeInteger(epoch) && epoch > 0 ? new Date(epoch * 1000) : statSync(entry).mtime
}

function lastCommit(folder: string): { hash: string, epoch: string } | undefined {
  const [hash = '', epoch = ''] = git(folder, 'log', '-1', '--format=%H %ct', '--', '.').split(' ')
  // Cut here: git's own abbreviation is longer in a clone that has more objects.
  return hash === '' ? undefined : { hash: hash.slice(0, 10), epoch }
}

/** What git prints; nothing if it does not know the folder, or is not installed. Takes no lock, so that nobody's commit has to wait. */
function git(folder: string, ...command: string[]): string {
  try {
    return execFileSync('git', ['--no-optional-locks', ...command], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  }
  catch {
    return ''
  }
}
