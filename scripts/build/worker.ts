/**
 * Builds a deck in a thread of its own, so that the browser can start meanwhile, and because Playwright slows down every promise of its
 * thread. Both ends of the conversation are here.
 */
import type { BuildOptions, Deck, Outcome } from './deck.ts'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { isRecord } from '../../briefing/record.ts'
import { Failure } from '../../deck/failure.ts'

/** The program of the thread. It calls `answer`. */
export interface BuildProgram {
  readonly file: URL
  readonly argv?: readonly string[]
}

/**
 * Starts `program` in a thread, and returns what it says of the deck that it has built.
 * @param program what to run
 * @param options what to build, and where
 * @param environment in which Slidev finds its caches
 * @throws {Failure} of kind `build` with Vite's or Slidev's message, of kind `content` for an unknown layout, of kind `file` where
 * there are no slides, the disk is full or `outDir` cannot be written.
 */
export async function buildInThread(program: BuildProgram, options: BuildOptions, environment: NodeJS.ProcessEnv = process.env): Promise<Deck> {
  if (!existsSync(options.entry))
    throw new Failure('file', `There are no slides at ${options.entry}.`)
  const worker = new Worker(program.file, {
    argv: [...program.argv ?? []],
    workerData: options,
    // Vite takes the first configuration that it loads for a development server's, unless this is set before.
    env: { ...environment, NODE_ENV: 'production' },
    // Compilers leave much garbage, and most of it at once.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  })
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Failure('build', 'Slidev ended in the middle of the build. Its messages are above.')))
  })
  if (outcome.failure)
    throw new Failure(outcome.failure.kind, outcome.failure.message)
  return outcome.deck
}

/** In the thread: builds what was asked for, and answers with the one `Outcome`. */
export async function answer(build: (options: BuildOptions) => Promise<Deck>): Promise<void> {
  const options: unknown = workerData
  if (!isBuildOptions(options))
    throw new TypeError('This file is a thread of a build, and no command.')
  try {
    say({ deck: await build(options) })
  }
  catch (error) {
    if (!(error instanceof Failure))
      throw error
    say({ failure: { kind: error.kind, message: error.message } })
  }
}

function say(outcome: Outcome): void {
  parentPort?.postMessage(outcome)
}

function isBuildOptions(value: unknown): value is BuildOptions {
  return isRecord(value) && 'entry' in value && 'outDir' in value
}
