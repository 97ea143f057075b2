/**
 * `prove` and the checks of slides find what they are there for: each rule is broken once, on an article, evidence and slides of our own writing;
 * and the commands themselves run in a copy of this project, on its own evidence.
 */
import type { Source } from '../../briefing/fingerprint.ts'
import type { Briefing, Quotation, ReportedEvent, Speaker, Statement } from '../../briefing/model.ts'
import type { Problem } from '../../briefing/rules.ts'
import { Buffer } from 'node:buffer'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'playwright/test'
import { evidence as ownEvidence } from '../../briefing/evidence.ts'
import { fingerprint } from '../../briefing/fingerprint.ts'
import { identify } from '../../briefing/model.ts'
import { rulesFor } from '../../briefing/rules.ts'
import { readSlides } from '../../deck/slides.ts'
import { readArticle } from '../../deck/source.ts'
import { exitCodes } from '../../scripts/cli/exit.ts'
import { run } from '../helpers/commands.ts'

const article = `Harbour Notes

The ferry to the northern islands will not sail this winter, the harbour board decided on Monday in a meeting that few people had expected.

“We have no other choice,” said Ulla Holm, who chairs the harbour board. She called the old ship “unsafe”.

The islanders, reneging on nothing they had ever promised, say they will row across if they must.`

const source: Source = { title: 'A Winter on Land', outlet: null, author: null, date: null, url: null, ...fingerprint(article, { leadingBlocks: 1 }) }

const speakers = identify({
  holm: { name: 'Ulla Holm', role: 'chairs the board', slot: 1 },
  islanders: { name: 'The islanders', slot: 2 },
  author: { name: 'The author', slot: 3 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const quotations = identify({
  choice: { exact: 'We have no other choice', speaker: speakers.holm, voice: 'direct', paragraph: 2, about: 'the decision' },
  unsafe: { exact: 'unsafe', prefix: 'called the old ship “', speaker: speakers.holm, voice: 'direct', paragraph: 2, about: 'the ship' },
} satisfies Record<string, Omit<Quotation, 'id'>>)

const statements = identify({
  noFerry: { text: 'No ferry goes north this winter.', speaker: speakers.author, voice: 'author', paragraph: 1 },
  choice: { text: 'On the decision:', quotation: quotations.choice, speaker: speakers.holm, voice: 'direct', paragraph: 2 },
  row: { text: 'They would rather row than stay.', speaker: speakers.islanders, voice: 'indirect', paragraph: 3 },
} satisfies Record<string, Omit<Statement, 'id'>>)

const events = identify({
  meeting: { text: 'The board meets', when: { kind: 'relative', words: 'Monday' }, speaker: speakers.author, voice: 'author', paragraph: 1 },
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const sound = {
  speakers,
  outlets: {},
  quotations,
  statements,
  events,
  disputes: identify({ ferry: { topic: 'The ferry', question: 'Can they do without?', claims: [statements.noFerry], counterclaims: [statements.row] } }),
  observations: identify({ why: { kind: 'open', text: 'No cost is named.', paragraphs: [1, 2] } }),
  places: {},
  loadedWords: ['reneging', 'few people'],
  properNames: ['Ulla Holm'],
  quotationMarkExceptions: [{ text: 'the north', reason: 'a nickname of ours' }],
} satisfies Briefing

const soundSlides = `---
theme: default
title: Notes on a ferry
---

# No ferry

<ClaimsTable :disputes="[$brief.disputes.ferry]" />

<!--
They call it “the north”.
-->

---
section: The ship
---

# One word

<QuoteCard :quote="$brief.quotations.unsafe" lead="She calls it “unsafe”" />

{{ $brief.statements.choice.text }} “{{ $brief.quotations.choice.exact }}”

<!--
Two remarks by one person.
-->
`

/** Everything that is wrong with a deck made of these. */
async function prove(evidence: Briefing = sound, slides = soundSlides): Promise<Problem[]> {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, slides)
  return rulesFor(evidence, source).checkDeck(await readSlides(entry, evidence), (collection, id) => `${collection}.${id}`)
}

/** Expects one problem and gives its place and message. */
async function onlyProblem(evidence: Briefing, slides = soundSlides): Promise<string> {
  const problems = await prove(evidence, slides)
  expect(problems).toHaveLength(1)
  return problems.map(({ where, message }) => `${where} ${message}`).join()
}

/** A sound deck, with text put in place of text. */
async function inSlides(from: string, to: string): Promise<string> {
  expect(soundSlides).toContain(from)
  return onlyProblem(sound, soundSlides.replace(from, to))
}

function withQuotation(id: keyof typeof quotations, change: Partial<Quotation>): Briefing {
  const changed = { ...quotations, [id]: { ...quotations[id], ...change } }
  return { ...sound, quotations: changed, statements: { ...statements, choice: { ...statements.choice, quotation: changed.choice } } }
}

test('A sound deck has nothing to mend', async () => {
  expect(await prove()).toEqual([])
})

test.describe('In the evidence', () => {
  test('a quotation that is not the article’s is named with what comes nearest', async () => {
    const problems = await prove({ ...sound, quotations: { ...quotations, unsafe: { ...quotations.unsafe, exact: 'unsound' } } })
    expect(problems[0]?.where).toBe('quotations.unsafe')
    expect(problems[0]?.message).toContain('Expected to find “unsound” in ¶2')
    expect(problems[0]?.message).toContain('“called the old ship”, in ¶2')
  })

  test('a quotation in the wrong paragraph is sent to the right one', async () => {
    const problems = await prove(withQuotation('unsafe', { paragraph: 3 }))
    expect(problems[0]?.message).toContain('is not in ¶3')
    expect(problems[0]?.message).toContain('it stands in ¶2')
  })

  for (const [what, change, message] of [
    ['that names a paragraph beyond the last', { paragraph: 4 }, 'names ¶4; the article has ¶1 to ¶3'],
    ['with too little context', { prefix: 'ship “' }, 'cannot be proved: with its context it has 2 words and marks'],
    ['that the article does not put in quotation marks', { exact: 'the old ship', prefix: 'She called' }, 'but not in quotation marks'],
    ['that runs across quotation marks', { exact: 'the old ship unsafe', prefix: '' }, 'runs across the article’s quotation marks'],
    ['without words', { exact: '…' }, 'has no words'],
  ] as const) {
    test(`a quotation ${what} is refused`, async () => {
      const problems = await prove(withQuotation('unsafe', change))
      expect(problems[0]).toMatchObject({ where: 'quotations.unsafe' })
      expect(problems[0]?.message).toContain(message)
    })
  }

  test('a quotation that lost a word at its end is refused, unless its context says that it ends there', async () => {
    expect((await prove(withQuotation('choice', { exact: 'We have no other' })))[0]?.message).toContain('ends before what the article puts in quotation marks')
    expect((await prove(withQuotation('choice', { exact: 'have no other choice' })))[0]?.message).toContain('begins in the middle of what the article puts in quotation marks')
    expect(await prove(withQuotation('choice', { exact: 'have no other', prefix: 'We', suffix: 'choice' }))).toEqual([])
  })

  for (const [what, statement, message] of [
    ['from a paragraph that does not exist', { ...statements.row, paragraph: 0 }, 'names ¶0; the article has ¶1 to ¶3'],
    ['without a text', { ...statements.row, text: ' ' }, 'says nothing'],
    ['by a speaker who is not in the evidence', { ...statements.row, speaker: { id: 'x', name: 'X', slot: 1 } }, 'names no speaker of the evidence'],
    ['through an outlet that is not in the evidence', { ...statements.row, via: { id: 'x', name: 'X' } }, 'names no outlet of the evidence'],
    ['in a direct voice without a quotation', { ...statements.row, voice: 'direct' }, 'no quotation of the evidence'],
    ['that disagrees with its quotation', { ...statements.row, quotation: quotations.choice }, 'does not agree with its quotation “choice”'],
    ['that copies eight words of the article', { ...statements.row, text: 'In short, the Harbour Board decided on Monday in a meeting.' }, '9 words in a row are the article’s (¶1): “the Harbour Board decided on Monday in a meeting”'],
    ['that quotes what the article does not say', { ...statements.row, text: 'They call it “a bad joke for us all”.' }, '“a bad joke for us all” stands in quotation marks, and the article does not have it'],
    ['in the author’s loaded words', { ...statements.row, text: 'Is this RENEGING?' }, '“RENEGING” is the author’s loaded word'],
  ] satisfies [string, Statement, string][]) {
    test(`a statement ${what} is refused`, async () => {
      const changed = await onlyProblem({ ...sound, statements: { ...statements, extra: { ...statement, id: 'extra' } } })
      expect(changed).toContain('statements.extra')
      expect(changed).toContain(message)
    })
  }

  test('a name counts as one word of a copy', async () => {
    const extra = { ...statements.row, id: 'extra', text: 'Never, said Ulla Holm, who chairs the harbour board.' }
    expect(await prove({ ...sound, statements: { ...statements, extra } })).toEqual([])
    expect(await onlyProblem({ ...sound, properNames: [], statements: { ...statements, extra } })).toContain('8 words in a row')
  })

  test('a dispute without a counterclaim, or with none but the author’s, must say what the article leaves out', async () => {
    const { ferry } = sound.disputes
    const oneSided = { ...sound, disputes: { ferry: { ...ferry, counterclaims: [] } } }
    const problems = await prove(oneSided)
    expect(problems[0]?.message).toContain('The dispute “ferry” is one-sided')
    expect((await prove({ ...sound, disputes: { ferry: { ...ferry, claims: [statements.row], counterclaims: [statements.noFerry] } } }))[0]?.message).toContain('no counterclaim but the author’s')
    expect(await prove({ ...sound, disputes: { ferry: { ...ferry, claims: [statements.row], counterclaims: [statements.noFerry], leavesOut: 'No timetable is given.' } } })).toEqual([])
  })
})

test.describe('On a slide', () => {
  const anywhere = 'Two remarks by one person.'
  const invented = '“we have every choice”'

  /** Changes a sound deck, and expects one problem in the line that holds `wrong`. */
  async function expectProblemAt(wrong: string, from: string, to: string): Promise<void> {
    const line = soundSlides.replace(from, to).split('\n').findIndex(text => text.includes(wrong)) + 1
    expect(line).toBeGreaterThan(0)
    expect(await inSlides(from, to)).toMatch(new RegExp(`^slides\\.md:${line} .*: “[^”]+” stands in quotation marks, and the article does not have it`))
  }

  for (const marks of ['“…”', '"…"', '«…»', '„…“', '‘…’', '\'…\'', '<q>…</q>']) {
    test(`a string in ${marks} that the article does not have is found, with file and line`, async () => {
      await expectProblemAt('every', '{{ $brief.statements.choice.text }}', `She said\n${marks.replace('…', 'we have every choice')} to them.`)
    })
  }

  for (const [where, from, to] of [
    ['a heading', '# One word', `# One word: ${invented}`],
    ['a note', anywhere, `Two remarks,\n[click] and ${invented}.`],
    ['an attribute', 'lead="She calls it “unsafe”"', `lead="She says\n${invented}"`],
    ['a bound attribute', 'lead="She calls it “unsafe”"', `:lead="true ? 'She says ${invented}' : 0"`],
    ['a block quotation in HTML', anywhere, `${anywhere}\n\n<blockquote>\n\nWe have every choice\n\n</blockquote>`],
    ['a block quotation in Markdown', '{{ $brief.statements.choice.text }}', '> We have every choice\n\n'],
    ['a component', '<QuoteCard :quote', `<Box>They say ${invented}</Box>\n\n<QuoteCard :quote`],
    ['a q element in a component', '<QuoteCard :quote', `<Box>They say <q>we have every choice</q></Box>\n\n<QuoteCard :quote`],
    ['a component of several lines', '<QuoteCard :quote', `<Box\n  class="large"\n  :title="'They say ${invented}'"\n/>\n\n<QuoteCard :quote`],
    ['a list', anywhere, `${anywhere}\n\n- one\n- ${invented}`],
    ['the front matter', 'section: The ship', `layout: default\nsection: Who said ${invented}`],
    ['a string that is partly in bold', '# One word', '# One word: “we **have _every_ choice**”'],
  ] as const) {
    test(`a string in quotation marks is found in ${where}`, async () => {
      await expectProblemAt('every', from, to)
    })
  }

  test('code is no text', async () => {
    expect(await prove(sound, soundSlides.replace('# One word', '# One word\n\nType `say "we have every choice"`.\n\n```js\nsay("we have every choice")\n```'))).toEqual([])
  })

  for (const [what, text] of [
    ['the article’s words, whatever the marks', 'He wrote ‘will not sail this winter’ and "the harbour board decided".'],
    ['a part of a quotation', 'No “choice”, she says.'],
    ['the article’s title', 'It is called “A Winter on Land”.'],
    ['an excepted string', 'Off to “the north” we go.'],
    ['apostrophes', 'The islanders’ boats aren’t the board’s; it’s the islanders\' own.'],
  ] as const) {
    test(`${what} may stand`, async () => {
      expect(await prove(sound, soundSlides.replace(anywhere, text))).toEqual([])
    })
  }

  test('punctuation that the article has elsewhere may not stand in quotation marks', async () => {
    expect(await prove(sound, soundSlides.replace(anywhere, 'She spoke of “no other choice,” she did.'))).toEqual([])
    expect(await inSlides(anywhere, 'She called it “unsafe.”')).toContain('“unsafe.” stands in quotation marks')
  })

  test('a quotation mark that nothing closes is found', async () => {
    expect(await inSlides(anywhere, 'She said “we have no other choice.')).toContain('is never closed')
  })

  test('what only the running deck could tell may not stand in quotation marks', async () => {
    expect(await inSlides('$brief.quotations.choice.exact', '$brief.quotations.choice.exact.slice(2)')).toContain('only the running deck can tell')
  })

  test('eight of the article’s words in a row are found in a note, outside quotation marks only', async () => {
    expect(await inSlides(anywhere, 'So the harbour board decided on Monday in a meeting.')).toContain('Slide 2, note: 9 words in a row')
    expect(await prove(sound, soundSlides.replace(anywhere, 'So “the harbour board decided on Monday in a meeting”.'))).toEqual([])
  })

  test('the author’s loaded words are found, outside quotation marks only', async () => {
    expect(await inSlides(anywhere, 'That was what few people hoped.')).toContain('“few people” is the author’s loaded word')
    expect(await prove(sound, soundSlides.replace(anywhere, 'The author: “reneging on nothing they had”.'))).toEqual([])
  })

  test('a paragraph that no slide rests on is missed, with the evidence there is from it', async () => {
    const problem = await inSlides('[$brief.disputes.ferry]', '[$brief.statements.noFerry]')
    expect(problem).toContain('No slide rests on ¶3')
    expect(problem).toContain('$brief.statements.row')
  })

  test('a quotation on no slide is missed', async () => {
    expect(await inSlides(':quote="$brief.quotations.unsafe" ', '')).toContain('The quotation “unsafe” is on no slide')
    // Only its words show it.
    expect(await inSlides(':quote="$brief.quotations.unsafe" ', ':about="$brief.quotations.unsafe.about" ')).toContain('The quotation “unsafe” is on no slide')
  })

  test('evidence is found however a slide refers to it', async () => {
    for (const reference of ['$brief.disputes.ferry.claims', '$brief[\'disputes\'].ferry', 'Object.values($brief.disputes)', '[...$brief.disputes.ferry.claims, 0].map(x => x)', '$brief.disputes?.ferry', '$brief.disputes[$page]']) {
      const slides = soundSlides.replace('[$brief.disputes.ferry]', reference)
      const [slide] = await readSlidesOf(slides)
      expect(slide?.rests.paragraphs, reference).toContain(1)
    }
    const [repeated] = await readSlidesOf(soundSlides.replace(':disputes="[$brief.disputes.ferry]"', 'v-for="dispute of $brief.disputes" :key="dispute.id"'))
    expect(repeated?.rests.paragraphs).toEqual([1, 3])
    const [none] = await readSlidesOf(soundSlides.replace('[$brief.disputes.ferry]', '$brief.somethingElse.ferry'))
    expect(none?.rests.paragraphs).toEqual([])
  })
})

async function readSlidesOf(slides: string) {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, slides)
  return readSlides(entry, sound)
}

test('Half-filled evidence gives a list in the order to work it off, not an error', async () => {
  const empty: Briefing = { speakers: {}, outlets: {}, quotations: {}, statements: {}, events: {}, disputes: {}, observations: {}, places: {}, loadedWords: [], properNames: [], quotationMarkExceptions: [] }
  expect((await prove(empty, '# Nothing yet\n')).map(({ message }) => message)).toEqual([1, 2, 3].map(n => expect.stringContaining(`No slide rests on ¶${n}. The evidence has nothing from it either`)))

  const { ferry } = sound.disputes
  const half: Briefing = { ...withQuotation('unsafe', { paragraph: 1 }), disputes: { ferry: { ...ferry, counterclaims: [] } }, observations: { why: { ...sound.observations.why, paragraphs: [9] } } }
  const order = ['quotation “unsafe”', 'observations.why', 'dispute “ferry”', 'Slide 2, note', 'quotation “choice” is on no slide', 'No slide rests on ¶2', 'No slide rests on ¶3']
  const problems = await prove(half, soundSlides.replace('Two remarks', 'Two “odd and unheard-of” remarks').replace('{{ $brief.statements.choice.text }} “{{ $brief.quotations.choice.exact }}”', ''))
  expect(problems.map(({ message }) => message)).toEqual(order.map(part => expect.stringContaining(part)))
})

test.describe('The command', () => {
  test.describe.configure({ mode: 'parallel' })

  let project: string
  test.beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'prove-'))
    for (const name of ['briefing', 'deck', 'layouts', 'scripts', 'slidev', 'slides.md', 'package.json', 'package-lock.json', 'tsconfig.json'])
      cpSync(name, join(project, name), { recursive: true })
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  })
  test.afterEach(() => rmSync(project, { recursive: true, force: true }))

  async function runScript(name: string, ...args: string[]): Promise<{ code: number | null, out: string, error: string }> {
    const { code, stdout, error } = await run(name, project, args, {}, project)
    return { code, out: Buffer.from(stdout).toString(), error }
  }

  function edit(file: string, change: (text: string) => string): void {
    const before = readFileSync(join(project, file), 'utf8')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(join(project, file), after)
  }

  const first = Object.values<Quotation>(ownEvidence.quotations).find(({ exact }) => exact.split(' ').length > 3)
  const sourceOf = (): string => readFileSync(join(project, 'briefing/source.json'), 'utf8')

  test('proves this deck, and lists every paragraph with its slides', async () => {
    const { code, out, error } = await runScript('prove')
    expect(error).toBe('')
    expect(code).toBe(0)
    const { sha256, paragraphs } = JSON.parse(sourceOf()) as { sha256: string, paragraphs: unknown[] }
    expect(out).toContain(`${sha256}, ${paragraphs.length} paragraphs`)
    for (const i of paragraphs.keys())
      expect(out).toMatch(new RegExp(`¶${i + 1} +\\d`))
  })

  test('fails on two words swapped in a quotation, and names file, line and quotation', async () => {
    const exact = first?.exact ?? ''
    const swapped = exact.replace(/^(\S+) (\S+)/, '$2 $1')
    edit('briefing/evidence.ts', code => code.replace(exact, swapped))
    const line = readFileSync(join(project, 'briefing/evidence.ts'), 'utf8').split('\n').findIndex(text => text.trimStart().startsWith(`${first?.id}: {`)) + 1
    const { code, error } = await runScript('prove')
    expect(code).toBe(exitCodes.content)
    expect(error).toContain(`briefing/evidence.ts:${line}\n     The quotation “${first?.id}” is not the article’s`)
    expect(error).toContain(swapped)
  })

  test('fails on an invented quotation in a note, and names file and line', async () => {
    edit('slides.md', slides => slides.replace(/-->\s*$/, 'He said “nothing of the sort was ever said”.\n-->\n'))
    const line = readFileSync(join(project, 'slides.md'), 'utf8').split('\n').findIndex(text => text.includes('nothing of the sort')) + 1
    const { code, error } = await runScript('prove')
    expect(code).toBe(exitCodes.content)
    expect(error).toContain(`slides.md:${line}`)
  })

  test('says what to do when the fingerprint is missing or damaged', async () => {
    writeFileSync(join(project, 'briefing/source.json'), '{')
    expect(await runScript('prove')).toMatchObject({ code: exitCodes.file, error: expect.stringContaining('briefing/source.json is damaged: make it from the article') })
    rmSync(join(project, 'briefing/source.json'))
    expect(await runScript('prove')).toMatchObject({ code: exitCodes.file, error: expect.stringContaining('isn’t there') })
  })

  test('makes a fingerprint, keeps its citation when it is made again, and tells the same article from another', async () => {
    writeFileSync(join(project, 'a.txt'), article)
    const made = await runScript('fingerprint', 'a.txt', '--title', 'Harbour Notes')
    expect(made).toMatchObject({ code: 0, error: '' })
    expect(made.out).toContain('1 leading block is not body text')
    expect(made.out).toContain('¶2   “We have no other choice,” said Ulla Holm, …')
    expect(made.out).toContain('{ exact: \'unsafe\', prefix: \'the old ship “\', paragraph: 2 },')
    expect(JSON.parse(sourceOf())).toMatchObject({ title: 'Harbour Notes', outlet: null, leadingBlocks: 1 })
    expect(sourceOf()).not.toContain('ferry')

    writeFileSync(join(project, 'b.txt'), `\uFEFF${article.replaceAll('\n\n', '\r\n').replaceAll('“', '"').replaceAll(' ', ' \u00A0')}`)
    expect(await runScript('fingerprint', 'b.txt', '--check')).toMatchObject({ code: 0, out: expect.stringContaining('the same words in the same 3 paragraphs') })
    expect(await runScript('fingerprint', 'b.txt', '--outlet', 'The Pier')).toMatchObject({ code: 0 })
    expect(JSON.parse(sourceOf())).toMatchObject({ title: 'Harbour Notes', outlet: 'The Pier' })

    const before = sourceOf()
    writeFileSync(join(project, 'c.txt'), article.replace('this winter', 'next winter'))
    const other = await runScript('fingerprint', 'c.txt', '--check')
    expect(other.code).toBe(exitCodes.content)
    expect(other.error).toContain('2 of its 3 paragraphs are the same')
    expect(other.error).toContain('¶1 differs: the file has “… islands will not sail next')
    expect(sourceOf()).toBe(before)
  })

  test('refuses what is no article, in one line, and leaves the fingerprint as it was', async () => {
    const before = sourceOf()
    for (const [name, content, message] of [
      ['empty', '', 'is empty'],
      ['binary', Uint8Array.of(0x89, 0x50, 0x4E, 0x47, 0, 1), 'is binary'],
      ['latin1', Uint8Array.of(0x63, 0x61, 0x66, 0xE9), 'is not in UTF-8'],
    ] as const) {
      writeFileSync(join(project, name), content)
      expect(() => readArticle(join(project, name)), name).toThrow(message)
    }
    expect(() => readArticle(project)).toThrow('is a directory')
    expect(() => readArticle(join(project, 'nowhere'))).toThrow('there is no such file')

    writeFileSync(join(project, 'blank.txt'), ' \n\u00A0\n')
    expect(await runScript('fingerprint', 'blank.txt')).toEqual({ code: exitCodes.file, out: '', error: 'blank.txt: has no words in it\n' })
    expect(await runScript('fingerprint', 'blank.txt', '--leading-blocks', 'two')).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(await runScript('fingerprint')).toMatchObject({ code: exitCodes.usage, out: '' })
    expect(sourceOf()).toBe(before)
  })

  test('finds in slides what the type check cannot see, with file and line', async () => {
    expect(await runScript('typecheck', '--slides-only')).toEqual({ code: 0, out: '', error: '' })
    writeFileSync(join(project, 'slides.md'), `---
titel: A slip
layout: covr
---

# One

<script setup>
const all = 'unchecked'
</script>

---
paragraphs: [1]
mcp: false
layout: image
image: /picture.png
---

# Two

<div>

Text with <b>weight</b>, in a <VClick>click</VClick>

</div>

<!-- A note. -->
`)
    const { code, out } = await runScript('typecheck', '--slides-only')
    expect(code).toBe(exitCodes.content)
    expect(out.trim().split('\n')).toEqual([
      expect.stringContaining('slides.md:3: Slide 1 has the layout “covr”'),
      expect.stringContaining('slides.md:2: Slide 1 has “titel” in its front matter, which nothing reads'),
      expect.stringContaining('slides.md:8: Slide 1 has a script block'),
      expect.stringContaining('slides.md:1: Slide 1, “One”, has no presenter notes'),
      expect.stringContaining('slides.md:13: Slide 2 sets “paragraphs” by hand'),
      expect.stringContaining('slides.md:14: Slide 2 has “mcp” in its front matter, which only works in the first'),
      expect.stringContaining('slides.md:21: Slide 2 lays out with <div>'),
    ])
  })
})
