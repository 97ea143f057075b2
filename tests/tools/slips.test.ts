/**
 * Slips that people commit are made by the thousand in the example deck, and counted by class: how many `prove` refuses, and how many are
 * refused or asked about with the article in hand. The README's table is what came out.
 */
import type { Briefing } from '../../briefing/model.ts'
import type { Slide } from '../../deck/slides.ts'
import type { Slip } from '../helpers/slips.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'playwright/test'
import { basisOf } from '../../briefing/basis.ts'
import { askAboutOutlets, askAboutParaphrase } from '../../briefing/paraphrase.ts'
import { checkDeck, checkEvidence } from '../../briefing/rules.ts'
import { fingerprint } from '../../briefing/source.ts'
import { blocksOf } from '../../briefing/text.ts'
import { readSlides } from '../../deck/slides.ts'
import { slipsIn, withoutSlip } from '../helpers/slips.ts'
import { evidence } from '../second-article/evidence.ts'

const seed = Number(process.env.SLIPS_SEED ?? 20190625)
const ofEachClass = 260
const text = readFileSync('tests/second-article/article.txt', 'utf8')
const source = { title: 'The Bridge That Will Not Turn', outlet: 'Süderholm Courier', author: null, date: null, url: null, ...fingerprint(text, { leadingBlocks: 1 }) }
// By their numbers: the first block is over the body.
const article = blocksOf(text)
const slidesPath = resolve('tests/second-article/slides.md')
const slidesText = readFileSync(slidesPath, 'utf8')

const problemsIn = (deck: Briefing, slides: readonly Slide[]): number => checkDeck(basisOf(deck, source), slides, () => '').length
const askedAnyway = new Set(askAboutOutlets(evidence, article).map(({ message }) => message))
const asked = ({ evidence: deck, item }: Slip): number => item === undefined ? 0 : askAboutParaphrase(item, article).length + askAboutOutlets(deck, article).filter(({ message }) => !askedAnyway.has(message)).length

type Verdict = 'refused' | 'asked' | 'missed'

// Three thousand decks are proved, each as a whole.
test.setTimeout(900_000)

test('What people get wrong is caught as often as the README says, and nothing that is right', async () => {
  const sound = await readSlides(slidesPath, evidence)
  expect(problemsIn(evidence, sound)).toBe(0)
  const entry = test.info().outputPath('slides.md')
  writeFileSync(entry, slidesText)
  const anew = withoutSlip(evidence)
  expect(problemsIn(anew, await readSlides(entry, anew)), 'made anew, without a slip').toBe(0)

  const slidesOf = async ({ evidence: deck, slides }: Slip): Promise<readonly Slide[]> => {
    if (slides === undefined && deck.disputes === evidence.disputes)
      return sound
    writeFileSync(entry, slides ?? slidesText)
    return readSlides(entry, deck)
  }
  const verdictOn = async (slip: Slip): Promise<Verdict> => {
    // One problem is enough, and those of the evidence take least time to find.
    if (checkEvidence(basisOf(slip.evidence, source), () => '').length > 0 || problemsIn(slip.evidence, await slidesOf(slip)) > 0)
      return 'refused'
    return asked(slip) > 0 ? 'asked' : 'missed'
  }
  const rows: string[] = []
  for (const [name, arbitrary] of Object.entries(slipsIn(evidence, slidesText))) {
    const slips = fc.sample(arbitrary, { seed, numRuns: ofEachClass })
    const caught = { without: 0, with: 0 }
    const verdicts = new Map<string, Verdict>()
    for (const slip of slips) {
      // Many are the same, and each is proved once.
      const key = JSON.stringify(slip)
      const verdict = verdicts.get(key) ?? await verdictOn(slip)
      verdicts.set(key, verdict)
      caught.without += Number(verdict === 'refused')
      caught.with += Number(verdict !== 'missed')
    }
    const share = (count: number): string => `${Math.round(100 * count / slips.length)} %`
    rows.push(`| ${name} | ${share(caught.without)} | ${share(caught.with)} |`)
  }
  const readme = readFileSync('README.md', 'utf8')
  expect(rows.filter(row => !readme.includes(row)), `Make them again: SLIPS_SEED=${seed} npx playwright test tests/tools/slips.test.ts --project=build\n${rows.join('\n')}`).toEqual([])
})
