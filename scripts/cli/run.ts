/**
 * How every command starts and ends: one place that reads the command line, catches what is thrown, answers signals and the clock, and
 * removes temporary files, however the run ends.
 */
import type { ParseArgsConfig } from 'node:util'
import { mkdirSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Failure } from '../../deck/failure.ts'
import { report } from './exit.ts'
import { integer } from './options.ts'
import { removeStaged, stage } from './staging.ts'

/** Signals that ask a program to end: Ctrl-C, a polite kill, a closed terminal. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type Options = NonNullable<ParseArgsConfig['options']>

/** What a command takes. */
export interface Command<T extends Options> {
  /** What `--help` prints. */
  readonly help: string
  readonly options: T
  /** A server has no other end than a signal, so for a server that is success. For all else the exit code is 130, 143 or 129, as in shells. */
  readonly isServer?: boolean
  /** Whether options that it does not know are handed on to another program, and not refused. */
  readonly allowsOthers?: boolean
}

/** What a command gets. */
export interface CommandContext<T extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ options: T, allowPositionals: true }>>['values']
  /** The command line's words that are no options. */
  readonly words: readonly string[]
  /** A folder for temporary files, removed when the run ends. */
  readonly temporary: string
  /** The environment as the user set it. This process's own has `temporary` for TMPDIR. */
  readonly environment: NodeJS.ProcessEnv
}

/** Runs a command and ends the process with its exit code. */
export function run<const T extends Options>(command: Command<T>, main: (run: CommandContext<T>) => Promise<void>): void {
  const end = (signal: typeof endingSignals[number]): void => {
    if (command.isServer !== true)
      console.error(`Ended by ${signal}. Nothing was replaced.`)
    leave(command.isServer === true ? 0 : 128 + constants.signals[signal])
  }
  for (const signal of endingSignals)
    process.on(signal, end)
  // npm passes no signal on. A command whose npm was killed only notices that its parent has changed.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid === parent || end('SIGHUP'), 200).unref()
  }
  // A reader that has seen enough (`| head`) is no failure of ours, but what it wanted cannot be delivered.
  process.stdout.on('error', (error: Error) => leave(report(new Failure('file', `Standard output was closed: ${error.message}`))))
  // A terminal that is gone cannot be told so.
  process.stderr.on('error', () => {})
  process.on('uncaughtException', error => leave(report(error)))
  process.on('unhandledRejection', error => leave(report(error)))
  // Later, so that constants below the call in the command's file have their values.
  Promise.resolve().then(async () => start(command, main)).then(() => leave(0), error => leave(report(error)))
}

async function start<const T extends Options>({ help, options, allowsOthers = false }: Command<T>, main: (run: CommandContext<T>) => Promise<void>): Promise<void> {
  const { values, positionals: words } = parse(options, allowsOthers)
  if (process.argv.includes('--help'))
    return console.log(help)
  const environment = { ...process.env }
  const temporary = stage(join(tmpdir(), 'briefing'))
  mkdirSync(temporary, { mode: 0o700 })
  // Playwright and the browser put their files where TMPDIR says, and what they leave behind when they are killed is then found here.
  // In the system's temporary folder, because the path of a browser's socket may only have 107 characters.
  process.env.TMPDIR = temporary
  await main({ values, words, temporary, environment })
}

/** @throws {Failure} of kind `usage` for an option that does not exist, lacks its value or has one too many. */
function parse<const T extends Options>(options: T, allowsOthers: boolean) {
  try {
    return parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true, strict: !allowsOthers })
  }
  catch (error) {
    throw new Failure('usage', `${error instanceof Error ? error.message : String(error)}\nSee --help.`, { cause: error })
  }
}

/** Ends the process. Playwright kills its browser in an exit listener of its own, and the browser's files can only go after that: ours is added last, and so runs last. */
function leave(code: number): never {
  process.once('exit', removeStaged)
  return process.exit(code)
}

let doing = 'Starting'

/** Says what is being done: to a person at a terminal now, while a pipe or a log file is spared, and in the message of a run that is out of time. */
export function progress(what: string): void {
  doing = what
  if (process.stderr.isTTY)
    console.error(`${what} …`)
}

/** How long a run may take unless told otherwise, in ms. */
export const defaultTimeout = 180_000

/**
 * Bounds the whole run: after the time that `--timeout` says (in ms), it ends, whatever hangs.
 * @throws {Failure} of kind `usage` if that is no time.
 */
export function withinTime(timeout: string | undefined): void {
  const ms = integer('--timeout', timeout, 1, 2 ** 31 - 1) ?? defaultTimeout
  setTimeout(() => {
    leave(report(new Failure('timeout', `Not done after ${ms} ms. The last step was: ${doing}. Nothing was replaced. Allow more with --timeout, in ms.`)))
  }, ms).unref()
}
