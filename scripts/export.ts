/** `npm run export`: the deck as a PDF, a handout, pictures or PowerPoint, printed once from the finished build. */
import type { FinishedBuild } from './build/deck.ts'
import { sharedBuild } from './build/cache.ts'
import { assertProved } from './build/deck.ts'
import { run } from './cli/run.ts'
import { endHelp, exportDeck, exportOptions, optionHelp } from './print/command.ts'

const help = `Exports the briefing. Builds it first if anything has changed.

  npm run export -- [slides.md] [options]

  --output <path>    where to write; - is standard output
                     (default: briefing.pdf, handout.pdf, briefing.pptx, or the folder briefing-png; exportFilename in the slides' front
                     matter is said instead of “briefing”)
${optionHelp}
  --help             this text

${endHelp}`

run({ help, options: exportOptions }, async ({ values, words, environment }) =>
  exportDeck(values, words, { build: async entry => provedBuild(entry, environment), nameOf: () => 'briefing' }))

/** What is unproved stops an export before anything is printed. */
async function provedBuild(entry: string, environment: NodeJS.ProcessEnv): Promise<FinishedBuild> {
  const build = await sharedBuild(entry, { environment, printOnly: true })
  assertProved(build.deck)
  return build
}
