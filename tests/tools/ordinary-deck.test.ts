/** The addon's command exports a deck that has nothing else of this project, and deals with what the browser leaves out of its print. */
import type { Ended } from '../helpers/commands.ts'
import type { Tag } from '../pdf/pdf.ts'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'playwright/test'
import { startNode } from '../helpers/commands.ts'
import { pdfUaProblems } from '../pdf/pdf-ua.ts'
import { pageOf, readingOf, readPdf, tagsIn } from '../pdf/pdf.ts'

test.describe('The addon’s command', () => {
  test.describe.configure({ mode: 'serial', timeout: 600_000 })

  let deck = ''

  async function briefingExport(...args: string[]): Promise<Ended> {
    return startNode([join(deck, 'node_modules', 'slidev-addon-briefing', 'scripts', 'addon', 'export.js'), '--timeout', '500000', ...args], deck, {}).ended
  }

  test.beforeAll(async () => {
    deck = mkdtempSync(join(tmpdir(), 'ordinary-'))
    cpSync('tests/ordinary-deck', deck, { recursive: true })
    writeFileSync(join(deck, 'package.json'), '{ "type": "module" }\n')
    // What `npm install` would put there, without asking a registry.
    mkdirSync(join(deck, 'node_modules'))
    for (const name of readdirSync('node_modules').filter(name => !name.startsWith('.')))
      symlinkSync(resolve('node_modules', name), join(deck, 'node_modules', name), 'junction')
    await promisify(execFile)(process.execPath, ['scripts/cli/launch.mjs', 'addon', '--output', join(deck, 'node_modules', 'slidev-addon-briefing')])
  })

  test.afterAll(() => {
    rmSync(deck, { recursive: true, force: true })
  })

  test('writes PDF/UA-1 with what the browser leaves out: lines of code, formulas, boxes of tasks, languages, spaces', async () => {
    const { code, output } = await briefingExport()
    expect(code, output).toBe(0)
    const bytes = new Uint8Array(readFileSync(join(deck, 'slides-export.pdf')))
    expect(await pdfUaProblems(bytes)).toEqual([])

    const { root, outline, links } = await readPdf(bytes)
    const tags = [...tagsIn(root)]
    const readings = (type: string): string[] => tags.filter(tag => tag.type === type).map(readingOf)
    expect(outline.map(({ title }) => title)).toEqual(['An ordinary deck', 'Code and tasks', 'A formula', 'A picture'])
    expect(links.map(({ target }) => target)).toEqual([3])
    expect(linesOf(tags)).toEqual(['const bridges = 2', 'function turn(bridge: number): void {', 'bridges.at(bridge)', '}', 'one line', 'another line'])
    expect(tags.filter(({ type }) => type === 'Formula').map(({ alt }) => alt)).toEqual(['E = mc^2', String.raw`\sum_{i=1}^{n} i`])
    // The box is an element of its own, which needs no space after it.
    expect(readings('LBody')).toEqual([expect.stringMatching(/^done ?Replace the bearings$/), expect.stringMatching(/^not done ?Turn the bridge$/)])
    expect(tags.filter(({ type, lang }) => type === 'Span' && lang === 'fr').map(readingOf)).toEqual(['pont tournant'])
    expect(readings('P')).toContain('TWO KEYS')
    // The browser would put on the next page what is too low before `zoom` makes it smaller.
    expect(tags.filter(tag => readingOf(tag) === 'At the foot').map(pageOf)).toContain(3)
    expect(tags.filter(({ type }) => type === 'Figure').map(({ alt }) => alt)).toEqual(['done', 'not done', 'A bridge at dusk'])
    expect(readings('TD')).toEqual(['Cars', '', '12', 'Ships', '3', '', 'the next step'])
    expect(readings('TH')).toEqual(['Kind', 'Open', 'Closed', 'Space'])
  })

  test('names by slide the pictures without alternative text, what overflows, and what would leave this machine; writes a handout all the same if told to', async () => {
    writeFileSync(join(deck, 'faults.md'), `---
theme: default
fonts: { provider: none }
---

# Faults

<img src="/bridge.svg">

<img alt="A dot" src="http://192.0.2.1/dot.png">

---

# More faults

<p style="position: absolute; left: 950px">Too far to the right</p>

<!--
Say hello.

Then go on.
-->
`)
    const refused = await briefingExport('faults.md')
    expect(refused.code).toBe(3)
    expect(existsSync(join(deck, 'faults-export.pdf'))).toBe(false)
    const named = [
      'Slide 1: a request would leave this machine: http://192.0.2.1/dot.png.',
      'Slide 1 (Faults): the image bridge.svg has no alternative text.',
      'Slide 2 (More faults): <p> “Too far to the right” reaches',
    ]
    for (const sentence of [...named, '--allow-network', '--force'])
      expect(refused.error).toContain(sentence)

    const forced = await briefingExport('faults.md', '--force', '--handout', '--paper', 'letter', '--output', 'forced.pdf')
    expect(forced.code).toBe(0)
    for (const sentence of named)
      expect(forced.error).toContain(sentence)
    // It must not claim what it is not.
    const bytes = new Uint8Array(readFileSync(join(deck, 'forced.pdf')))
    const { root, xmp } = await readPdf(bytes)
    expect((await PDFDocument.load(bytes)).getPages().map(page => [Math.round(page.getWidth()), Math.round(page.getHeight())]), 'US Letter, in points').toEqual([[612, 792], [612, 792]])
    expect(xmp).not.toContain('pdfuaid:part>')
    expect(Array.from(tagsIn(root), ({ alt }) => alt)).toContain('Not described: the image bridge.svg')
    expect(Array.from(tagsIn(root), readingOf)).toEqual(expect.arrayContaining(['Say hello.', 'Then go on.']))
  })
})

/** The lines of code: each is a paragraph of its own. */
function linesOf(tags: readonly Tag[]): string[] {
  return tags.filter(({ type, parent }) => type === 'Code' && parent?.type === 'P' && parent.kids.length === 1).map(readingOf)
}
