/** Runs the project's commands as a shell would, each in a folder and with a temporary folder of its own, and looks at what they leave behind. */
import type { ChildProcess } from 'node:child_process'
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { test as base } from 'playwright/test'

/** Gives each test a folder of its own to run commands in, which goes with the test unless it fails. */
export const test = base.extend<{ folder: string }>({
  folder: async ({ browserName: _ }, use, info) => {
    const folder = info.outputPath('folder')
    mkdirSync(folder, { recursive: true })
    await use(folder)
    if (info.status === info.expectedStatus)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: Uint8Array
  /** Standard error as text. */
  readonly error: string
  /** Both streams as text. */
  readonly output: string
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Its temporary folder, empty once it has tidied up. */
  readonly temporary: string
}

/**
 * Starts a command, such as `export`, in `folder`, as its npm script does.
 * @param name of the file in `scripts/`
 * @param folder where it runs
 * @param args its command line
 * @param env overrides the environment
 * @param project the folder of the project whose command it is: this one, or a copy
 */
export function start(name: string, folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, project = resolve('.')): Running {
  return startNode([join(project, 'scripts', 'cli', 'launch.mjs'), name, ...args], folder, env)
}

/** Runs a command to its end; takes what `start` takes. */
export async function run(...command: Parameters<typeof start>): Promise<Ended> {
  return start(...command).ended
}

function temporaryIn(folder: string): string {
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary, { recursive: true })
  return temporary
}

/** Starts Node with these arguments in `folder`, with a temporary folder of its own. */
export function startNode(args: readonly string[], folder: string, env: Readonly<Record<string, string | undefined>>): Running {
  const temporary = temporaryIn(folder)
  const child = spawn(process.execPath, args, {
    cwd: folder,
    // The runner's own settings are none of a user's.
    env: { ...process.env, NODE_ENV: '', NODE_OPTIONS: '', FORCE_COLOR: '', TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout: Uint8Array[] = []
  const stderr: Uint8Array[] = []
  const all: Uint8Array[] = []
  child.stdout.on('data', (chunk: Uint8Array) => {
    stdout.push(chunk)
    all.push(chunk)
  })
  child.stderr.on('data', (chunk: Uint8Array) => {
    stderr.push(chunk)
    all.push(chunk)
  })
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout: Buffer.concat(stdout), error: Buffer.concat(stderr).toString('utf8'), output: Buffer.concat(all).toString('utf8') }))
  return { child, ended, temporary }
}

/** What is in a command's temporary folder but should not be. What Slidev's loader of TypeScript keeps for the next run stays. */
export function leftovers(temporary: string): string[] {
  return readdirSync(temporary).filter(name => name !== 'jiti')
}

const digits = /^\d+$/

/** The ids of the processes whose command line names `path`, such as browsers with their profile below it. Only Linux tells; elsewhere none. */
export function processesNaming(path: string): number[] {
  if (process.platform !== 'linux')
    return []
  return readdirSync('/proc').flatMap((name) => {
    if (!digits.test(name) || Number(name) === process.pid)
      return []
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(path) ? [Number(name)] : []
    }
    catch {
      return []
    }
  })
}
