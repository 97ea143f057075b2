/**
 * `npm run bench`: compares this deck with a stock Slidev deck of the same slides: whole commands and whole visits, in turns, so that other load on
 * the machine affects both.
 */
import type { Measured } from './bench/measure.ts'
import type { Visit } from './bench/screen.ts'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { evidence } from '../briefing/evidence.ts'
import { readArticle, readSource } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { attack } from './bench/attack.ts'
import { measureCommand } from './bench/measure.ts'
import { makeDecks } from './bench/rival.ts'
import { hostBuild, median, visit } from './bench/screen.ts'
import { editServed, withServer } from './bench/server.ts'
import { browserProgram, launchBrowser } from './browser/launch.ts'
import { integer, oneOf } from './cli/options.ts'
import { run } from './cli/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const help = `Measures the deck against a stock Slidev deck of the same slides.

  npm run bench -- [options]

  --part <part>      pdf, screen, loop, attack or all (default: pdf, screen and loop)
  --runs <number>    how often each is measured (default: 5)
  --slides <number>  measure the PDF of a deck of this many slides: the same ones repeated
  --article <path>   for attack: the article, to see how much of it somebody can recover from the repository
  --help            this text`

run({ help, options: { part: { type: 'string' }, runs: { type: 'string' }, slides: { type: 'string' }, article: { type: 'string' } } }, async ({ values, temporary }) => {
  const runs = integer('--runs', values.runs, 1, 100) ?? 5
  const slides = integer('--slides', values.slides, 2, 1000)
  const part = oneOf('--part', values.part ?? (slides === undefined ? 'all' : 'pdf'), ['pdf', 'screen', 'loop', 'attack', 'all'])
  if (part === 'attack')
    return console.log(attackFigures(values.article))
  if (slides !== undefined && part !== 'pdf')
    throw new Failure('usage', '--slides is for the PDF: leave out --part, or say --part pdf.')
  const decks = makeDecks(root, temporary, slides)
  const { browser, description } = await launchBrowser()
  await browser.close()
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${gigabytes(totalmem())}, ${platform()} ${arch()}; Node ${process.version}; ${description}; ${runs} runs each, in turns\n`)
  if (part === 'pdf' || part === 'all')
    await benchPdf(decks, runs, slides)
  if (part === 'screen' || part === 'all')
    await benchScreen(decks, runs)
  if (part === 'loop' || part === 'all')
    await benchLoop(decks, runs)
})

/** @throws {Failure} of kind `usage` without an article */
function attackFigures(path: string | undefined): string {
  if (path === undefined)
    throw new Failure('usage', '--part attack needs the article: --article path/to/article.txt')
  const { known, recovered } = attack(readArticle(path), readSource(root).leadingBlocks, Object.values(evidence.quotations).map(({ exact }) => exact))
  const percent = (share: number): string => `${Math.round(100 * share)} %`
  return `Of the article’s words, the quotations hold ${percent(known)}. By guessing on from them, with every word of the article on a list, ${percent(recovered)} come back.`
}

interface Decks { readonly ours: string, readonly stock: string }

async function benchPdf({ ours, stock }: Decks, runs: number, slides: number | undefined): Promise<void> {
  const { executablePath: path, env } = await browserProgram()
  const stockCommand = ['npx', 'slidev', 'export', '--with-toc', '--timeout', '600000', '--output', 'stock.pdf', ...path === undefined ? [] : ['--executable-path', path]]
  const ourCommand = ['npm', 'run', 'export', '--', '--timeout', '600000', '--output', 'ours.pdf']
  // The first run fills caches: bundled dependencies, an unpacked browser. Slidev's fails if its server reloads the page meanwhile.
  for (let turn = 0; turn < 2; turn++)
    await measureCommand([...stockCommand, '--range', '1'], stock, env).catch(() => {})
  await measureCommand([...ourCommand, '--range', '1'], ours)
  const measured: Record<'stock' | 'edited' | 'unchanged', Measured[]> = { stock: [], edited: [], unchanged: [] }
  for (let turn = 0; turn < runs; turn++) {
    measured.stock.push(await measureCommand(stockCommand, stock, env))
    edit(ours, turn)
    measured.edited.push(await measureCommand(ourCommand, ours))
    measured.unchanged.push(await measureCommand(ourCommand, ours))
  }
  const row = (name: string, mode: keyof typeof measured, file: string): string[] => pdfRow(name, measured[mode], measured.stock, file)
  console.log(`## Slides to PDF${slides === undefined ? '' : `, ${slides} slides`}\n`)
  console.log(table(['', 'median', 'min', 'max', 'to stock', 'peak memory', 'file'], [
    row('stock: slidev export --with-toc', 'stock', join(stock, 'stock.pdf')),
    row('ours, after an edit', 'edited', join(ours, 'ours.pdf')),
    row('ours, nothing changed', 'unchanged', join(ours, 'ours.pdf')),
  ]))
}

function pdfRow(name: string, measured: readonly Measured[], stock: readonly Measured[], file: string): string[] {
  const seconds = measured.map(one => one.seconds)
  const memory = measured.flatMap(({ peakMemory }) => peakMemory ?? [])
  return [
    name,
    ...[median(seconds), Math.min(...seconds), Math.max(...seconds)].map(value => `${value.toFixed(2)} s`),
    (median(seconds) / median(stock.map(one => one.seconds))).toFixed(2),
    memory.length > 0 ? gigabytes(median(memory)) : 'unknown',
    `${(statSync(file).size / 1000).toFixed(0)} kB`,
  ]
}

const firstLines = /^---\n(?:# edit .*\n)?/

/** Changes the file of the slides, but not what they show. */
function edit(deck: string, turn: number): void {
  const path = join(deck, 'slides.md')
  writeFileSync(path, readFileSync(path, 'utf8').replace(firstLines, `---\n# edit ${turn}\n`))
}

/** What was measured of a deck: visits on a fast and a slow line, and starts of its server in ms. */
interface OnScreen { readonly fast: Visit[], readonly slow: Visit[], readonly starts: number[] }

type Both = Readonly<Record<keyof Decks, OnScreen>>

async function benchScreen({ ours, stock }: Decks, runs: number): Promise<void> {
  await measureCommand(['npx', 'slidev', 'build', '--without-notes'], stock)
  await measureCommand(['npm', 'run', 'build'], ours)
  const hosts = { stock: await hostBuild(join(stock, 'dist')), ours: await hostBuild(join(ours, 'dist')) }
  const commands = { stock: ['npx', 'slidev', '--port', '3999'], ours: ['npm', 'start', '--', '--port', '3998'] }
  const { browser } = await launchBrowser()
  const both: Both = { stock: { fast: [], slow: [], starts: [] }, ours: { fast: [], slow: [], starts: [] } }
  for (let turn = 0; turn < runs; turn++) {
    for (const deck of ['stock', 'ours'] as const) {
      both[deck].fast.push(await visit(browser, hosts[deck].url))
      both[deck].slow.push(await visit(browser, hosts[deck].url, { isSlow: true }))
      const start = async (): Promise<number> => withServer(browser, commands[deck], { stock, ours }[deck], async (_, took) => took)
      // The first start also builds, or bundles dependencies.
      if (turn === 0)
        await start()
      both[deck].starts.push(await start())
    }
  }
  await browser.close()
  await Promise.all([hosts.stock.close(), hosts.ours.close()])
  console.log('\n## On screen, medians\n')
  console.log(table(['', 'stock', 'ours', 'to stock'], screenRows(both)))
}

function screenRows(both: Both): string[][] {
  const row = (name: string, format: (value: number) => string, read: (deck: OnScreen) => readonly number[]): string[] => comparison(name, format, read(both.stock), read(both.ours))
  const ms = (value: number): string => `${value.toFixed(0)} ms`
  const kB = (value: number): string => `${(value / 1000).toFixed(0)} kB`
  const of = (line: 'fast' | 'slow', key: keyof Visit) => (deck: OnScreen) => deck[line].map(one => one[key])
  return [
    row('first slide’s text visible', ms, of('fast', 'firstSlide')),
    row('the same, CPU ×4 slower, 1.6 Mbit/s, 150 ms', ms, of('slow', 'firstSlide')),
    row('navigable', ms, of('fast', 'navigable')),
    row('the same, slow', ms, of('slow', 'navigable')),
    row('bytes that the first slide needs, compressed, fonts aside', kB, of('fast', 'bytesForFirstSlide')),
    row('bytes until it can be navigated, fonts aside', kB, of('fast', 'bytesUntilNavigable')),
    row('fonts until then', kB, of('fast', 'fonts')),
    row('layout shift (CLS), slow line', value => value.toFixed(4), of('slow', 'layoutShift')),
    row('next slide after a key press', ms, of('fast', 'nextSlide')),
    row('start to the first slide, build fresh', value => `${(value / 1000).toFixed(1)} s`, ({ starts }) => starts),
  ]
}

async function benchLoop({ ours, stock }: Decks, runs: number): Promise<void> {
  const { browser } = await launchBrowser()
  const none = (): Record<'starts' | 'slide' | 'evidence', number[]> => ({ starts: [], slide: [], evidence: [] })
  const served = { stock: none(), ours: none() }
  for (let turn = 0; turn <= runs; turn++) {
    for (const [deck, cwd, command] of [['stock', stock, ['npx', 'slidev']], ['ours', ours, ['npm', 'run', 'dev', '--']]] as const) {
      const { starts, slide, evidence } = served[deck]
      await withServer(browser, [...command, '--port', '3997'], cwd, async (page, took) => {
        const edits = await editServed(page, cwd, turn)
        // A first start bundles dependencies.
        if (turn === 0)
          return
        starts.push(took)
        slide.push(edits.slide)
        evidence.push(edits.evidence)
      })
    }
  }
  await browser.close()
  const row = (name: string, key: keyof typeof served.ours): string[] => comparison(name, value => `${(value / 1000).toFixed(2)} s`, served.stock[key], served.ours[key])
  console.log('\n## An edit, medians\n')
  console.log(table(['', 'stock', 'ours', 'to stock'], [
    row('development server to the first slide, not the first start', 'starts'),
    row('edit of a slide until it shows', 'slide'),
    row('edit of the evidence until it shows', 'evidence'),
  ]))
}

function comparison(name: string, format: (value: number) => string, stock: readonly number[], ours: readonly number[]): string[] {
  const [to, of] = [median(stock), median(ours)]
  return [name, format(to), format(of), to > 0 ? (of / to).toFixed(2) : '–']
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`
}
