/** The date that a document carries: the source's, not the clock's, so that one source gives the same bytes on any day. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'

/** `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the last commit, else when the slides were last changed. */
export function sourceDate(entry: string): Date {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? lastCommit(dirname(entry)))
  return Number.isSafeInteger(epoch) && epoch > 0 ? new Date(epoch * 1000) : statSync(entry).mtime
}

function lastCommit(folder: string): string | undefined {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  }
  catch {
    return undefined
  }
}
