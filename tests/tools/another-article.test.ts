/**
 * Another article works: the guide's four steps, with the article that it is written around, in a copy of the project. What the guide
 * says is compared with what happens. And nothing outside an article's own files names it.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import process from 'node:process'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'playwright/test'
import { evidence } from '../../briefing/evidence.ts'
import { clean } from '../../briefing/text.ts'
import { run, startNode } from '../helpers/commands.ts'
import { isStartedAnew, tracesOf } from '../helpers/this-article.ts'
import { evidence as secondEvidence } from '../second-article/evidence.ts'

const project = resolve('.')
const secondArticle = join(project, 'tests', 'second-article')
const guide = readFileSync('docs/your-own-article.md', 'utf8')

/** Where an article has its name, and what a command makes. */
const ofTheArticle = ['briefing/evidence.ts', 'briefing/source.json', 'briefing/review.json', 'slides.md', 'README.md', 'docs']
const made = ['node_modules', '.git', '.cache', 'dist', 'addon', 'shots', 'test-results', 'briefing-png']

/** The text of the files under `folder`, by their paths from it. */
function textsUnder(folder: string, leftOut: readonly string[] = []): Map<string, string> {
  const texts = new Map<string, string>()
  const visit = (path: string): void => {
    const name = relative(folder, path)
    if (leftOut.includes(name))
      return
    if (statSync(path).isDirectory())
      return readdirSync(path).forEach(inner => visit(join(path, inner)))
    const text = readFileSync(path, 'utf8')
    if (!text.includes('\0'))
      texts.set(name, text)
  }
  visit(folder)
  return texts
}

function tracesIn(texts: ReadonlyMap<string, string>): string[] {
  const traces = tracesOf(evidence)
  return [...texts].flatMap(([name, text]) => traces(text).map(trace => `${name}: ${trace}`))
}

/** The guide's blocks of code in one language, in order. */
function blocks(language: string): string[] {
  return Array.from(guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm')), ([, block = '']) => block)
}

/** Whether the lines of a block stand in `text`, in their order; `…` is anything. */
function expectLines(text: string, block: string): void {
  const missing: string[] = []
  let rest = text
  for (const line of block.split('\n').filter(line => line.trim() !== '' && line !== '…')) {
    const pattern = new RegExp(line.trim().split(/(?<=SHA-256 )…/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(String.raw`\w+`))
    const found = pattern.exec(rest)
    if (found)
      rest = rest.slice(found.index + found[0].length)
    else
      missing.push(line)
  }
  expect(missing, `Lines that the guide has and that are not there:\n${text}`).toEqual([])
}

test.describe('This article', () => {
  test('can be told by its names', () => {
    test.skip(isStartedAnew)
    expect(tracesIn(textsUnder(join(project, 'briefing'))).some(trace => trace.startsWith('evidence.ts: '))).toBe(true)
  })

  test('is named nowhere but in its own files', () => {
    expect(tracesIn(textsUnder(project, [...made, ...ofTheArticle]))).toEqual([])
  })
})

test.describe('Another article', () => {
  test.describe.configure({ mode: 'serial', timeout: 300_000 })

  let copy = ''

  /** Runs one of the copy's own scripts. */
  const command = async (name: string, ...args: string[]) => run(name, copy, args, {}, copy)

  const put = (file: string, text: string): void => writeFileSync(join(copy, file), text.replaceAll('../../briefing/', './'))
  const finished = (file: string): string => readFileSync(join(secondArticle, file), 'utf8')

  test.beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'second-article-'))
    cpSync(project, copy, { recursive: true, filter: path => !made.includes(relative(project, path)) && !path.endsWith('.pdf') })
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction')
    writeFileSync(join(copy, '.gitignore'), `${readFileSync('.gitignore', 'utf8')}\nnode_modules\ntemporary\n`)
    for (const step of [['init', '--quiet'], ['add', '--all'], ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'Copy']])
      execFileSync('git', step, { cwd: copy })
  })

  test.afterAll(() => {
    rmSync(copy, { recursive: true, force: true })
  })

  test('is started with the list of its blocks and all its quotations', async () => {
    const { code, output } = await command('new', join(secondArticle, 'article.txt'), '--title', 'The Bridge That Will Not Turn', '--outlet', 'Süderholm Courier')
    expect(code, output).toBe(0)
    expectLines(output, blocks('console')[0] ?? '')
  })

  test('begins with a list of everything to fill in', async () => {
    const { code, output } = await command('prove')
    expect(code).toBe(3)
    expectLines(output, blocks('console')[1] ?? '')
  })

  test('gives the messages that the guide lists for common slips', async () => {
    const slips = [
      ['briefing/evidence.ts', 'exact: \'a solution in search of a fault\'', 'exact: \'a solution in search of the fault\''],
      ['briefing/evidence.ts', 'speaker: speakers.stastna, voice: \'direct\', paragraph: 2, about: \'the bridge\'', 'speaker: speakers.stastna, voice: \'direct\', paragraph: 4, about: \'the bridge\''],
      ['briefing/evidence.ts', 'The repair costs 240,000 crowns.', 'The repair costs 24,000 crowns.'],
      ['briefing/evidence.ts', 'exact: \'We will publish it when it is complete\'', 'exact: \'The town council has not published the report\''],
      ['briefing/evidence.ts', 'speaker: speakers.stastna, voice: \'indirect\', paragraph: 2 }', 'speaker: speakers.stastna, voice: \'direct\', paragraph: 2 }'],
      ['briefing/evidence.ts', 'voice: \'author\', paragraph: 8', 'voice: \'author\', paragraph: 12'],
      ['briefing/evidence.ts', 'statements: [statements.generous, statements.cheap]', 'statements: []'],
      ['slides.md', 'Three people are quoted', 'Three people are quoted, “never mind the herring now”'],
      ['slides.md', 'One article, on one bridge', 'The iron bridge over the Grenna has not opened again'],
      ['slides.md', 'A factor of ten', 'A tiresome factor of ten'],
      ['briefing/evidence.ts', 'amount: 5', 'amount: 6'],
      ['briefing/evidence.ts', 'atMost: 200 }, unit: \'letters\'', 'atMost: 200 }, unit: \'boxes\''],
      ['slides.md', 'Object.values($brief.events)', '[$brief.events.bought, $brief.events.shut, $brief.events.inspected]'],
      ['slides.md', 'duration: 2min', 'duration: 5min'],
      ['slides.md', 'layout: quote', 'layout: quotation'],
      ['slides.md', 'routeAlias: cost', 'routeAllias: cost'],
      ['slides.md', '<!--\nTarget 0:05\n\nThank you.\n-->', ''],
    ] as const
    for (const file of ['briefing/evidence.ts', 'slides.md']) {
      let text = finished(file.replace('briefing/', ''))
      for (const [, from, to] of slips.filter(([where]) => where === file)) {
        expect(text.split(from), `“${from}” stands once in ${file}`).toHaveLength(2)
        text = text.replace(from, to)
      }
      put(file, text)
    }
    const [{ output: proved, code }, { output: checked }] = [await command('prove'), await command('typecheck', '--slides-only')]
    expect(code, proved).toBe(3)
    const messages = Array.from(guide.matchAll(/^\| .+ \| `(?:prove|typecheck)`: (.+) \|$/gm), ([, message = '']) => message)
    expect(messages.length).toBeGreaterThanOrEqual(slips.length)
    const said = clean(proved + checked)
    expect(messages.filter(message => !said.includes(clean(message))), said).toEqual([])
  })

  test('is proved once evidence and slides are there', async () => {
    put('briefing/evidence.ts', finished('evidence.ts'))
    put('slides.md', finished('slides.md'))
    const { code, output } = await command('prove')
    expectLines(output, blocks('console')[2] ?? '')
    expect(code).toBe(0)
    // Its types are checked with those of `new.test.ts`.
    expect(await command('typecheck', '--slides-only')).toMatchObject({ output: '', code: 0 })
  })

  test('is what the guide shows', () => {
    for (const entry of blocks('ts'))
      expectLines(finished('evidence.ts'), entry)
    for (const slide of blocks('md'))
      expect(finished('slides.md')).toContain(slide.trim())
  })

  test('passes in the browser what every deck must', async () => {
    // Not with this run's own settings, which a run inside it would take for its own.
    const own = Object.fromEntries(Object.keys(process.env).filter(name => /^(?:TEST_|PW|BRIEFING_SITE$)/.test(name)).map(name => [name, undefined]))
    expect(await startNode(['node_modules/playwright/cli.js', 'test', 'tests/deck/deck.test.ts', '--project=build', '--workers=1', '--reporter=line'], copy, own).ended).toMatchObject({ code: 0, output: expect.stringContaining(' passed') })
  })

  test('becomes a PDF by its own name, with its own words and without a trace of this one', async () => {
    expect(await command('export')).toMatchObject({ output: expect.stringMatching(/^\d+ slides are in bridge\.pdf\.\n$/), code: 0 })
    const { path, text } = await exported(copy)
    expect(path).toMatch(/bridge\.pdf$/)
    for (const { name } of Object.values(secondEvidence.speakers))
      expect(text).toContain(name)
    for (const { exact } of Object.values(secondEvidence.quotations))
      expect(text).toContain(exact)
    expect(tracesIn(new Map([['bridge.pdf', text]]))).toEqual([])
    expect(tracesIn(textsUnder(join(copy, '.cache')))).toEqual([])
    expect(tracesIn(textsUnder(join(copy, 'briefing')))).toEqual([])
  })

  test('may have no dispute at all', async () => {
    put('briefing/evidence.ts', finished('evidence.ts').replace(/(const disputes = identify\(\{\n)[\s\S]*?(\n\} satisfies)/, '$1$2'))
    put('slides.md', finished('no-dispute.md'))
    const { code, output } = await command('prove')
    expect(output).toContain('0 disputes')
    expect(code, output).toBe(0)
    expect(await command('export')).toMatchObject({ output: expect.stringMatching(/^\d+ slides are in bridge\.pdf\.\n$/), code: 0 })
    expect((await exported(copy)).text).toContain('Zoë Šťastná')
  })
})

/** The PDF in a folder, with its text. */
async function exported(folder: string): Promise<{ path: string, text: string }> {
  const [name = 'no PDF'] = readdirSync(folder).filter(name => name.endsWith('.pdf'))
  const path = join(folder, name)
  expect(existsSync(path)).toBe(true)
  const pdf = await getDocument({ data: Uint8Array.from(readFileSync(path)), verbosity: 0 }).promise
  let text = ''
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    text += items.map(item => 'str' in item ? item.str + (item.hasEOL ? ' ' : '') : '').join('')
  }
  await pdf.loadingTask.destroy()
  return { path, text: clean(text).replaceAll(/\s+/g, ' ') }
}
