/**
 * `prove` and the checks of slides find what they are there for: each rule is broken once, on an article, evidence and slides of our own writing;
 * and the commands themselves run in a copy of this project, on its own evidence.
 */
import type { Problem } from '../../briefing/basis.ts'
import type { Briefing, Dispute, Quantity, Quotation, ReportedEvent, Side, Speaker, Statement, When } from '../../briefing/model.ts'
import type { Source } from '../../briefing/source.ts'
import { Buffer } from 'node:buffer'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'playwright/test'
import { checkQuotationSentence, factsOf, isNamed } from '../../briefing/attribution.ts'
import { basisOf } from '../../briefing/basis.ts'
import { evidence as ownEvidence } from '../../briefing/evidence.ts'
import { factsOfParagraph, figuresIn, hasNumber } from '../../briefing/facts.ts'
import { ending, identify } from '../../briefing/model.ts'
import { checkDeck } from '../../briefing/rules.ts'
import { fingerprint } from '../../briefing/source.ts'
import { checkOtherNames } from '../../briefing/unfinished.ts'
import { checkText } from '../../briefing/wording.ts'
import { readArticle } from '../../deck/article.ts'
import { readSlides } from '../../deck/slides.ts'
import { exitCodes } from '../../scripts/cli/exit.ts'
import { run } from '../helpers/commands.ts'
import { basisOfDrawn } from '../helpers/drawn.ts'

const article = `Harbour Notes: “A Winter on Land”, 3 June 2024

The ferry to the northern islands will not sail this winter, the harbour board decided on Monday in a meeting that few people had expected.

“We have no other choice,” said Ulla Holm, who chairs the harbour board. She called the old ship “unsafe”.

The islanders, reneging on nothing they had ever promised, say they will row across if they must.`

const source: Source = { title: 'A Winter on Land', outlet: null, author: null, date: null, url: null, ...fingerprint(article, { leadingBlocks: 1 }) }

const speakers = identify({
  holm: { name: 'Ulla Holm', kind: 'person', role: 'chairs the board', slot: 1 },
  islanders: { name: 'The islanders', kind: 'unnamed', slot: 2 },
  author: { name: 'The author', kind: 'author', slot: 3 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const outlets = identify({ courier: { name: 'The Courier' } })

const quotations = identify({
  choice: { exact: 'We have no other choice', speaker: speakers.holm, voice: 'direct', paragraph: 2, about: 'the decision' },
  unsafe: { exact: 'unsafe', speaker: speakers.holm, voice: 'direct', paragraph: 2, about: 'the ship' },
} satisfies Record<string, Omit<Quotation, 'id'>>)

const statements = identify({
  noFerry: { text: 'No ferry goes north this winter.', speaker: speakers.author, voice: 'author', paragraph: 1, party: speakers.holm },
  choice: { text: 'On the decision:', quotation: quotations.choice, speaker: speakers.holm, voice: 'direct', paragraph: 2 },
  row: { text: 'They would rather row than stay.', speaker: speakers.islanders, voice: 'indirect', paragraph: 3 },
} satisfies Record<string, Omit<Statement, 'id'>>)

const events = identify({
  meeting: { text: 'The board meets', when: { kind: 'relative', words: 'Monday' }, speaker: speakers.author, voice: 'author', paragraph: 1 },
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const sound = {
  speakers,
  outlets,
  quotations,
  statements,
  events,
  disputes: identify({ ferry: { topic: 'The ferry', question: 'Can they do without?', claim: { position: 'They cannot', statements: [statements.noFerry] }, counterclaim: { position: 'They can', statements: [statements.row] } } }),
  arguments: {},
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

<TimeLine :events="Object.values($brief.events)" />

<OpenQuestions :observations="[$brief.observations.why]" />

<!--
They call it “the north”.
-->

---
section: The ship
---

# One word

<QuoteCard :quote="$brief.quotations.unsafe" lead="She calls it “unsafe”" />

Ulla Holm: {{ $brief.statements.choice.text }} “{{ $brief.quotations.choice.exact }}”

<!--
Two remarks by one person.
-->
`

/** Everything that is wrong with a deck made of these. */
async function prove(evidence: Briefing = sound, slides = soundSlides): Promise<Problem[]> {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, slides)
  return checkDeck(basisOf(evidence, source), await readSlides(entry, evidence), (collection, id) => `${collection}.${id}`)
}

/** Expects one problem and gives its place and message. */
async function onlyProblem(evidence: Briefing, slides = soundSlides): Promise<string> {
  const problems = await prove(evidence, slides)
  expect(problems).toHaveLength(1)
  return problems.map(({ where, message }) => `${where} ${message}`).join()
}

/** Problems other than that something is on no slide. */
function withoutUnshown(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ message }) => !message.startsWith('No slide'))
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

test('A sound deck has nothing to fix', async () => {
  expect(await prove()).toEqual([])
})

test.describe('In the evidence', () => {
  test('a quotation that is not the article’s is named with what comes nearest', async () => {
    const problems = await prove({ ...sound, quotations: { ...quotations, unsafe: { ...quotations.unsafe, exact: 'unsound' } } })
    expect(problems[0]?.where).toBe('quotations.unsafe')
    expect(problems[0]?.message).toContain('Expected to find “unsound” in ¶2')
    expect((await prove(withQuotation('choice', { exact: 'will not sail this winter, the harbour board decided on Tuesday' })))[0]?.message).toContain('“will not sail this winter, the harbour board decided on”, in ¶1')
  })

  test('a quotation in the wrong paragraph is sent to the right one', async () => {
    const problems = await prove(withQuotation('unsafe', { paragraph: 3 }))
    expect(problems[0]?.message).toContain('is not in ¶3')
    expect(problems[0]?.message).toContain('it is in ¶2')
  })

  test('the whole of which a quotation is a part may be long: it is the article’s, and on no slide', async () => {
    const problems = await prove(withQuotation('unsafe', { partOf: 'will not sail this winter, the harbour board decided on Monday' }))
    expect(problems.map(({ message }) => message).join('\n')).not.toContain('words in a row')
  })

  for (const [what, change, message] of [
    ['that names a paragraph beyond the last', { paragraph: 4 }, 'names ¶4; the article has ¶1 to ¶3'],
    ['that the article does not put in quotation marks', { exact: 'the old ship' }, 'no string in quotation marks is this'],
    ['that the article says without quotation marks, in as many words', { exact: 'will not sail this winter, the harbour board decided' }, 'is in ¶1, but not as a whole string in quotation marks'],
    ['that runs across quotation marks', { exact: 'the old ship unsafe' }, 'no string in quotation marks is this'],
    ['with a context that proves nothing', { prefix: 'ship “' }, 'too short to be proved: it takes 8 words'],
    ['with a context that the article does not have', { prefix: 'In short and in her own words she called the old ship' }, 'is not in ¶2'],
    ['without words', { exact: '…' }, 'has no words'],
    ['with a space lost', { exact: 'unsafe,all of it' }, 'has no space after a comma'],
  ] as const) {
    test(`a quotation ${what} is refused`, async () => {
      const problems = await prove(withQuotation('unsafe', change))
      expect(problems[0]).toMatchObject({ where: 'quotations.unsafe' })
      expect(problems[0]?.message).toContain(message)
    })
  }

  test('a quotation that lost a word is refused, unless it shows it', async () => {
    const partOf = 'We have no other choice'
    expect((await prove(withQuotation('choice', { exact: 'We have no other' })))[0]?.message).toContain('no string in quotation marks is this')
    expect((await prove(withQuotation('choice', { exact: 'have no other choice', partOf })))[0]?.message).toContain('begins in the middle of its “partOf”')
    expect((await prove(withQuotation('choice', { exact: 'We have no other', partOf })))[0]?.message).toContain('ends before its “partOf” does')
    expect((await prove(withQuotation('choice', { exact: '… have another choice', partOf })))[0]?.message).toContain('is no part of its “partOf”')
    expect((await prove(withQuotation('choice', { exact: '… no choice', partOf: 'We have no choice' })))[0]?.message).toContain('is not in the article')
    for (const exact of ['… have no other …', 'We have … choice', '... no other choice'])
      expect(await prove(withQuotation('choice', { exact, partOf })), exact).toEqual([])
  })

  test('a quotation that is given to a speaker whom its sentence does not name is refused, unless a reading says why', async () => {
    const board: Speaker = { id: 'board', name: 'Ove Dahl', kind: 'person', role: 'mayor', slot: 1 }
    const swapped = (change: Partial<Quotation>): Briefing => {
      const choice = { ...quotations.choice, speaker: board, ...change }
      return { ...sound, speakers: { ...speakers, board }, quotations: { ...quotations, choice }, statements: { ...statements, choice: { ...ending(choice, 'On the decision:'), id: 'choice' } } }
    }
    const messages = (await prove(swapped({}), soundSlides.replace('Ulla Holm:', 'Ove Dahl:'))).map(({ message }) => message)
    expect(messages).toEqual([expect.stringContaining('quotations.choice is given to Ove Dahl, and its sentence in ¶2 names neither'), expect.stringContaining('statements.choice is given to Ove Dahl')])
    expect(await prove(swapped({ reading: 'the headline names him' }), soundSlides.replace('Ulla Holm:', 'Ove Dahl:'))).toEqual([])
  })

  test('a speaker is named by what the article also calls the speaker, if the paragraph has it', async () => {
    const calledIn = async (alsoCalled?: string): Promise<number> => {
      const company: Speaker = { id: 'company', name: 'Nordkap', kind: 'organisation', slot: 1, ...alsoCalled !== undefined && { alsoCalled: [alsoCalled] } }
      return (await prove({ ...sound, speakers: { ...speakers, company }, statements: { ...statements, row: { ...statements.row, speaker: company, paragraph: 2 } } })).filter(({ message }) => message.includes('is given to Nordkap')).length
    }
    expect(await calledIn()).toBe(1)
    expect(await calledIn('the harbour board')).toBe(0)
    expect(await calledIn('the company')).toBe(1)
    expect(await calledIn('the firm'), 'what no fact tells').toBe(0)
  })

  test('a pronoun, or a quotation alone, refers to whom the paragraph before names', async () => {
    const text = 'Title\n\nUlla Holm chairs the board, and Ove Dahl is its clerk.\n\n“We have no other choice.\n\n“It is late,” she said. “Good night.”\n\nMonday came.\n\n“It is cold,” he said.'
    const basis = basisOf(sound, { ...source, ...fingerprint(text, { leadingBlocks: 1 }) })
    const misses = (exact: string, paragraph: number, name = 'Ulla Holm'): number => checkQuotationSentence(basis, { ...quotations.choice, exact, paragraph, speaker: { id: 'x', name, kind: 'person', slot: 1 } }).length
    expect([misses('We have no other choice', 2), misses('It is late', 3), misses('Good night', 3)]).toEqual([0, 0, 0])
    expect([misses('It is late', 3, 'Ada Lund'), misses('It is cold', 5)], 'whom it does not name').toEqual([1, 1])
    expect(isNamed({ id: 'x', name: 'Ulla Holm', kind: 'person', slot: 1 }, factsOf(basis, 3))).toBe(true)
    const holm = { ...speakers.holm, alsoCalled: ['she'] }
    expect(checkOtherNames(basisOf({ ...sound, speakers: { ...speakers, holm } }, source), () => '').map(({ message }) => message)).toContainEqual(expect.stringContaining('speakers.holm is also called “she”, which is anybody'))
  })

  test('a speaker without a name may have a capital letter that the article does not have', async () => {
    const by = async (kind: Speaker['kind']): Promise<string[]> => {
      const nurses: Speaker = { id: 'nurses', name: 'Nurses', kind, slot: 1 }
      return (await prove({ ...sound, speakers: { ...speakers, nurses }, statements: { ...statements, row: { ...statements.row, speaker: nurses } } })).map(({ message }) => message).filter(message => message.includes('is given to'))
    }
    expect(await by('unnamed')).toEqual([])
    expect(await by('organisation')).toEqual([expect.stringContaining('or writes it in small letters, enter that in “alsoCalled”')])
  })

  for (const [what, statement, message] of [
    ['from a paragraph that does not exist', { ...statements.row, paragraph: 4 }, 'names ¶4; the article has ¶1 to ¶3'],
    ['without a text', { ...statements.row, text: ' ' }, 'says nothing'],
    ['by a speaker who is not in the evidence', { ...statements.row, speaker: { id: 'x', name: 'x', kind: 'person', slot: 1 } }, 'has a speaker who is not in the evidence'],
    ['through an outlet that is not in the evidence', { ...statements.row, via: { id: 'x', name: 'x' } }, 'has an outlet that is not in the evidence'],
    ['in a direct voice without a quotation', { ...statements.row, voice: 'direct' }, 'no quotation from the evidence'],
    ['that disagrees with its quotation', { ...statements.row, quotation: quotations.choice }, 'does not agree with its quotation “choice”'],
    ['that copies eight words of the article', { ...statements.row, paragraph: 1, text: 'In short, the Harbour Board decided on Monday in a meeting.' }, '9 words in a row are the article’s (¶1): “the Harbour Board decided on Monday in a meeting”'],
    ['that quotes what the article does not say', { ...statements.row, text: 'They call it “a bad joke for us all”.' }, '“a bad joke for us all” is in quotation marks, and is no quotation of the evidence'],
    ['with a number that its paragraph does not have', { ...statements.row, text: 'They would row 12 miles.' }, 'says “12”, which ¶3 does not'],
    ['with a numeral that its paragraph does not have', { ...statements.row, text: 'Twenty-five of them would row.' }, 'says “Twenty-five”, which ¶3 does not'],
    ['with a day that its paragraph does not have', { ...statements.row, text: 'They row on Sunday.' }, 'says “Sunday”, which ¶3 does not'],
    ['through an outlet that its paragraph does not name', { ...statements.row, via: outlets.courier }, 'credits The Courier, which ¶3 does not name'],
    ['by a speaker whom its paragraph does not name', { ...statements.row, speaker: speakers.holm }, 'is given to Ulla Holm, and ¶3 names neither'],
    ['of a party whom its paragraph does not name', { ...statements.row, speaker: speakers.author, voice: 'author', party: speakers.holm }, 'is given to Ulla Holm, and ¶3 names neither'],
    ['in the author’s voice by somebody else', { ...statements.row, voice: 'author' }, 'has the voice “author” and the speaker The islanders'],
    ['that denies its quotation', { ...statements.choice, text: 'She did not say:', quotation: quotations.unsafe }, 'denies the quotation “unsafe”'],
    ['in the author’s loaded words', { ...statements.row, text: 'Is this RENEGING?' }, '“RENEGING” is the author’s loaded word'],
  ] satisfies [string, Statement, string][]) {
    test(`a statement ${what} is refused`, async () => {
      const changed = await onlyProblem({ ...sound, statements: { ...statements, extra: { ...statement, id: 'extra', unused: 'a test' } } })
      expect(changed).toContain('statements.extra')
      expect(changed).toContain(message)
    })
  }

  const islands: Quantity = { id: 'islands', text: 'that say so', amount: 2024, unit: 'islands', speaker: speakers.author, voice: 'author', paragraph: 0 }
  const withQuantities = async (...quantities: readonly Quantity[]) => prove({ ...sound, quantities: Object.fromEntries(quantities.map(quantity => [quantity.id, quantity])) }, soundSlides.replace('<QuoteCard', '<QuantityScale :quantities="Object.values($brief.quantities)" />\n\n<QuoteCard'))

  for (const [what, change, message] of [
    ['that its paragraph does not have', { amount: 12 }, 'has the amount “12”, which the part over the body does not'],
    ['of which one limit is not there', { amount: { atLeast: 3, atMost: 12 } }, 'has the amount “12”'],
    ['with its limits exchanged', { amount: { atLeast: 2024, atMost: 3 } }, 'is at least 2024 and at most 3. Exchange the two'],
    ['that is inexact, and that its paragraph does not have', { amount: { about: 12 } }, 'has the amount “12”'],
    ['in a unit with a number that the article does not have', { unit: 'parts in 12' }, 'has “12” in its unit, which the article nowhere has'],
    ['as of a day that is not there', { asOf: { kind: 'relative', words: 'on Tuesday' } }, 'is dated “Tuesday”'],
    ['by a speaker whom its paragraph does not name', { voice: 'indirect', speaker: speakers.holm }, 'is given to Ulla Holm, and the part over the body names neither'],
    ['from a paragraph that does not exist', { paragraph: 4 }, 'names ¶4; the article has ¶1 to ¶3'],
  ] satisfies [string, Partial<Quantity>, string][]) {
    test(`a number ${what} is refused`, async () => {
      expect((await withQuantities({ ...islands, ...change })).map(({ where, message }) => `${where} ${message}`)).toEqual([expect.stringMatching(/^quantities\.islands /)])
      expect((await withQuantities({ ...islands, ...change }))[0]?.message).toContain(message)
    })
  }

  test('numbers on one scale have one unit, and each is on a slide or says why not', async () => {
    expect(await withQuantities(islands, { ...islands, id: 'least', amount: { atLeast: 3 } }, { ...islands, id: 'none', amount: 0 })).toEqual([])
    expect(await withQuantities(islands, { ...islands, id: 'least', unit: 'ships' })).toEqual([{ where: 'quantities.least', message: expect.stringContaining('Slide 2 has “least” (ships) and “islands” (islands) on one scale') }])
    expect(await onlyProblem({ ...sound, quantities: { islands } })).toContain('The quantity “islands” is on no slide')
    expect(await prove({ ...sound, quantities: { islands: { ...islands, unused: 'nobody differs' } } })).toEqual([])
  })

  test('a month may be abbreviated beside a day or year', () => {
    expect(figuresIn('Oct. 17, Feb 9, 3 Sept, Dec 2019, the Mar Menor and Nov').map(({ fact }) => fact)).toEqual(['month october', 'number 17', 'month february', 'number 9', 'number 3', 'month september', 'month december', 'number 2019'])
  })

  test('a number may be in words: as so many thousands, or spelt out', () => {
    const has = (...facts: readonly string[]) => (fact: string): boolean => facts.includes(fact)
    expect([1_200_000, 1.2].map(number => hasNumber(number, has('number 1.2', 'number million')))).toEqual([true, true])
    expect(hasNumber(1_400_000, fact => factsOfParagraph('It costs £1.4m, or £860,000.').includes(fact))).toBe(true)
    expect([300_000, 300, 100_000, 200_000, 30].map(number => hasNumber(number, has('number 3', 'number hundred', 'number thousand')))).toEqual([true, true, true, false, false])
  })

  test('what is over the body may be quoted, where the article has it in quotation marks', async () => {
    const over = { ...quotations.unsafe, id: 'over', exact: 'A Winter on Land', paragraph: 0, reading: 'the board’s name for it' }
    const quoting = async (change: Partial<Quotation>) => prove({ ...sound, quotations: { ...quotations, over: { ...over, ...change } } }, soundSlides.replace('<QuoteCard', '<QuoteCard :quote="$brief.quotations.over" />\n\n<QuoteCard'))
    expect(await quoting({})).toEqual([])
    expect((await quoting({ paragraph: 2 }))[0]?.message).toContain('it is in the part over the body. Name that paragraph: 0 is what is over the body.')
    expect((await quoting({ exact: 'Harbour Notes' }))[0]?.message).toContain('Expected to find “Harbour Notes” in the part over the body')
  })

  test('a year, month or day may be the date line’s, if the event says so', async () => {
    const dated = async (when: When, given = source) => checkDeck(basisOf({ ...sound, events: { meeting: { ...events.meeting, when } } }, given), await readSlidesOf(soundSlides), () => '').map(({ message }) => message)
    const day = { kind: 'day', year: 2024, month: 6, day: 3 } as const
    expect(await dated({ kind: 'year', year: 2024 })).toEqual([expect.stringContaining('is dated “2024”, which ¶1 does not have.\nUse the article’s date, or say in “inferred” where')])
    expect(await dated(day)).toHaveLength(3)
    expect(await dated({ kind: 'month', year: 2024, month: 6 })).toHaveLength(2)
    for (const when of [day, { kind: 'month', year: 2024, month: 6 } as const, { kind: 'year', year: 2024 } as const])
      expect(await dated({ ...when, inferred: 'from the date line' })).toEqual([])
    expect(await dated({ ...day, year: 2019, inferred: 'from the date line' })).toEqual([expect.stringContaining('is dated “2019”, which ¶1 and the part over the body do not have')])
    // The file may lack the date line, and the citation have it.
    expect(await dated({ kind: 'year', year: 2019, inferred: 'year from the date line' }, { ...source, date: 'May 2019' })).toEqual([])
  })

  test('the words of a relative date are proved by their paragraph or have a reason, and then a component may draw them', async () => {
    const dated = (words: string): Briefing => ({ ...sound, events: { meeting: { ...events.meeting, when: { kind: 'relative', words } } } })
    for (const words of ['Monday', 'On Monday', 'late on Monday'])
      expect(await prove(dated(words)), words).toEqual([])
    for (const words of ['in the morning', 'a dreadful Monday', 'the Easter Monday'])
      expect(await onlyProblem(dated(words)), words).toContain(`events.meeting is dated “${words}”, and nothing proves that these words are in ¶1`)
    expect(await onlyProblem(dated('late on Tuesday'))).toContain('is dated “Tuesday”, which ¶1 does not have')
    expect(await prove({ ...dated('in the morning'), quotationMarkExceptions: [...sound.quotationMarkExceptions, { text: 'in the morning', reason: 'compared' }] })).toEqual([])

    const basis = basisOf(dated('on Monday'), source)
    expect(checkText(basis, '“on Monday”', '')).toHaveLength(1)
    expect(checkText(basisOfDrawn(basis), '“on Monday”', '')).toEqual([])
  })

  test('a name counts as one word of a copy', async () => {
    const extra = { ...statements.row, id: 'extra', paragraph: 2, unused: 'a test', text: 'Never, said Ulla Holm, who chairs the harbour board.' }
    expect(await prove({ ...sound, statements: { ...statements, extra } })).toEqual([])
    expect(await onlyProblem({ ...sound, properNames: [], statements: { ...statements, extra } })).toContain('8 words in a row')
  })

  test('the article’s title may be printed whole, however long it is', () => {
    const title = 'A Winter on Land: How the Islanders Lost Their Old Ferry'
    const basis = basisOf(sound, { ...source, ...fingerprint(article.replace('A Winter on Land', title), { leadingBlocks: 1 }), title })
    const problemsIn = (text: string): string[] => checkText(basis, text, '').map(({ message }) => message)
    expect(problemsIn(`Article\n${title.replace(': ', ':\n')}\nAuthor`)).toEqual([])
    const half = 'Board ‘hid’ what it knew about the old northern island ferry'
    const quoting = basisOf({ ...sound, loadedWords: ['hid', 'old'] }, { ...source, ...fingerprint(article.replace('A Winter on Land', half), { leadingBlocks: 1 }), title: half })
    expect(checkText(quoting, half, '')).toEqual([])
    expect(checkText(quoting, 'The old ship', '')).toHaveLength(1)
    expect(problemsIn(title.replace('A Winter', 'Winter'))).toEqual([expect.stringContaining('10 words in a row are the article’s (the part over the body)')])
  })

  test('a side of a dispute without a statement must say why, and one with statements what it holds', async () => {
    const { ferry } = sound.disputes
    const withSides = async (claim: Side, counterclaim: Side) => prove({ ...sound, disputes: { ferry: { ...ferry, claim, counterclaim } } })
    const empty = { position: '', statements: [] }
    expect((await withSides(ferry.claim, empty))[0]?.message).toContain('The dispute “ferry” is one-sided: its counterclaim has no statement')
    expect((await withSides(empty, ferry.counterclaim))[0]?.message).toContain('its claim has no statement')
    expect((await withSides(empty, empty))[0]?.message).toContain('no statement on either side')
    expect((await withSides(ferry.claim, { ...ferry.counterclaim, position: ' ' }))[0]?.message).toContain('does not say what its counterclaim holds')
    expect((await withSides(ferry.claim, { ...ferry.counterclaim, none: 'Nobody is asked.' }))[0]?.message).toContain('Delete one of the two')
    expect((await withSides(ferry.claim, { ...ferry.counterclaim, inferred: ferry.claim.statements }))[0]?.message).toContain('has in the “inferred” of its counterclaim what is not in its “statements”')
    const byReading = { ferry: { ...ferry, claim: { ...ferry.claim, inferred: ferry.claim.statements }, leavesOut: 'Whether a winter is meant.' } }
    expect((await prove({ ...sound, disputes: byReading }))[0]?.message).toContain('its “leavesOut” does not say what we read into them')
    expect(await prove({ ...sound, disputes: { ferry: { ...byReading.ferry, leavesOut: 'Whether a winter is meant; we read it so.' } } })).toEqual([])
    // What is in no dispute is on no slide here.
    expect((await withSides(ferry.claim, { ...empty, none: 'Nobody is asked.' })).map(({ message }) => message)).toEqual([expect.stringContaining('the statement “row”'), expect.stringContaining('No slide rests on ¶3')])
  })

  test('a dispute with the author alone on one side must say what the article leaves out', async () => {
    const { ferry } = sound.disputes
    const byAuthor = { ...ferry, counterclaim: { position: 'They can', statements: [{ ...statements.row, speaker: speakers.author, voice: 'author' }] } } satisfies Dispute
    expect((await prove({ ...sound, disputes: { ferry: byAuthor } }))[0]?.message).toContain('has the author alone on one side')
    expect(withoutUnshown(await prove({ ...sound, disputes: { ferry: { ...byAuthor, leavesOut: 'No timetable is given.' } } }))).toEqual([])
    // The author may report a party's position, as the claim here does.
    expect(withoutUnshown(await prove({ ...sound, disputes: { ferry: { ...byAuthor, counterclaim: { ...byAuthor.counterclaim, statements: byAuthor.counterclaim.statements.map(statement => ({ ...statement, party: speakers.islanders })) } } } }))).toEqual([])
  })

  test('a party that is on the side of the claim in one dispute and of the counterclaim in another is refused, by slot', async () => {
    const { ferry } = sound.disputes
    const ship = { ...ferry, id: 'ship', claim: ferry.counterclaim, counterclaim: ferry.claim }
    const problems = withoutUnshown(await prove({ ...sound, disputes: { ferry, ship } }))
    expect(problems.map(({ where }) => where)).toEqual(['disputes.ship', 'disputes.ship'])
    expect(problems[0]?.message).toContain('The dispute “ship” has The islanders on the side of the claim; the dispute “ferry” on that of the counterclaim')
    expect(problems[1]?.message).toContain('has Ulla Holm on the side of the counterclaim')
    // Of another name, but of the same side.
    const board: Speaker = { id: 'board', name: 'The board', kind: 'government', slot: 1 }
    const byBoard = { ...ship, claim: { position: 'They can', statements: [{ ...statements.row, speaker: speakers.author, party: speakers.author, voice: 'author' }] }, counterclaim: { position: 'They cannot', statements: [{ ...statements.noFerry, party: board }] }, leavesOut: 'Much.' } satisfies Dispute
    const [problem] = await prove({ ...sound, speakers: { ...speakers, board }, disputes: { ferry, ship: byBoard } })
    expect(problem?.message).toContain('The board (of the side of Ulla Holm)')
    // The author, a document and somebody who is not stated are on nobody's side.
    for (const kind of ['author', 'document', 'unstated'] as const) {
      const other: Speaker = { id: 'other', name: 'Another', kind, slot: 1 }
      const deck = { ...sound, speakers: { ...speakers, other }, disputes: { ferry, ship: { ...byBoard, counterclaim: { position: 'They cannot', statements: [{ ...statements.noFerry, reading: 'a test', party: other }] } } } }
      expect(withoutUnshown(await prove(deck)), kind).toEqual([])
    }
  })
})

test.describe('On a slide', () => {
  const anywhere = 'Two remarks by one person.'
  const invented = '“we have every choice”'

  /** Changes a sound deck, and expects one problem in the line that holds `wrong`. */
  async function expectProblemAt(wrong: string, from: string, to: string): Promise<void> {
    const line = soundSlides.replace(from, to).split('\n').findIndex(text => text.includes(wrong)) + 1
    expect(line).toBeGreaterThan(0)
    expect(await inSlides(from, to)).toMatch(new RegExp(`^slides\\.md:${line} .*: “[^”]+” is in quotation marks, and is no quotation of the evidence`))
  }

  for (const marks of ['``…\'\'', '´…´', '″…″', '“…”', '"…"', '«…»', '„…“', '‘…’', '\'…\'', '<q>…</q>']) {
    test(`a string in ${marks} that the article does not have is found, with file and line`, async () => {
      await expectProblemAt('every', '# One word', `# One word\n\nShe said\n${marks.replace('…', 'we have every choice')} to them.`)
    })
  }

  for (const [where, from, to] of [
    ['a heading', '# One word', `# One word: ${invented}`],
    ['a note', anywhere, `Two remarks,\n[click] and ${invented}.`],
    ['an attribute', 'lead="She calls it “unsafe”"', `lead="She says\n${invented}"`],
    ['a bound attribute', 'lead="She calls it “unsafe”"', `:lead="true ? 'She says ${invented}' : 0"`],
    ['a block quotation in HTML', anywhere, `${anywhere}\n\n<blockquote>\n\nWe have every choice\n\n</blockquote>`],
    ['a block quotation in Markdown', '# One word', '# One word\n\n> We have every choice\n\n'],
    ['a note, in commas and apostrophes', anywhere, 'They say ,,we have every choice\'\'.'],
    ['a component', '<QuoteCard :quote', `<Box>They say ${invented}</Box>\n\n<QuoteCard :quote`],
    ['a q element in a component', '<QuoteCard :quote', `<Box>They say <q>we have every choice</q></Box>\n\n<QuoteCard :quote`],
    ['a component of several lines', '<QuoteCard :quote', `<Box\n  class="large"\n  :title="'They say ${invented}'"\n/>\n\n<QuoteCard :quote`],
    ['a footnote', '# One word', `# One word[^1]\n\n[^1]: They say\n    ${invented}`],
    ['an alert’s title', '# One word', `# One word\n\n> [!NOTE] They say ${invented}\n> and so on.`],
    ['a table', '# One word', `# One word\n\n| who | what |\n|---|---|\n| they | ${invented} |`],
    ['an address', '# One word', '# One word\n\nhttps://example.org/%E2%80%9Cwe,have,every,choice%E2%80%9D'],
    ['a code span in a note', anywhere, 'They say `“we have every choice”`.'],
    ['a block of code in a note', anywhere, `${anywhere}\n\n\`\`\`\n${invented}\n\`\`\``],
    ['a code span', '# One word', '# One word\n\nType `“we have every choice”`.'],
    ['a list', anywhere, `${anywhere}\n\n- one\n- ${invented}`],
    ['the front matter', 'section: The ship', `layout: default\nsection: Who said ${invented}`],
    ['a string that is partly in bold', '# One word', '# One word: “we **have _every_ choice**”'],
  ] as const) {
    test(`a string in quotation marks is found in ${where}`, async () => {
      await expectProblemAt('every', from, to)
    })
  }

  test('a block of code on a slide is no text', async () => {
    expect(await prove(sound, soundSlides.replace('# One word', '# One word\n\n```js\nsay("we have every choice")\n```'))).toEqual([])
  })

  for (const [what, text] of [
    ['a whole quotation, whatever the marks, with its speaker', 'Ulla Holm says ‘We have no other choice’ and "unsafe".'],
    ['the article’s title', 'It is called “A Winter on Land”.'],
    ['an excepted string', 'Off to “the north” we go.'],
    ['apostrophes', 'The islanders’ boats aren’t the board’s; it’s the islanders\' own.'],
  ] as const) {
    test(`${what} may stand`, async () => {
      expect(await prove(sound, soundSlides.replace(anywhere, text))).toEqual([])
    })
  }

  test('a part of a quotation, and words that the article has without marks, may not stand in quotation marks', async () => {
    expect(await inSlides(anywhere, 'No “choice”, says Ulla Holm.')).toContain('“choice” is only part of the quotation “choice”')
    expect(await inSlides(anywhere, 'It “will not sail this winter, the harbour board decided”.')).toContain('is no quotation of the evidence')
  })

  test('a quotation without its speaker in the sentence is found, with file and line', async () => {
    const line = soundSlides.split('\n').indexOf(anywhere) + 1
    expect(await inSlides(anywhere, 'Ulla Holm speaks. Ove Dahl calls the ship “unsafe”.')).toContain(`slides.md:${line} Slide 2, note: “unsafe” is Ulla Holm’s, and its sentence does not say so`)
    expect(await inSlides('Ulla Holm: {{', '{{')).toContain('“We have no other choice” is Ulla Holm’s')
  })

  test('a number or day that the article nowhere has is found, unless it is spelt out or counts slides', async () => {
    expect(await inSlides(anywhere, 'There are 1,500 islanders.')).toContain('says “1,500”, which the article nowhere does')
    expect(await inSlides(anywhere, 'On Tuesday, two remarks.')).toContain('says “Tuesday”')
    expect(await prove(sound, soundSlides.replace(anywhere, 'Two remarks, as on slide 7, both of Monday, 2024.'))).toEqual([])
  })

  test('punctuation that the article has elsewhere may not stand in quotation marks', async () => {
    expect(await prove(sound, soundSlides.replace(anywhere, 'Ulla Holm said “We have no other choice,” she did.'))).toEqual([])
    expect(await inSlides(anywhere, 'Ulla Holm called it “unsafe.”')).toContain('“unsafe.” is in quotation marks')
  })

  test('a quotation mark that nothing closes is found', async () => {
    expect(await inSlides(anywhere, 'She said “we have no other choice.')).toContain('is never closed')
  })

  test('what only the running deck could tell may not stand in quotation marks', async () => {
    expect(await inSlides('$brief.quotations.choice.exact', '$brief.quotations.choice.exact.slice(2)')).toContain('known only in the running deck')
  })

  test('eight of the article’s words in a row are found in a note', async () => {
    expect(await inSlides(anywhere, 'So the harbour board decided on Monday in a meeting.')).toContain('Slide 2, note: 9 words in a row')
  })

  test('the author’s loaded words are found, outside quotation marks only', async () => {
    expect(await inSlides(anywhere, 'That was what few people hoped.')).toContain('“few people” is the author’s loaded word')
    const quoting = { ...sound, quotationMarkExceptions: [...sound.quotationMarkExceptions, { text: 'reneging', reason: 'the author’s word' }] }
    expect(await prove(quoting, soundSlides.replace(anywhere, 'The author says “reneging”.'))).toEqual([])
    // The article's title is on slides as it is.
    const inTitle = { ...sound, loadedWords: ['winter on'] }
    expect(await prove(inTitle, soundSlides.replace(anywhere, 'The article is A Winter on Land.'))).toEqual([])
    expect((await prove(inTitle, soundSlides.replace(anywhere, 'A winter on the shore.')))[0]?.message).toContain('“winter on” is the author’s loaded word')
  })

  test('a paragraph that no slide rests on is missed, with the evidence there is from it', async () => {
    const [statement, dispute, paragraph] = await prove(sound, soundSlides.replace('[$brief.disputes.ferry]', '[$brief.statements.noFerry]'))
    expect(statement).toMatchObject({ where: 'statements.row', message: expect.stringContaining('No slide and no note shows what the statement “row” says') })
    expect(dispute).toMatchObject({ where: 'disputes.ferry', message: expect.stringContaining('No slide shows the dispute “ferry” with its two sides') })
    expect(paragraph?.message).toContain('No slide rests on ¶3')
    expect(paragraph?.message).toContain('$brief.statements.row')
  })

  test('a section that counts its dispute must count as the cover does', async () => {
    const named = async (no: number): Promise<string[]> => (await prove(sound, soundSlides.replace('<QuoteCard', '<ClaimsTable :disputes="[$brief.disputes.ferry]" />\n\n<QuoteCard').replace('section: The ship', `section: Dispute ${no}, the ferry`))).map(({ message }) => message).filter(message => message.includes('number 1 of the evidence'))
    expect(await named(2)).toHaveLength(1)
    expect(await named(1)).toEqual([])
  })

  test('an overview of everything shows nothing', async () => {
    for (const overview of ['<ClaimsTable :disputes="Object.values($brief.disputes)" />', '<PositionsMatrix :disputes="[$brief.disputes.ferry]" />', '<ClaimsTable v-for="dispute of $brief.disputes" :key="dispute.id" :disputes="[dispute]" />'])
      expect((await prove(sound, soundSlides.replace('<ClaimsTable :disputes="[$brief.disputes.ferry]" />', overview))).map(({ where }) => where), overview).toEqual(['statements.noFerry', 'statements.row', 'disputes.ferry', 'slides.md'])
  })

  test('an event, remark, argument or place on no slide is missed', async () => {
    expect(await inSlides('<TimeLine :events="Object.values($brief.events)" />', '')).toContain('events.meeting The event “meeting” is on no slide. Show it: <TimeLine :events="[')
    expect(await prove({ ...sound, events: { meeting: { ...events.meeting, unused: 'nothing turns on it' } } }, soundSlides.replace('<TimeLine :events="Object.values($brief.events)" />', ''))).toEqual([])
    // Of all remarks, a component shows some kinds only.
    expect(await inSlides('[$brief.observations.why]', 'Object.values($brief.observations)')).toContain('The observation “why” is on no slide')
    const place = { id: 'pier', name: 'Pier', paragraph: 1, note: 'no ferry', at: [11, 57], label: 'left', kind: 'city' } as const
    expect(await onlyProblem({ ...sound, arguments: { rows: { id: 'rows', topic: 'The ferry', steps: [statements.row] } } })).toContain('The argument “rows” is on no slide')
    expect(await onlyProblem({ ...sound, places: { pier: place } })).toContain('The place “pier” is on no slide')
  })

  test('a statement may be left out with a reason', async () => {
    const extra = { ...statements.row, id: 'extra', text: 'They have boats.' }
    expect(await onlyProblem({ ...sound, statements: { ...statements, extra } })).toContain('the statement “extra”')
    expect(await prove({ ...sound, statements: { ...statements, extra: { ...extra, unused: 'nothing turns on it' } } })).toEqual([])
    expect(await prove({ ...sound, statements: { ...statements, extra } }, soundSlides.replace(anywhere, 'They have boats.'))).toEqual([])
  })

  test('a quotation on no slide is missed', async () => {
    expect(await inSlides(':quote="$brief.quotations.unsafe" lead="She calls it “unsafe”"', '')).toContain('The quotation “unsafe” is on no slide')
    // Only its words show it.
    expect(await inSlides(':quote="$brief.quotations.unsafe" lead="She calls it “unsafe”"', ':about="$brief.quotations.unsafe.about"')).toContain('The quotation “unsafe” is on no slide')
  })

  test('evidence is found however a slide refers to it', async () => {
    const claims = (disputes: string): string => `# No ferry\n\n<ClaimsTable :disputes="${disputes}" />\n`
    for (const reference of ['$brief.disputes.ferry.claim', '$brief[\'disputes\'].ferry', '[...$brief.disputes.ferry.claim.statements, 0].map(x => x)', '$brief.disputes?.ferry', 'Object.values($brief.events)']) {
      const [slide] = await readSlidesOf(claims(reference))
      expect(slide?.rests.paragraphs, reference).toContain(1)
    }
    const [none] = await readSlidesOf(claims('$brief.somethingElse.ferry'))
    expect(none?.rests.paragraphs).toEqual([])
  })
})

async function readSlidesOf(slides: string) {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, slides)
  return readSlides(entry, sound)
}

test('Half-filled evidence gives a list in the order to work it off, not an error', async () => {
  const empty: Briefing = { speakers: {}, outlets: {}, quotations: {}, statements: {}, events: {}, disputes: {}, arguments: {}, observations: {}, places: {}, loadedWords: [], properNames: [], quotationMarkExceptions: [] }
  expect((await prove(empty, '# Nothing yet\n')).map(({ message }) => message)).toEqual([1, 2, 3].map(n => expect.stringContaining(`No slide rests on ¶${n}. The evidence has nothing from it either`)))

  const { ferry } = sound.disputes
  const half: Briefing = { ...withQuotation('unsafe', { paragraph: 1 }), disputes: { ferry: { ...ferry, counterclaim: { position: '', statements: [] } } }, observations: { why: { ...sound.observations.why, paragraphs: [9] } } }
  const order = ['quotation “unsafe”', 'observations.why', 'dispute “ferry”', 'Slide 2, note', 'quotation “choice” is on no slide', 'statement “choice”', 'statement “row”', 'No slide rests on ¶2', 'No slide rests on ¶3']
  const problems = await prove(half, soundSlides.replace('Two remarks', 'Two “odd and unheard-of” remarks').replace('Ulla Holm: {{ $brief.statements.choice.text }} “{{ $brief.quotations.choice.exact }}”', ''))
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
    expect(error).toContain(`briefing/evidence.ts:${line}\n     The quotation “${first?.id}” is not in the article`)
    expect(error).toContain(swapped)
  })

  test('says once which ids the slides should not have, and proves the evidence all the same', async () => {
    const exact = first?.exact ?? ''
    edit('briefing/evidence.ts', code => code.replace(exact, exact.replace(/^(\S+) (\S+)/, '$2 $1')))
    const line = readFileSync(join(project, 'slides.md'), 'utf8').split('\n').length
    const ids = Object.keys(ownEvidence.statements)
    const known = ids.reduce((longest, id) => id.length > longest.length ? id : longest, '')
    const near = `${known}s`
    edit('slides.md', slides => `${slides}\n{{ $brief.statements.p1.text }}\n{{ $brief.statements.p2.text }} {{ $brief.quotations.p3.exact }}\n{{ $brief.statements.p1.text }} {{ $brief.statements.${near}.text }}\n`)
    const { code, error } = await runScript('prove')
    expect(code).toBe(exitCodes.content)
    expect(error.match(/ has no /g)).toHaveLength(2)
    expect(error).toContain(`slides.md:${line + 1}\n     $brief.statements has no “p1” (line ${line + 1}, ${line + 3}), “p2” (line ${line + 2}), “${near}” (line ${line + 3}; did you mean “${known}”?).\n`)
    expect(error).toMatch(new RegExp(`\\n     There are: (?:\\w+, ){19}\\w+ and ${ids.length - 20} more\\.\\n`))
    expect(error).toContain(`The quotation “${first?.id}” is not in the article`)
    expect(error).not.toContain('is on no slide')
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
    expect(await runScript('fingerprint', 'a.txt')).toMatchObject({ code: exitCodes.usage, out: '', error: expect.stringContaining('To put a.txt in its place: --replace') })
    const made = await runScript('fingerprint', 'a.txt', '--title', 'Harbour Notes', '--replace')
    expect(made).toMatchObject({ code: 0, error: '' })
    expect(made.out).toContain('1 leading block is not body text')
    expect(made.out).toContain('¶2   “We have no other choice,” said Ulla Holm, …')
    expect(made.out).toContain('{ exact: \'unsafe\', paragraph: 2 },')
    expect(JSON.parse(sourceOf())).toMatchObject({ title: 'Harbour Notes', outlet: null, leadingBlocks: 1 })
    expect(sourceOf()).not.toContain('ferry')

    writeFileSync(join(project, 'b.txt'), `\uFEFF${article.replaceAll('\n\n', '\r\n').replaceAll('“', '"').replaceAll(' ', ' \u00A0')}`)
    expect(await runScript('fingerprint', 'b.txt', '--check')).toMatchObject({ code: 0, out: expect.stringContaining('the same words in the same 3 paragraphs') })
    expect(await runScript('fingerprint', 'b.txt', '--outlet', 'The Pier')).toMatchObject({ code: 0 })
    expect(JSON.parse(sourceOf())).toMatchObject({ title: 'Harbour Notes', outlet: 'The Pier' })

    // The date line changes.
    edit('briefing/evidence.ts', text => `${text}// year from the date line\n`)
    const [headline, ...body] = article.split('\n\n')
    const dated = async (day: string, ...options: string[]) => {
      writeFileSync(join(project, 'd.txt'), [headline, `The Pier, ${day}`, ...body].join('\n\n'))
      return runScript('fingerprint', 'd.txt', ...options)
    }
    expect(await dated('4 June 2024', '--date', '4 June 2024', '--leading-blocks', '2')).toMatchObject({ code: 0, error: '' })
    expect(await dated('4 June 2024')).toMatchObject({ code: 0, error: '' })
    expect(await dated('5 June 2024')).toMatchObject({ code: 0, error: expect.stringMatching(/source\.json still has the date “4 June 2024”.* says “5 June 2024”.*--date "5 June 2024"\n.*evidence\.ts, line [\d, ]+\./) })
    expect(await runScript('fingerprint', 'a.txt')).toMatchObject({ code: 0, error: '' })

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
      ['marks', '“a '.repeat(100_000), 'there is a quotation mark to every few letters'],
      ['nothing-but-marks', `a${'“'.repeat(300_000)}`, 'most of it is not letters'],
      ['long', 'word '.repeat(1_000_001), 'has more than 5 MB'],
      ['line', 'word '.repeat(100_000), 'has a line of more than'],
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

Text with <b>weight</b>, in a <VClick>click</VClick><br>

</div>

<Coverage
  :paragraphs="1">

Text in a <VClick>click

<VClick>

A click of its own

</VClick>

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
      expect.stringContaining('slides.md:27: Slide 2 opens <Coverage> and never closes it. End it with />, or with </Coverage>.'),
      expect.stringContaining('slides.md:30: Slide 2 opens <VClick> and never closes it'),
    ])
  })
})
