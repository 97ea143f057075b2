/**
 * `npm run export`: the deck as a PDF, a handout, pictures or PowerPoint, printed once from the finished build by a browser that is
 * gone afterwards. Slidev's own option names are kept where they mean the same.
 */
import type { Page } from 'playwright'
import type { Deck } from './build/deck.ts'
import { existsSync, statSync } from 'node:fs'
import { Failure } from '../deck/failure.ts'
import { sourceDate } from '../deck/source-date.ts'
import { launchBrowser } from './browser/launch.ts'
import { sharedBuild } from './build/cache.ts'
import { oneOf, slidesFile } from './cli/options.ts'
import { openFile, openFolder } from './cli/output.ts'
import { slidesInRange } from './cli/range.ts'
import { defaultTimeout, progress, run, tell, withinTime } from './cli/run.ts'
import { addNotes } from './print/handout.ts'
import { makePowerPoint, pictureName, printHandout, printSlides, takePictures } from './print/outputs.ts'
import { withPrintPage } from './print/page.ts'

const help = `Exports the briefing, built anew if anything has changed.

  npm run export -- [slides.md] [options]

  --output <path>    where to write; - is standard output
                     (default: briefing.pdf, handout.pdf, briefing.pptx, or the folder briefing-png)
  --format <format>  pdf (default), png or pptx
  --range <slides>   only these, such as 1,4-6,9-
  --dark             in the dark colours
  --with-clicks      a page for every click
  --handout          each slide with its presenter notes below, on paper
  --paper <size>     of the handout: a4 (default) or letter
  --timeout <ms>     give up after this time, whatever is happening (default: ${defaultTimeout})
  --help             this text

Exit codes: 0 done, 1 a bug of ours, 2 a wrong option, 3 something is wrong on a slide, 4 no browser, 5 a file cannot be written
or read, 6 out of time, 7 the build failed; 129, 130, 143 ended by a signal. Whatever fails, what was written last time stays.`

run({
  help,
  options: {
    'output': { type: 'string' },
    'format': { type: 'string', default: 'pdf' },
    'range': { type: 'string' },
    'dark': { type: 'boolean', default: false },
    'with-clicks': { type: 'boolean', default: false },
    'handout': { type: 'boolean', default: false },
    'paper': { type: 'string' },
    'timeout': { type: 'string' },
  },
}, async ({ values, words, environment }) => {
  const entry = slidesFile(words)
  const format = oneOf('--format', values.format, ['pdf', 'png', 'pptx'])
  if (values.handout && format !== 'pdf')
    throw new Failure('usage', `A handout is a PDF: --handout does not go with --format ${format}.`)
  if (values.handout && values['with-clicks'])
    throw new Failure('usage', 'A handout has each slide once: --handout does not go with --with-clicks.')
  if (values.paper !== undefined && !values.handout)
    throw new Failure('usage', '--paper is the size of a handout: add --handout.')
  const paper = oneOf('--paper', values.paper ?? 'a4', ['a4', 'letter'])
  const withClicks = values['with-clicks']
  withinTime(values.timeout)

  /** Opens the place before there is anything to put there, and gives what fills it. */
  const openOutput = async (path: string): Promise<(page: Page, deck: Deck) => Promise<void>> => {
    if (format === 'png') {
      const folder = await openFolder(path, name => pictureName.test(name))
      return async page => folder.write(await takePictures(page, withClicks))
    }
    const file = await openFile(path)
    if (format === 'pptx')
      return async (page, deck) => file.write(await makePowerPoint(page, deck, withClicks))
    if (!values.handout)
      return async (page, deck) => file.write(await printSlides(page, deck, sourceDate(entry)))
    return async (page, deck) => {
      await addNotes(page, deck, paper)
      await file.write(await printHandout(page, deck, sourceDate(entry)))
    }
  }
  const named = values.output === undefined ? undefined : withEnding(values.output, format)
  const opened = named === undefined ? undefined : await openOutput(named)

  // The browser starts while the deck is built.
  const launching = launchBrowser()
  launching.catch(() => {})
  progress('Building the deck')
  const { site, deck } = await sharedBuild(entry, { environment })
  const slides = slidesInRange(values.range, deck.slides.length)
  const path = named ?? defaultName(deck.fileName, format, values.handout)
  const output = opened ?? await openOutput(path)

  const { browser, description } = await launching
  progress(`Printing with ${description}`)
  await withPrintPage(browser, { site, deck, slides, withClicks, dark: values.dark }, async page => output(page, deck))
  if (path !== '-')
    tell(`${slides.length === 1 ? 'One slide is' : `${slides.length} slides are`} in ${path}.`)
})

const endings = { pdf: '.pdf', png: '', pptx: '.pptx' } as const

function withEnding(path: string, format: keyof typeof endings): string {
  const other = Object.entries(endings).find(([, ending]) => ending !== '' && path.endsWith(ending))
  if (other && other[0] !== format)
    throw new Failure('usage', `${path} is the name of a ${other[0]} file: add --format ${other[0]}, or name it otherwise.`)
  const isGiven = path === '-' || other !== undefined || (existsSync(path) && !statSync(path).isDirectory())
  return isGiven ? path : path + endings[format]
}

function defaultName(fileName: string, format: keyof typeof endings, isHandout: boolean): string {
  if (format === 'png')
    return `${fileName}-png`
  return `${isHandout ? 'handout' : fileName}${endings[format]}`
}
