/** `npm run typecheck`: checks types everywhere, also in `slides.md`, and slides for what types cannot express. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { evidence } from '../briefing/evidence.ts'
import { Failure } from '../deck/failure.ts'
import { checkSlides } from '../deck/slide-rules.ts'
import { readSlides } from '../deck/slides.ts'
import { slidesFile } from './cli/options.ts'
import { runProgram } from './cli/program.ts'
import { run } from './cli/run.ts'

const help = `Checks the types of everything, slides included, and slides for what types cannot express: layouts, front-matter keys, HTML that
lays out, tags that are never closed, missing notes.

  npm run typecheck -- [slides.md] [options]

  --slides-only   leave out the types
  --help          this text`

run({ help, options: { 'slides-only': { type: 'boolean' } } }, async ({ values, words }) => {
  const entry = slidesFile(words)
  const typesAreSound = values['slides-only'] === true ? Promise.resolve(true) : checkTypes()
  const problems = checkSlides(await readSlides(entry, evidence), dirname(entry))
  for (const problem of problems)
    console.log(problem)
  if (!await typesAreSound || problems.length > 0)
    throw new Failure('content', 'Correct what is listed above.')
})

async function checkTypes(): Promise<boolean> {
  const compiler = createRequire(import.meta.url).resolve('vue-tsc/bin/vue-tsc.js')
  // Results for unchanged files are kept, but the compiler does not notice a change of its own version or settings.
  const state = createHash('sha256').update(readFileSync('package-lock.json')).update(readFileSync('tsconfig.json')).digest('hex').slice(0, 16)
  return await runProgram(compiler, ['--noEmit', '--incremental', '--tsBuildInfoFile', `.cache/types/${state}.json`]) === 0
}
