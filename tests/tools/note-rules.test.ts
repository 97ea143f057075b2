/** The rules of notes, targets and the appendix, broken one by one on slides of our own. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'playwright/test'
import { checkSlides, checkTimes } from '../../deck/slide-rules.ts'
import { readSlides } from '../../deck/slides.ts'
import { evidence } from '../second-article/evidence.ts'

const words = (count: number): string => Array.from({ length: count }).fill('word').join(' ')
const slide = (note: string, front = 'section: A'): string => `---\n${front}\n---\n\n# One\n\n<!--\n${note}\n-->\n`

/** Checks a deck of a cover that takes 30 seconds, and of `others`. */
async function check(duration: string, ...others: readonly string[]): Promise<string[]> {
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, [slide(`Target 0:30\n\n${words(65)}`, `duration: ${duration}`), ...others].join('\n'))
  const deck = await readSlides(entry, evidence)
  return [...checkSlides(deck, process.cwd()), ...checkTimes(deck).map(({ where, message }) => `${where}: ${message}`)]
}

test.describe('A note', () => {
  test('fits its target within a quarter, at 130 words a minute', async () => {
    for (const count of [98, 130, 162])
      expect(await check('2min', slide(`Target 1:00\n\n[click] ${words(count)}`)), String(count)).toEqual([])
    expect((await check('2min', slide(`Target 1:00\n\n${words(97)}`)))[0]).toMatch(/slides.md:\d+: Slide 2, “One”, has a note of 97 words.* take 0:45, and “Target 1:00”. Write “Target 0:45”, or say more/)
    expect((await check('2min', slide(`Target 1:00\n\n${words(163)}`)))[0]).toContain('Write “Target 1:15”, or say less')
  })

  test('may be short: the target is right that is nearest in steps of five seconds', async () => {
    for (const count of [1, 16])
      expect(await check('1min', slide(`Target 0:05\n\n${words(count)}`)), String(count)).toEqual([])
    expect((await check('1min', slide(`Target 0:10\n\n${words(3)}`)))[0]).toContain('Write “Target 0:05”, or say more')
  })

  test('is not measured before it is written', async () => {
    expect(await check('1min', slide('Target 0:20\n\nTODO'))).toEqual([])
  })

  test('is counted without the click marks and without how names are said', async () => {
    expect(await check('2min', slide(`Target 1:00\n\n[click] ${words(160)} Šťastná (SHTYAST-nah), Brandão (in-ESH bran-DOWN).`))).toEqual([])
    expect((await check('2min', slide(`Target 1:00\n\n${words(160)} Šťastná, Brandão (her office)`)))[0]).toContain('164 words')
  })

  test('has a target, unless its slide is in the appendix', async () => {
    expect((await check('1min', slide(words(65))))[0]).toContain('has a note without a target. Begin it with the time that it takes: its 65 words take “Target 0:30”')
    expect(await check('1min', slide(words(65), 'appendix: true'))).toEqual([])
  })
})

test('The duration is what the presented slides plan, in whole minutes', async () => {
  const other = slide(`Target 1:00\n\n${words(130)}`)
  expect((await check('3min', other))[0]).toMatch(/slides.md:2: The presented slides plan 1:30 together, and the deck has “duration: 3min”. Write “duration: 2min”/)
  expect(await check('2min', other, slide(`Target 1:00\n\n${words(130)}`, 'appendix: true'))).toEqual([])
})

test('What is presented does not come after the appendix', async () => {
  const own = slide(`Target 0:30\n\n${words(65)}`)
  expect((await check('1min', slide('For questions.', 'appendix: true'), own))[0]).toContain('Slide 3 comes after the appendix, which begins with slide 2')
  expect((await check('1min', slide(`Target 0:30\n\n${words(65)}`, 'appendix: yes')))[0]).toContain('Write “appendix: true”, or delete the line')
})
