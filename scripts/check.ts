/** `npm run check`: proof, types and lint side by side, each with its own output in one piece, the proof's list of what to do first. */
import type { FailureKind } from '../deck/failure.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { Failure } from '../deck/failure.ts'
import { exitCodes } from './cli/exit.ts'
import { run } from './cli/run.ts'

const help = `Checks everything that needs no browser: proof, types (slides included) and lint, side by side.

  npm run check

  --help   this text

If something is wrong in the deck, it ends with code 3; else with the code of the part that failed, as in npm run export.`

/** The npm scripts that it runs, in the order in which it shows what they say. */
const parts = ['prove', 'typecheck', 'lint'] as const

interface Outcome {
  readonly code: number | null
  readonly output: string
}

run({ help, options: {} }, async () => {
  const running = parts.map(part => ({ part, outcome: runPart(part) }))
  const failed: { part: string, code: number | null }[] = []
  for (const { part, outcome } of running) {
    const { code, output } = await outcome
    // What does not fit together in evidence and slides is in the proof's list already.
    const shown = part === 'typecheck' && failed.length > 0 ? withoutDeck(output) : output
    console.log(`${part}: ${code === 0 ? 'passed' : 'failed'}\n${shown}`)
    if (code !== 0)
      failed.push({ part, code })
  }
  const [first] = failed
  if (first)
    throw new Failure(kindOf(first.code), `Not passed: ${failed.map(({ part }) => part).join(', ')}.`)
})

const ofDeck = /^(?:briefing\/evidence\.ts|slides\.md)\(\d+,\d+\): error .*(?:\n[ \t].*)*\n?/gm

function withoutDeck(output: string): string {
  return output.replace(ofDeck, '')
}

function kindOf(code: number | null): FailureKind {
  const [kind] = Object.entries(exitCodes).find(([, of]) => of === code) ?? []
  return kind === 'file' || kind === 'usage' ? kind : 'content'
}

async function runPart(part: string): Promise<Outcome> {
  // npm is a script of its own on Windows, which only a shell can start.
  const child = spawn(`npm run --silent ${part}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  await once(child, 'close')
  return { code: child.exitCode, output }
}
