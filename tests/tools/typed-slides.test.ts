import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { expect, test } from 'playwright/test'
import { evidence } from '../second-article/evidence.ts'

const [quotation = ''] = Object.keys(evidence.quotations)
const right = `:quote="$brief.quotations.${quotation}"`

/** One slide each: what is wrong with it, the line that is wrong, and what the error must say. */
const slips: readonly (readonly [slip: string, line: string, says: RegExp])[] = [
  ['a misspelt quotation', `<QuoteCard :quote="$brief.quotations.${quotation}s" />`, new RegExp(`'${quotation}s'[^]*Did you mean '${quotation}'`)],
  ['a wrong kind of evidence', '<QuoteCard :quote="$brief.source" />', /type 'Quotation'/],
  ['a wrong value', `<QuoteCard ${right} size="enormous" />`, /"enormous"/],
  ['a property that does not exist', `<QuoteCard ${right} colour="red" />`, /'colour'/],
  ['a missing property', '<QuoteCard />', /Property 'quote' is missing/],
  ['an unknown component', `<QuoteCart ${right} />`, /'QuoteCart'/],
  ['an unknown directive', '<p v-blink>Here.</p>', /vBlink/],
]

/** Type-checks a deck of `slides` beside this project's components and settings and the second article's evidence, which has quotations whatever this one has, and gives the errors. */
async function typeErrors(slides: string): Promise<{ line: number, message: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'typed-slides-'))
  try {
    for (const name of ['briefing', 'components', 'deck', 'setup', 'slidev', 'tsconfig.json'])
      await cp(name, join(folder, name), { recursive: true })
    const ofSecond = await readFile('tests/second-article/evidence.ts', 'utf8')
    await writeFile(join(folder, 'briefing', 'evidence.ts'), ofSecond.replaceAll('../../briefing/', './'))
    await symlink(resolve('node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'slides.md'), slides)
    await writeFile(join(folder, 'tsconfig.slides.json'), JSON.stringify({ extends: './tsconfig.json', include: ['slides.md', 'components/*.d.ts', 'deck/*.d.ts', 'setup/main.ts'] }))
    const output = await new Promise<string>((done) => {
      execFile(process.execPath, ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.slides.json'], { cwd: folder }, (_, stdout, stderr) => done(stdout + stderr))
    })
    return Array.from(output.matchAll(/^slides\.md\((\d+),\d+\): error (.+(?:\n .+)*)/gm), ([, line, message = '']) => ({ line: Number(line), message }))
  }
  finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test.describe('A slide', () => {
  test('is type-checked: every slip is an error on its own line', async () => {
    test.setTimeout(180_000)
    const lines = ['---', 'title: Slips', '---', '', '# None', '', `<QuoteCard ${right} v-click />`]
    const slipAt = new Map<string, number>()
    for (const [slip, line] of slips) {
      lines.push('', '---', 'section: A slip', '---', '', `# With ${slip}`, '', line)
      slipAt.set(slip, lines.length)
    }
    const errors = await typeErrors(lines.join('\n'))
    for (const [slip, , says] of slips)
      expect.soft(errors.filter(({ line }) => line === slipAt.get(slip)).map(({ message }) => message).join('\n'), slip).toMatch(says)
    expect(errors.filter(({ line }) => ![...slipAt.values()].includes(line)), 'errors where nothing is wrong').toEqual([])
  })
})
