/** Runs the project's commands as a shell would, each in a folder and with a temporary folder of its own, and looks at what they leave behind. */
import type { ChildProcess } from 'node:child_process'
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
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

const loaderCache = `tsx-${process.getuid?.() ?? userInfo().username}`

/** Starts a command, `export` or `path/to/copy/scripts/export`, in `folder`. `env` overrides the environment. */
export function start(name: string, folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Running {
  const path = resolve('scripts', name)
  return startNode([join(dirname(path), 'command.mjs'), basename(path), ...args], folder, env)
}

/** Runs a command in `folder` to its end. */
export async function run(name: string, folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return start(name, folder, args, env).ended
}

/** Runs the text of a module in `folder` to its end. */
export async function runModule(text: string, folder: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const temporary = temporaryIn(folder)
  mkdirSync(join(tmpdir(), loaderCache), { recursive: true })
  // Without its cache the loader takes a second more for every run.
  if (!existsSync(join(temporary, loaderCache)))
    symlinkSync(join(tmpdir(), loaderCache), join(temporary, loaderCache), 'junction')
  return startNode(['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', text], folder, env).ended
}

function temporaryIn(folder: string): string {
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary, { recursive: true })
  return temporary
}

function startNode(args: readonly string[], folder: string, env: Readonly<Record<string, string>>): Running {
  const temporary = temporaryIn(folder)
  const child = spawn(process.execPath, args, {
    cwd: folder,
    // The runner's own settings are none of a user's.
    env: { ...process.env, NODE_ENV: '', NODE_OPTIONS: '', FORCE_COLOR: '', TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout: Uint8Array[] = []
  const all: Uint8Array[] = []
  child.stdout.on('data', (chunk: Uint8Array) => {
    stdout.push(chunk)
    all.push(chunk)
  })
  child.stderr.on('data', (chunk: Uint8Array) => all.push(chunk))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout: Buffer.concat(stdout), output: Buffer.concat(all).toString('utf8') }))
  return { child, ended, temporary }
}

/** What is in a command's temporary folder but should not be. What loaders of TypeScript, ours and Slidev's, keep for the next run stays, by its nature. */
export function leftovers(temporary: string): string[] {
  return readdirSync(temporary).filter(name => name !== loaderCache && name !== 'jiti')
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
