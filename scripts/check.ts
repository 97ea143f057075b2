/**
 * `npm run check`: proof, types and lint side by side, each with its output in one piece, the proof's first. With `--slides`, also what the export
 * would find wrong on the slides.
 */
import type { FailureKind } from '../deck/failure.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { Failure } from '../deck/failure.ts'
import { launchBrowser } from './browser/launch.ts'
import { sharedBuild } from './build/cache.ts'
import { exitCodes } from './cli/exit.ts'
import { slidesFile } from './cli/options.ts'
import { progress, run } from './cli/run.ts'
import { withPrintPage } from './print/page.ts'

const help = `Checks everything that needs no browser: proof, types (slides included) and lint, side by side.

  npm run check -- [options]

  --slides   renders the slides as well, and says of each what overflows, in one line
  --help     this text

If something is wrong in the deck, it ends with code 3; else with the code of the part that failed, as in npm run export.`

/** The npm scripts that it runs, in the order of their output. */
const parts = ['prove', 'typecheck', 'lint'] as const

interface PartResult {
  /** Left out where it passed. */
  readonly failure?: FailureKind
  readonly output: string
}

run({ help, options: { slides: { type: 'boolean' } } }, async ({ values, environment }) => {
  const running = parts.map(part => ({ part, outcome: runPart(part) }))
  const failed: { part: string, failure: FailureKind }[] = []
  const show = (part: string, { failure, output }: PartResult): void => {
    console.log(`${part}: ${failure === undefined ? 'passed' : 'failed'}\n${output}`)
    if (failure !== undefined)
      failed.push({ part, failure })
  }
  for (const { part, outcome } of running) {
    const { output, ...ended } = await outcome
    show(part, { ...ended, output: part === 'typecheck' && failed.length > 0 ? withoutDeck(output) : output })
  }
  if (values.slides === true)
    show('slides', await renderSlides(environment))
  const [first] = failed
  if (first)
    throw new Failure(first.failure, `Not passed: ${failed.map(({ part }) => part).join(', ')}.`)
})

const inEvidence = /^briefing\/evidence\.ts\(\d+,\d+\): error /m
const inSlides = /^slides\.md\(\d+,\d+\): error .*(?:\n[ \t].*)*\n?/gm

/** Removes what the proof's list already has: errors in the slides, and those in all files that import faulty evidence. */
function withoutDeck(output: string): string {
  return inEvidence.test(output) ? 'Not shown: correct the evidence first. To see it anyway: npm run typecheck\n' : output.replace(inSlides, '')
}

function kindOf(code: number | null): FailureKind {
  const [kind] = Object.entries(exitCodes).find(([, of]) => of === code) ?? []
  return kind === 'file' || kind === 'usage' ? kind : 'content'
}

/** Opens the print page as the export does, without printing. */
async function renderSlides(environment: NodeJS.ProcessEnv): Promise<PartResult> {
  try {
    const { site, deck } = await sharedBuild(slidesFile([]), { environment, onBuild: () => progress('Building the deck') })
    const { browser } = await launchBrowser()
    await withPrintPage(browser, { site, deck, slides: deck.slides.map((_, index) => index + 1), isBrief: true }, async () => {})
    return { output: '' }
  }
  catch (error) {
    if (!(error instanceof Failure))
      throw error
    return { failure: error.kind, output: `${error.message}\n` }
  }
}

async function runPart(part: string): Promise<PartResult> {
  // On Windows, npm is a script that only a shell can start.
  const child = spawn(`npm run --silent ${part}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  await once(child, 'close')
  return { output, ...child.exitCode !== 0 && { failure: kindOf(child.exitCode) } }
}
