/** Failures that a person can fix, as opposed to bugs of ours. */

/** What kind of thing is wrong. Each kind has an exit code: see `scripts/cli/exit.ts`. */
export type FailureKind = 'usage' | 'content' | 'browser' | 'file' | 'timeout' | 'build'

/** A failure that a person can fix: its message says what is wrong, where, and what to do. */
export class Failure extends Error {
  constructor(readonly kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
  }
}

/** The `code` of a Node system error: `ENOSPC`, `EACCES` and the like. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
