/** Runs programs of npm packages. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

/** Runs a script with Node until it or this process ends, with its output in this one's. Returns its exit code; `null` after a signal. */
export async function runProgram(script: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' })
  process.once('exit', () => child.kill())
  await once(child, 'close')
  return child.exitCode
}
