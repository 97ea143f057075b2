/**
 * Starts and ends every command: reads the command line, catches what is thrown, handles signals and the time limit, and removes temporary files,
 * however the run ends.
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
interface Command<T extends Options> {
  /** What `--help` prints. */
  readonly help: string
  readonly options: T
  /** A server always ends by a signal, so then its exit code is 0. For other commands it is 130, 143 or 129, as in shells. */
  readonly isServer?: boolean
  /** Whether it passes unknown options to another program and does not refuse them. */
  readonly allowsOthers?: boolean
}

/** What a command gets. */
export interface CommandContext<T extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ options: T, allowPositionals: true }>>['values']
  /** The words of the command line that are not options. */
  readonly words: readonly string[]
  /** A folder for temporary files, removed when the run ends. */
  readonly temporary: string
  /** The environment as the user set it. In this process's own, TMPDIR is `temporary`. */
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
  // npm does not pass signals on. A command whose npm was killed only sees that its parent has changed.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid === parent || end('SIGHUP'), 200).unref()
  }
  // A reader may close the pipe early (`| head`). The output is then incomplete, and the exit code says so.
  process.stdout.on('error', (error: Error) => leave(report(new Failure('file', `Standard output was closed: ${error.message}`))))
  // A closed terminal can show no message.
  process.stderr.on('error', () => {})
  process.on('uncaughtException', error => leave(report(error)))
  process.on('unhandledRejection', error => leave(report(error)))
  // In a microtask, so that constants below the call in the command's file have their values.
  Promise.resolve().then(async () => start(command, main)).then(() => leave(0), error => leave(report(error)))
}

async function start<const T extends Options>({ help, options, allowsOthers = false }: Command<T>, main: (run: CommandContext<T>) => Promise<void>): Promise<void> {
  const { values, positionals: words } = parse(options, allowsOthers)
  if (process.argv.includes('--help'))
    return console.log(help)
  const environment = { ...process.env }
  const temporary = stage(join(tmpdir(), 'briefing'))
  mkdirSync(temporary, { mode: 0o700 })
  // Playwright and the browser put their files into TMPDIR, so that what they leave behind when they are killed is removed too. It is in the
  // system's temporary folder, because the path of a browser's socket may only have 107 characters.
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

/** Ends the process. The listener is added last and so runs last: Playwright's own must end the browser before its files can be removed. */
function leave(code: number): never {
  process.once('exit', removeStaged)
  return process.exit(code)
}

let doing = 'Starting'

/** Says what the command is doing: at once on a terminal, and later in the message if the time runs out. */
export function progress(what: string): void {
  doing = what
  if (process.stderr.isTTY)
    console.error(`${what} …`)
}

/** How long a run may take unless told otherwise, in ms. */
export const defaultTimeout = 180_000

/**
 * Limits the whole run: it ends after the time of `--timeout`, in ms.
 * @throws {Failure} of kind `usage` if that is not a number of ms.
 */
export function withinTime(timeout: string | undefined): void {
  const ms = integer('--timeout', timeout, 1, 2 ** 31 - 1) ?? defaultTimeout
  setTimeout(() => {
    leave(report(new Failure('timeout', `Not done after ${ms} ms. The last step was: ${doing}. Nothing was replaced. Allow more with --timeout, in ms.`)))
  }, ms).unref()
}
