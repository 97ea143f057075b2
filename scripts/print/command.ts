/** Exports a deck, from the command's options to the file, for `npm run export` and for the addon's `briefing-export`. */
import type { Page } from 'playwright'
import type { Deck, FinishedBuild } from '../build/deck.ts'
import type { CommandContext } from '../cli/run.ts'
import { existsSync, statSync } from 'node:fs'
import { sourceDate } from '../../deck/edition.ts'
import { Failure } from '../../deck/failure.ts'
import { launchBrowser } from '../browser/launch.ts'
import { oneOf, slidesFile } from '../cli/options.ts'
import { openFile, openFolder } from '../cli/output.ts'
import { slidesInRange } from '../cli/range.ts'
import { defaultTimeout, progress, withinTime } from '../cli/run.ts'
import { addNotes } from './handout.ts'
import { makePowerPoint, pictureName, printHandout, printSlides, takePictures } from './outputs.ts'
import { withPrintPage } from './page.ts'

/** The options of both commands, with Slidev's names for what Slidev has too. */
export const exportOptions = {
  'output': { type: 'string' },
  'format': { type: 'string', default: 'pdf' },
  'range': { type: 'string' },
  'dark': { type: 'boolean', default: false },
  'with-clicks': { type: 'boolean', default: false },
  'handout': { type: 'boolean', default: false },
  'paper': { type: 'string' },
  'archive': { type: 'boolean', default: false },
  'timeout': { type: 'string' },
} as const

/** What `--help` says of these options. */
export const optionHelp = `  --format <format>  pdf (default), png or pptx
  --range <slides>   only these, such as 1,4-6,9-
  --dark             in the dark colours
  --with-clicks      a page for every click
  --handout          each slide with its presenter notes below, on paper
  --paper <size>     of the handout: a4 (default) or letter
  --archive          a PDF that is PDF/A-3a too
  --timeout <ms>     give up after this time (default: ${defaultTimeout})`

/** What `--help` says of how the command ends. */
export const endHelp = `Exit codes: 0 done, 1 a bug of ours, 2 a wrong option, 3 something is wrong on a slide, 4 no browser, 5 a file cannot be written
or read, 6 out of time, 7 the build failed; 129, 130, 143 ended by a signal. If anything fails, the last export stays unchanged.`

type Values = CommandContext<typeof exportOptions>['values']

interface ExportCommand {
  /** Builds the deck that has its slides at `entry`. */
  readonly build: (entry: string) => Promise<FinishedBuild>
  /** The default name of the output, without its ending. */
  readonly nameOf: (entry: string) => string
  /** Whether slides may load pictures and fonts from other machines. Left out if the command has no option for that. */
  readonly allowNetwork?: boolean
  /** Whether the file is written in spite of problems on slides, which are reported. */
  readonly force?: boolean
}

/** Exports a deck. `values` and `words` are those of the command line. */
export async function exportDeck(values: Values, words: readonly string[], command: ExportCommand): Promise<void> {
  const { build, nameOf, ...leniency } = command
  const request = requestOf(values, slidesFile(words))
  withinTime(values.timeout)
  const named = values.output === undefined ? undefined : withEnding(values.output, request.format)
  // Before the build, so that a place that cannot be written is known at once.
  const opened = named === undefined ? undefined : await openOutput(named, request)

  // The browser starts while the deck is built.
  const launching = launchBrowser({ ...leniency.allowNetwork === true && { allowNetwork: true } })
  launching.catch(() => {})
  progress('Building the deck')
  const { site, deck } = await build(request.entry)
  const slides = slidesInRange(values.range, deck.slides.length)
  const path = named ?? defaultName(deck.fileName ?? nameOf(request.entry), request)
  const write = opened ?? await openOutput(path, request)

  const { browser, description } = await launching
  progress(`Printing with ${description}`)
  await withPrintPage(browser, { site, deck, slides, withClicks: request.withClicks, dark: values.dark, ...leniency }, async page => write(page, deck))
  // In a pipe too: standard output is the deck's, or empty.
  if (path !== '-')
    console.error(`${slides.length === 1 ? 'One slide is' : `${slides.length} slides are`} in ${path}.`)
}

interface ExportRequest {
  readonly entry: string
  readonly format: Format
  readonly withClicks: boolean
  /** The paper of a handout; undefined for slides. */
  readonly paper: 'a4' | 'letter' | undefined
  /** Whether the PDF will be PDF/A-3a too. */
  readonly archive: boolean
}

/** @throws {Failure} of kind `usage` for options that do not go together. */
function requestOf(values: Values, entry: string): ExportRequest {
  const format = oneOf('--format', values.format, ['pdf', 'png', 'pptx'])
  if (values.handout && format !== 'pdf')
    throw new Failure('usage', `A handout is a PDF: --handout does not go with --format ${format}.`)
  if (values.handout && values['with-clicks'])
    throw new Failure('usage', 'A handout has each slide once: --handout does not go with --with-clicks.')
  if (values.paper !== undefined && !values.handout)
    throw new Failure('usage', '--paper is the size of a handout: add --handout.')
  if (values.archive && format !== 'pdf')
    throw new Failure('usage', `An archive takes a PDF: --archive does not go with --format ${format}.`)
  const paper = oneOf('--paper', values.paper ?? 'a4', ['a4', 'letter'])
  return { entry, format, withClicks: values['with-clicks'], paper: values.handout ? paper : undefined, archive: values.archive }
}

async function openOutput(path: string, { entry, format, withClicks, paper, archive }: ExportRequest): Promise<(page: Page, deck: Deck) => Promise<void>> {
  if (format === 'png') {
    const write = await openFolder(path, name => pictureName.test(name))
    return async page => write(await takePictures(page, withClicks))
  }
  const write = await openFile(path)
  if (format === 'pptx')
    return async (page, deck) => write(await makePowerPoint(page, deck, withClicks))
  if (paper === undefined)
    return async (page, deck) => write(await printSlides(page, deck, sourceDate(entry), archive))
  return async (page, deck) => {
    await addNotes(page, deck, paper)
    await write(await printHandout(page, deck, sourceDate(entry), archive))
  }
}

const endings = { pdf: '.pdf', png: '', pptx: '.pptx' } as const

type Format = keyof typeof endings

/** @throws {Failure} of kind `usage` if the path has the ending of another format. */
function withEnding(path: string, format: Format): string {
  const other = Object.entries(endings).find(([, ending]) => ending !== '' && path.endsWith(ending))
  if (other && other[0] !== format)
    throw new Failure('usage', `${path} is the name of a ${other[0]} file: add --format ${other[0]}, or choose another name.`)
  const isComplete = path === '-' || other !== undefined || (existsSync(path) && !statSync(path).isDirectory())
  return isComplete ? path : path + endings[format]
}

function defaultName(fileName: string, { format, paper }: ExportRequest): string {
  if (format === 'png')
    return `${fileName}-png`
  return `${paper === undefined ? fileName : 'handout'}${endings[format]}`
}
