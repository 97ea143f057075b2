/** `npm run lint`: ESLint, as `eslint.config.ts` sets it up. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure } from '../deck/failure.ts'
import { runProgram } from './cli/program.ts'
import { run } from './cli/run.ts'

const help = `Checks the code with ESLint. If only slides have changed since the last time, the result comes from the cache.

  npm run lint

  --help  this text`

/** The files that can change what ESLint reports. */
const codePattern = /\.(?:ts|vue|mjs|json|css|html|svg|yml)$/

run({ help, options: {} }, async () => {
  const eslint = join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin', 'eslint.js')
  const state = stateOfCode()
  if (await runProgram(eslint, ['.', ...state === undefined ? [] : ['--cache', '--cache-strategy', 'content', '--cache-location', `.cache/lint/${state}`]]) !== 0)
    throw new Failure('content', 'Correct what is listed above.')
})

/** A hash of all that ESLint reads; nothing without Git. Some rules use types, so a change of one file can change the result of another. */
function stateOfCode(): string | undefined {
  let files: string[]
  try {
    files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\0')
  }
  catch {
    return undefined
  }
  const hash = createHash('sha256')
  for (const file of files.sort().filter(file => codePattern.test(file) && existsSync(file)))
    hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 20)
}
