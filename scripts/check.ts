/** `npm run check`: lint, types and proof side by side, each with its own output in one piece. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { Failure } from '../deck/failure.ts'
import { run } from './cli/run.ts'

const help = `Checks everything that needs no browser: lint, types (slides included) and proof, side by side.

  npm run check

  --help   this text`

/** The npm scripts that it runs. */
const parts = ['prove', 'typecheck', 'lint'] as const

run({ help, options: {} }, async () => {
  const failed = (await Promise.all(parts.map(async part => await passes(part) ? [] : [part]))).flat()
  if (failed.length > 0)
    throw new Failure('content', `Not passed: ${failed.join(', ')}.`)
})

async function passes(part: string): Promise<boolean> {
  // npm is a script of its own on Windows, which only a shell can start.
  const child = spawn(`npm run --silent ${part}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  await once(child, 'close')
  console.log(`${part}: ${child.exitCode === 0 ? 'passed' : 'failed'}\n${output}`)
  return child.exitCode === 0
}
