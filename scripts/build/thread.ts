/** The thread that builds a deck: takes `BuildOptions` and answers with one `Outcome`. `buildDeck` in `cache.ts` starts it. */
import type { BuildOptions, Outcome } from './deck.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../deck/failure.ts'
import { buildSite } from './site.ts'

function isBuildOptions(value: unknown): value is BuildOptions {
  return typeof value === 'object' && value !== null && 'entry' in value && 'outDir' in value
}

async function outcome(options: unknown): Promise<Outcome> {
  if (!isBuildOptions(options))
    throw new TypeError('This file is a thread of buildDeck, and no command.')
  try {
    return { deck: await buildSite(options) }
  }
  catch (error) {
    if (error instanceof Failure)
      return { failure: { kind: error.kind, message: error.message } }
    throw error
  }
}

parentPort?.postMessage(await outcome(workerData))
