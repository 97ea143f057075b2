/**
 * What every deck must pass, whatever is on its slides: this one as it is built and as it is served while somebody writes it, and another
 * article's.
 */
import type { Page } from 'playwright/test'
import type { Position } from '../helpers/steps.ts'
import { resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { readSlides } from '../../deck/slides.ts'
import { selectors } from '../../slidev/dom.ts'
import { objections } from '../helpers/axe.ts'
import { expect, test } from '../helpers/deck.ts'
import { atEveryStep, goTo, open, turn } from '../helpers/steps.ts'
import { buildsUp } from '../helpers/traits.ts'

const slides = readSlides(resolve('slides.md'), evidence)

/** The way through the deck by the keyboard. */
interface Walk {
  /** Every place, in order. */
  readonly there: readonly Position[]
  readonly back: readonly Position[]
  /** By slide: what axe objects to once all of it is shown. */
  readonly objections: ReadonlyMap<number, readonly string[]>
}

let walked: Promise<Walk> | undefined

/** Goes through the deck and back; once for all tests of a worker. */
async function walk(page: Page): Promise<Walk> {
  walked ??= (async () => {
    const there: Position[] = []
    const found = new Map<number, readonly string[]>()
    await open(page, '1')
    await atEveryStep(page, (await slides).length, async (here) => {
      there.push(here)
      if (here.step === here.steps)
        found.set(here.slide, await objections(page))
    })
    const back: Position[] = []
    while (back.length < there.length - 1)
      back.push(await turn(page, 'ArrowLeft'))
    return { there, back, objections: found }
  })()
  return walked
}

// Many pages are opened, one after the other.
test.describe.configure({ timeout: 180_000 })
// Nothing is judged while it fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('The keyboard', () => {
  test('leads through every step of every slide to the end, and back to the beginning', async ({ page }) => {
    const { there, back } = await walk(page)
    const stepsOf = new Map(there.map(({ slide, steps }) => [slide, steps]))
    expect([...stepsOf.keys()], 'the slides, in order').toEqual((await slides).map(({ number }) => number))
    expect(Math.max(...stepsOf.values()) > 0, 'whether any slide builds up').toBe(buildsUp(await slides))
    expect(there, 'every step, in order').toEqual([...stepsOf].flatMap(([slide, steps]) => Array.from({ length: steps + 1 }, (_, step) => ({ slide, step, steps }))))
    expect(back, 'the way back').toEqual(there.toReversed().slice(1))
  })

  test('leads from slide to slide with ↓ and ↑, and on by a step with Space and Page Down', async ({ page }) => {
    const { slide, steps } = await open(page, '1')
    const nextStep = steps > 0 ? { slide, step: 1 } : { slide: slide + 1, step: 0 }
    for (const key of ['Space', 'PageDown'] as const) {
      expect(await turn(page, key), key).toMatchObject(nextStep)
      expect(await turn(page, 'ArrowLeft'), 'back').toEqual({ slide, step: 0, steps })
    }
    expect(await turn(page, 'ArrowDown')).toMatchObject({ slide: slide + 1, step: 0 })
    expect(await turn(page, 'ArrowUp')).toMatchObject({ slide })
  })
})

test.describe('Every slide', () => {
  test('is free of what axe objects to, all of it shown', async ({ page }) => {
    const { objections } = await walk(page)
    expect([...objections.keys()]).toEqual((await slides).map(({ number }) => number))
    for (const [slide, found] of objections)
      expect.soft(found, `slide ${slide}`).toEqual([])
  })

  test('is opened by its number and by its name, and has its title for a heading', async ({ page, servedBy }) => {
    for (const { number, title, frontmatter } of await slides) {
      // A server answers every address with the same page: one load a slide is enough, and the first's in the development server, where each takes a second.
      const isLoaded = number === 1 || servedBy !== 'dev'
      for (const [way, address] of [[number === 1 ? open : goTo, frontmatter.routeAlias], [open, isLoaded ? number : undefined]] as const) {
        if (typeof address !== 'number' && typeof address !== 'string')
          continue
        expect(await way(page, String(address)), `/${address}`).toMatchObject({ slide: number, step: 0 })
        await expect(page.locator(`.slidev-page-${number} h1`), `/${address}`).toHaveText(title)
      }
    }
  })
})

const clickMarker = /\[click(?::\d+)?\]/g

/** The words of a note, however they are laid out and marked. */
function wordsOf(text: string | null): string {
  return (text ?? '').replace(clickMarker, ' ').split(/[\s*_]+/).filter(Boolean).join(' ')
}

test.describe('Presenter mode', () => {
  // A laptop's window, in which a presenter sits.
  test.use({ viewport: { width: 1280, height: 720 } })

  test('shows each slide’s note at every step, and what comes next', async ({ page }) => {
    const deck = await slides
    const note = page.getByRole('region', { name: 'Notes' })
    const next = page.locator(`.grid-section.next ${selectors.slide}`)
    await open(page, 'presenter/1')
    await atEveryStep(page, deck.length, async ({ slide, step, steps }) => {
      await test.step(`slide ${slide}, step ${step}`, async () => {
        const said = wordsOf(deck[slide - 1]?.note ?? null)
        if (said !== '')
          await expect.poll(async () => wordsOf(await note.textContent())).toBe(said)
        if (step < steps || slide < deck.length)
          await expect(next).toHaveAttribute('data-slidev-no', String(step < steps ? slide : slide + 1))
        else
          await expect(next, 'nothing comes after the last slide').toHaveCount(0)
      })
    })
    expect(deck.some(({ note }) => note !== undefined), 'whether there are notes at all').toBe(true)
  })
})
