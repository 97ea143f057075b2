/** A deck on another article, from `npm run new` on: the start, what the proof says of it and of slips that people make. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import process from 'node:process'
import { expect, test } from 'playwright/test'
import { evidence } from '../../briefing/evidence.ts'
import { run } from '../helpers/commands.ts'
import { tracesOf } from '../helpers/this-article.ts'

const left = new Set(['node_modules', '.git', '.cache', 'dist', 'addon', 'shots', 'test-results', 'briefing-png'])
const flood = resolve('tests', 'other-articles', 'flood.txt')
const letter = resolve('tests', 'other-articles', 'letter.txt')

let copy = ''
const git = (...command: string[]): string => execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...command], { cwd: copy, encoding: 'utf8' })
const command = async (name: string, ...args: string[]) => run(name, copy, args, { TMPDIR: tmpdir() }, copy)
const read = (file: string): string => readFileSync(join(copy, file), 'utf8')
const write = (file: string, text: string): void => writeFileSync(join(copy, file), text)

/** Fills in every place of the start: quotations are of `name`, but for those of the governor of the flood. */
function fillIn(name: string, paragraphsOfGovernor: readonly number[] = []): void {
  const governor = paragraphsOfGovernor.length > 0 ? 'governor: { name: \'Oren Vask\', kind: \'person\', role: \'district governor\', slot: 1 },\n  ' : ''
  write('briefing/evidence.ts', read('briefing/evidence.ts')
    .replace('todo: { name: \'TODO\', kind: \'unstated\'', () => `${governor}todo: { name: '${name}', kind: 'unnamed'`)
    .replaceAll(/speakers\.todo(?=.*paragraph: (\d+))/g, (todo, paragraph: string) => paragraphsOfGovernor.includes(Number(paragraph)) ? 'speakers.governor' : todo)
    .replaceAll('TODO', 'In other words'))
  write('slides.md', read('slides.md').replaceAll(/(?<=Target 0:20\n\n)TODO/g, 'In other words. '.repeat(14)).replaceAll('TODO', 'In other words'))
}

test.describe('A new deck', () => {
  test.describe.configure({ mode: 'serial', timeout: 600_000 })

  test.beforeAll(() => {
    copy = mkdtempSync(join(realpathSync(tmpdir()), 'new-deck-'))
    const project = resolve('.')
    cpSync(project, copy, { recursive: true, filter: path => !left.has(relative(project, path)) && !path.endsWith('.pdf') })
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction')
    write('.gitignore', `${read('.gitignore')}\nnode_modules\ntemporary\n`)
    git('init', '--quiet')
    git('add', '--all')
    git('commit', '--quiet', '--message', 'Copy')
  })

  test.afterAll(() => {
    rmSync(copy, { recursive: true, force: true })
  })

  test('is not started over unsaved work', async () => {
    write('slides.md', `${read('slides.md')}\n`)
    const { code, output } = await command('new', flood)
    expect(code).toBe(2)
    expect(output).toMatch(/in no commit[\s\S]*slides\.md/)
    git('checkout', '--quiet', '--', '.')
  })

  test('tells the body from what is over it and between its paragraphs', async () => {
    const { code, output } = await command('new', flood)
    expect(code, output).toBe(0)
    expect(output).toMatch(/1 {2}headline[\s\S]*2 {2}standfirst[\s\S]*3 {2}by-line[\s\S]*4 {2}date line[\s\S]*5 {2}photo credit[\s\S]*6 {2}¶1 [\s\S]*11 {2}crosshead[\s\S]*18 {2}¶12/)
    expect(output).toContain('12 paragraphs, 6 quotations entered')
    expect(JSON.parse(read('briefing/source.json'))).toMatchObject({ title: 'Dam at Tarvo Held, Then Gave Way', date: '12 May 2031' })
    expect(output).toMatch(/title {3}Dam at Tarvo Held, Then Gave Way[\s\S]*outlet {2}not given; .* --outlet/)
  })

  test('has nothing of this article in it', () => {
    const traces = tracesOf(evidence)
    const visit = (path: string): string[] => left.has(relative(copy, path))
      ? []
      : statSync(path).isDirectory()
        ? readdirSync(path).flatMap(name => visit(join(path, name)))
        : traces(readFileSync(path, 'utf8')).map(trace => `${relative(copy, path)}: ${trace}`)
    expect(visit(copy)).toEqual([])
    expect(read('README.md'), 'who has read this article').not.toContain('by language models')
  })

  test('is a list of what to fill in', async () => {
    const { code, output } = await command('prove')
    expect(code).toBe(3)
    expect(output).toMatch(/5 things to fix[\s\S]*6 of quotations[\s\S]*14 of statements[\s\S]*1 of disputes[\s\S]*2 of observations[\s\S]*slides\.md:\d+/)
  })

  test('is of sound types, and so are another article’s slides: every slip on a slide is an error on its own line, and nothing else is one', async () => {
    const right = ':quote="$brief.quotations.p3a"'
    const slips: readonly (readonly [slip: string, line: string, says: RegExp])[] = [
      ['a misspelt quotation', '<QuoteCard :quote="$brief.quotations.p3as" />', /'p3as'[\s\S]*Did you mean 'p3a'/],
      ['a wrong kind of evidence', '<QuoteCard :quote="$brief.source" />', /type 'Quotation'/],
      ['a wrong value', `<QuoteCard ${right} size="enormous" />`, /"enormous"/],
      ['a property that does not exist', `<QuoteCard ${right} colour="red" />`, /'colour'/],
      ['a missing property', '<QuoteCard />', /Property 'quote' is missing/],
      ['an unknown component', `<QuoteCart ${right} />`, /'QuoteCart'/],
      ['an unknown directive', '<p v-blink>Here.</p>', /vBlink/],
    ]
    const lines = ['---', 'title: Slips', '---', '', '# None', '', `<QuoteCard ${right} v-click />`]
    const slipAt = new Map<string, number>()
    for (const [slip, line] of slips) {
      lines.push('', '---', 'section: A slip', '---', '', `# With ${slip}`, '', line)
      slipAt.set(slip, lines.length)
    }
    const settings = read('tsconfig.json')
    write('tsconfig.json', settings.replace('"slides.md"', '$&, "slips.md", "second.md"'))
    write('slips.md', lines.join('\n'))
    // One check for two articles, since it takes long: the other's evidence has another name.
    write('second.md', read('tests/second-article/slides.md').replaceAll('$brief', () => '$second'))
    write('second.ts', `import type { ComponentCustomProperties as Given } from 'vue'
      import type { evidence } from './tests/second-article/evidence.ts'
      declare module 'vue' { interface ComponentCustomProperties { $second: typeof evidence & Omit<Given['$brief'], keyof typeof evidence> } }`)
    const { output } = await command('typecheck')
    write('tsconfig.json', settings)
    for (const name of ['slips.md', 'second.md', 'second.ts'])
      rmSync(join(copy, name))

    const errors = Array.from(output.matchAll(/^(\S+)\((\d+),\d+\): error (.+(?:\n .+)*)/gm), ([, file = '', line, message = '']) => ({ file, line: Number(line), message }))
    for (const [slip, , says] of slips)
      expect.soft(errors.filter(({ file, line }) => file === 'slips.md' && line === slipAt.get(slip)).map(({ message }) => message).join('\n'), slip).toMatch(says)
    expect(errors.filter(({ file, line }) => file !== 'slips.md' || ![...slipAt.values()].includes(line)), 'errors where nothing is wrong').toEqual([])
  })

  test('passes the style of the tool’s own code, whose types depend on the evidence', () => {
    const files = ['briefing/evidence.ts', 'scripts/prove.ts', 'setup/main.ts']
    // No types but theirs, which takes half the time.
    const settings = read('tsconfig.json')
    write('tsconfig.json', settings.replace(/"include": .*/, `"include": ${JSON.stringify([...files, 'deck/*.d.ts', 'slidev/*.d.ts'])},`))
    execFileSync(process.execPath, ['node_modules/eslint/bin/eslint.js', ...files], { cwd: copy, stdio: 'pipe' })
    write('tsconfig.json', settings)
  })

  test('is proved once it is filled in', async () => {
    fillIn('A resident', [3, 8])
    const { code, output } = await command('prove')
    expect(output).toContain('Every quotation is the article’s')
    expect(code).toBe(0)
  })

  test('is the same by its fingerprint, crossheads and all, and when that is made again', async () => {
    const before = read('briefing/source.json')
    expect(await command('fingerprint', flood, '--check')).toMatchObject({ code: 0, output: expect.stringContaining('byte for byte') })
    const { code, output } = await command('fingerprint', flood)
    expect(code, output).toBe(0)
    expect(output).toMatch(/What the engineers knew[\s\S]*¶6 {3}The state broadcaster/)
    expect(read('briefing/source.json')).toBe(before)
  })

  test('has its paragraphs renumbered when the article gains some, and loses nothing if nobody asked', async () => {
    const [source, before] = [read('briefing/source.json'), read('briefing/evidence.ts')]
    const text = readFileSync(flood, 'utf8').replace(/\n\nA second resident/, '\n\nThe road was rebuilt later, at the cost of the town.$&')
    write('temporary/longer.txt', text)
    const refused = await command('fingerprint', 'temporary/longer.txt')
    expect(refused).toMatchObject({ code: 2, output: expect.stringContaining('¶5 to ¶12 are now ¶6 to ¶13.') })
    expect(refused.output).toContain('--renumber')
    expect([read('briefing/source.json'), read('briefing/evidence.ts')]).toEqual([source, before])

    const renumbered = await command('fingerprint', 'temporary/longer.txt', '--renumber')
    expect(renumbered.code, renumbered.output).toBe(0)
    expect(read('briefing/evidence.ts')).toBe(before.replaceAll(/paragraph: (\d+)/g, (_, no: string) => `paragraph: ${Number(no) + (Number(no) >= 5 ? 1 : 0)}`))
    const { output } = await command('prove')
    expect(output).toContain('One thing to fix')
    expect(output).toContain('No slide rests on ¶5.')
    write('briefing/source.json', source)
    write('briefing/evidence.ts', before)
  })

  /** What `prove` finds together: the slip, the file, what is written wrongly in it, and the one line that is said of it. */
  const slips = {
    'syntax': [
      ['an apostrophe that ends its string', 'briefing/evidence.ts', 'text: \'In other words\'', 'text: \'In other\'s words\'', /line \d+: an apostrophe inside '…' is written ’/],
    ],
    'types': [
      ['an unknown id', 'briefing/evidence.ts', 'ending(quotations.p3a', 'ending(quotations.p3', /quotations has no “p3”/],
      ['an unknown id near a known one', 'briefing/evidence.ts', 'speaker: speakers.author', 'speaker: speakers.auther', /speakers has no “auther”\. Did you mean “author”\?/],
      ['a missing property of a speaker', 'briefing/evidence.ts', 'kind: \'author\', ', '', /speakers\.author: “kind” is missing\./],
      ['a value that does not exist', 'briefing/evidence.ts', 'kind: \'summary\'', 'kind: \'sumary\'', /observations\.summary: “kind” cannot be 'sumary'/],
    ],
    'slides': [
      ['a property without its colon', 'slides.md', ':counts="$brief', 'counts="$brief', /Write :counts="\$brief\.counts"\./],
      ['an unknown id on a slide', 'slides.md', '$brief.observations.summary', '$brief.observations.sumary', /\$brief\.observations has no “sumary”\. Did you mean “summary”\?/],
    ],
    'a property': [
      ['a property that does not exist', 'briefing/evidence.ts', 'leavesOut:', 'leaveOut:', /disputes\.first: “leaveOut” is read by nothing\. Did you mean “leavesOut”\?/],
    ],
    'rules': [
      ['two speakers of one name', 'briefing/evidence.ts', 'name: \'The author\'', 'name: \'A resident\'', /have the same name, “A resident”/],
      ['a straight apostrophe inside curly marks', 'briefing/evidence.ts', 'It’s a sound dam', 'It\\\'s a sound dam', /“It's a sound dam” has a straight apostrophe/],
      ['a target that the note does not fit', 'slides.md', 'Target 0:20', 'Target 9:20', /“Target 9:20”\. Write “Target 0:20”, or say more/],
      ['a misspelt routeAlias', 'slides.md', 'routeAlias: coverage', 'routeAlias: coverrage', /Add routeAlias: coverage/],
      ['a dispute without a slide of its name', 'slides.md', 'routeAlias: first', '', /No slide has the name of the dispute “first”/],
    ],
    'times': [
      ['a duration that the targets do not add up to', 'slides.md', 'duration: ', 'duration: 1', /The presented slides plan \d+:\d\d together.*Write “duration: \d+min”/],
    ],
    'names': [
      ['an empty name', 'briefing/evidence.ts', 'name: \'A resident\'', 'name: \' \'', /speakers\.todo has no name/],
    ],
  } as const
  for (const [kind, ofKind] of Object.entries(slips)) {
    test(`is told of each slip in one line: ${kind}`, async () => {
      const before = new Map(['briefing/evidence.ts', 'slides.md'].map(file => [file, read(file)]))
      for (const [slip, file, right, wrong] of ofKind) {
        expect(read(file), slip).toContain(right)
        write(file, read(file).replace(right, () => wrong))
      }
      const { code, output } = await command('prove')
      for (const [file, text] of before)
        write(file, text)
      for (const [slip, , , , says] of ofKind)
        expect.soft(output.split('\n').filter(line => says.test(line)), `${slip}:\n${output}`).toHaveLength(1)
      expect(output).not.toMatch(/^ +at /m)
      expect(code).toBe(3)
    })
  }

  test('says one cause once, however often it shows', async () => {
    const before = read('briefing/evidence.ts')
    write('briefing/evidence.ts', before.replaceAll('speakers.author', 'speakers.auther'))
    const { output } = await command('prove')
    write('briefing/evidence.ts', before)
    expect(output).toContain('One thing to fix')
    expect(output).toMatch(/The same in line (?:\d+, )+\d+\./)
  })

  test('has a file name that ends with a word of a long headline', async () => {
    git('checkout', '--quiet', '--', '.')
    const headline = 'Ministry of Water Resources Withholds Engineers’ Memorandum on Tarvo Dam While Residents of Lower Valley Count Their Dead and Ask Who Knew What and When'
    write('temporary/long.txt', readFileSync(flood, 'utf8').replace('Dam at Tarvo Held, Then Gave Way', headline))
    expect(await command('new', 'temporary/long.txt')).toMatchObject({ code: 0 })
    expect(read('slides.md')).toContain('exportFilename: ministry-of-water-resources-withholds\n')
  })

  test('takes for no paragraphs what stands over and under an agency’s or a newspaper’s text', async () => {
    git('checkout', '--quiet', '--', '.')
    write('temporary/agency.txt', [
      'WORLD NEWS',
      'Dam at Tarvo Held, Then Gave Way',
      'By Ann Okonjo\nThe Tarvo Daily\nPublished 5:02 a.m. May 3, 2021 | Updated 11:47 a.m. May 4, 2021',
      'Staff Writer',
      'A boat on Garfield Street. She has not been home since, she said. (L. Arreola/The Daily)',
      'TARVO, Upper Valley (Agency) — The dam above Tarvo broke before dawn.',
      'By Thursday, the operator of the dam had said nothing.',
      'This report of the operator is all that there is.',
      'A. Okonjo writes about rivers.',
      'This article was corrected on May 5.',
      'Leading article, page 31',
      'Photograph: The dam, pictured in 2019',
    ].join('\n\n'))
    const { output } = await command('new', 'temporary/agency.txt')
    expect(output).toMatch(/1 {2}kicker {8}WORLD[\s\S]* 2 {2}headline[\s\S]* 3 {2}by-line[\s\S]* 4 {2}by-line[\s\S]* 5 {2}photo credit[\s\S]* 6 {2}date line {5}TARVO, Upper Valley \(Agency\) —\n {3}7 {2}¶1 {12}The dam[\s\S]* {2}9 {2}¶3 {12}This report/)
    expect(output).toMatch(/end matter {4}A\. Okonjo[\s\S]*end matter {4}This article[\s\S]*end matter {4}Leading[\s\S]*photo credit/)
    expect(output).toMatch(/title {3}Dam at Tarvo[\s\S]*date {4}May 3, 2021\n/)
  })

  test('takes its headline from below a caption, and may have many of its words as a file name', async () => {
    git('checkout', '--quiet', '--', '.')
    write('temporary/caption.txt', `The dam in May. Photo: T. Okonjo\n\n${readFileSync(flood, 'utf8').replace('Dam at Tarvo Held, Then Gave Way', 'It Held Up to Two in the Night of May 3')}`)
    const { output } = await command('new', 'temporary/caption.txt')
    expect(output).toMatch(/1 {2}photo credit[\s\S]*2 {2}headline[\s\S]*title {3}It Held Up/)
    expect(read('slides.md')).toContain('exportFilename: it-held-up-to-two-in-the-night-of-may-3\n')
    expect((await command('prove')).output).not.toContain('exportFilename')
  })

  test('may be short, quoted throughout, and in another script', async () => {
    git('checkout', '--quiet', '--', '.')
    const { code, output } = await command('new', letter)
    expect(code, output).toBe(0)
    expect(output).toContain('2 paragraphs, 2 quotations entered')
    fillIn('The writer of the letter')
    expect((await command('prove')).output).toContain('Every quotation is the article’s')
  })
})
