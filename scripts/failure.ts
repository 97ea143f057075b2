/** Exit codes, one per kind of failure, so that a script or a CI job can tell them apart without reading the message. */
export const exitCodes = {
  /** Something unforeseen: a bug of ours. */
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
} as const

/** A failure that a person can mend: its message says what is wrong, where, and what to do. */
export class Failure extends Error {
  constructor(readonly kind: keyof typeof exitCodes, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
  }
}

/** Prints what went wrong to standard error, with a stack only where it is our bug, and gives the exit code. */
export function report(error: unknown): number {
  if (error instanceof Failure) {
    console.error(error.message)
    return exitCodes[error.kind]
  }
  console.error(error)
  return exitCodes.internal
}
