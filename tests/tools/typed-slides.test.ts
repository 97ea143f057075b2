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

/** Type-checks slides with slips beside the second article's own, its evidence and all of this project that works on it, and gives the errors. */
async function typeErrors(slides: string): Promise<{ file: string, line: number, message: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'typed-slides-'))
  try {
    const rooms = ['briefing', 'components', 'deck', 'layouts', 'scripts', 'setup', 'slidev']
    for (const name of [...rooms, 'global-top.vue', 'slide-top.vue', 'vite.config.ts', 'tsconfig.json'])
      await cp(name, join(folder, name), { recursive: true })
    const ofSecond = await readFile('tests/second-article/evidence.ts', 'utf8')
    await writeFile(join(folder, 'briefing', 'evidence.ts'), ofSecond.replaceAll('../../briefing/', './'))
    await symlink(resolve('node_modules'), join(folder, 'node_modules'))
    await cp('tests/second-article/slides.md', join(folder, 'slides.md'))
    await writeFile(join(folder, 'slips.md'), slides)
    await writeFile(join(folder, 'tsconfig.slides.json'), JSON.stringify({ extends: './tsconfig.json', include: ['*.ts', '*.vue', '*.md', ...rooms] }))
    const output = await new Promise<string>((done) => {
      execFile(process.execPath, ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.slides.json'], { cwd: folder }, (_, stdout, stderr) => done(stdout + stderr))
    })
    return Array.from(output.matchAll(/^(\S+)\((\d+),\d+\): error (.+(?:\n .+)*)/gm), ([, file = '', line, message = '']) => ({ file, line: Number(line), message }))
  }
  finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test.describe('A slide', () => {
  test('is type-checked, in another article’s deck too: every slip is an error on its own line, and nothing else is one', async () => {
    test.setTimeout(180_000)
    const lines = ['---', 'title: Slips', '---', '', '# None', '', `<QuoteCard ${right} v-click />`]
    const slipAt = new Map<string, number>()
    for (const [slip, line] of slips) {
      lines.push('', '---', 'section: A slip', '---', '', `# With ${slip}`, '', line)
      slipAt.set(slip, lines.length)
    }
    const errors = await typeErrors(lines.join('\n'))
    for (const [slip, , says] of slips)
      expect.soft(errors.filter(({ file, line }) => file === 'slips.md' && line === slipAt.get(slip)).map(({ message }) => message).join('\n'), slip).toMatch(says)
    expect(errors.filter(({ file, line }) => file !== 'slips.md' || ![...slipAt.values()].includes(line)), 'errors where nothing is wrong').toEqual([])
  })
})
