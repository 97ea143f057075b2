/**
 * How every command starts and ends: one place that catches, that answers signals and the clock, and that leaves by `process.exit`,
 * so that what must be removed at exit (temporary files, a browser) is removed whichever way a run ends.
 */
import { constants } from 'node:os'
import process from 'node:process'
import { Failure, report } from './failure.ts'

/** Signals that ask a program to end: Ctrl-C, a polite kill, a closed terminal. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface RunOptions {
  /** What a signal means: 130, 143 and 129, as shells have it, or success for a server, which has no other end. */
  readonly onSignal?: 'fail' | 'succeed'
}

/** Runs a command and ends the process with its exit code. */
export function run(main: () => Promise<void>, { onSignal = 'fail' }: RunOptions = {}): void {
  const end = (signal: typeof endingSignals[number]): void => {
    if (onSignal === 'fail')
      console.error(`Ended by ${signal}. Nothing was replaced.`)
    process.exit(onSignal === 'fail' ? 128 + constants.signals[signal] : 0)
  }
  for (const signal of endingSignals)
    process.on(signal, end)
  // npm passes no signal on: what it leaves behind when it is killed has only lost its parent.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid === parent || end('SIGHUP'), 200).unref()
  }
  // A reader that has seen enough (`| head`) is no failure of ours, but what it wanted cannot be delivered.
  process.stdout.on('error', (error: Error) => process.exit(report(new Failure('file', `Standard output was closed: ${error.message}`))))
  // A terminal that is gone cannot be told so.
  process.stderr.on('error', () => {})
  process.on('uncaughtException', error => process.exit(report(error)))
  process.on('unhandledRejection', error => process.exit(report(error)))
  main().then(
    () => process.exit(),
    error => process.exit(report(error)),
  )
}

let doing = 'Starting'

/** Says what is being done: to a person at a terminal now, and in the message of a run that is out of time. */
export function progress(what: string): void {
  doing = what
  tell(`${what} …`)
}

/** Says something to a person at a terminal. A pipe or a log file is spared. */
export function tell(what: string): void {
  if (process.stderr.isTTY)
    console.error(what)
}

/** How long a run may take unless told otherwise, in ms. */
export const defaultTimeout = 180_000

/** Bounds the whole run: after `ms` it ends, whatever hangs. */
export function withinTime(ms: number): void {
  setTimeout(() => {
    process.exit(report(new Failure('timeout', `Not done after ${ms} ms. The last step was: ${doing}. Nothing was replaced. Allow more with --timeout, in ms.`)))
  }, ms).unref()
}
