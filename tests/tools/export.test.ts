import { Buffer } from 'node:buffer'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect } from 'playwright/test'
import { leftovers, processesNaming, run, start, test } from '../helpers/commands.ts'
import { writeTinyDeck } from '../helpers/tiny-deck.ts'
import { archiveProblems } from '../pdf/pdf-a.ts'

/** What an export before has left, and what must be there still when one fails. */
const lastGood = 'the last good PDF'

test.beforeEach(async ({ folder }) => writeFile(join(folder, 'briefing.pdf'), lastGood))

// Each is a process of its own, and there are many.
test.describe.configure({ mode: 'parallel' })

/** Asserts that a failed export left everything as it was, and nothing more. */
async function expectUntouched(folder: string): Promise<void> {
  expect(await readFile(join(folder, 'briefing.pdf'), 'utf8'), 'briefing.pdf').toBe(lastGood)
  await expectTidy(folder)
}

/** Asserts that nothing temporary is left: no file, no folder, no browser. */
async function expectTidy(folder: string): Promise<void> {
  // A process that was killed is listed until the system has taken it down, which a busy machine does later.
  await expect.poll(() => processesNaming(join(folder, 'temporary')), 'processes').toEqual([])
  expect(leftovers(join(folder, 'temporary')), 'the temporary folder').toEqual([])
  expect((await readdir(folder)).filter(name => name.endsWith('.part')), 'unfinished files').toEqual([])
}

test.describe('An export fails, says what to do and leaves the last PDF as it was', () => {
  test('when slides have faults, each named by slide and element', async ({ folder }) => {
    const faults: [slide: string, message: RegExp][] = [
      ['<img alt="A dot" src="http://192.0.2.1/dot.png">', /would leave this machine: http:\/\/192\.0\.2\.1\/dot\.png/],
      ['<img alt="A dot" src="/missing.png">', /Slide 2 \(Heading 2\): the image \/missing\.png is missing/],
      ['<p style="position:absolute; left: 900px; white-space: nowrap">A line that is too long</p>', /Slide 3 \(Heading 3\): <p> “A line that is too long” reaches \d+ px over the slide’s right edge\./],
      ['<p>A line of many</p>'.repeat(30), /Slide 4 \(Heading 4\): <p> “A line of many” runs \d+ px into the slide’s foot\./],
      ['<div class="box" style="height: 30px; overflow: hidden"><p>One</p><p>Two</p></div>', /Slide 5 \(Heading 5\): <p> “Two” is cut off: \d+ px of it at the bottom are hidden by <div\.box>/],
      ['<p style="width: 60px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">A long line</p>', /Slide 6 \(Heading 6\): .* is cut off: \d+ px of it at the right/],
      ['<QuoteCrad>Words</QuoteCrad>', /Slide 7 \(Heading 7\): there is no component <quotecrad>/],
      ['<a href="/99">ninety-nine</a>', /Slide 8: “ninety-nine” links to slide 99, but the deck has 11\./],
      ['<div style="margin: 0 -40px; height: 480px; background: black"></div>', /Slide 9 \(Heading 9\): <div> runs \d+ px into the slide’s foot\./],
      ['<div style="height: 20px"><div class="panel" style="height: 100px; background: black"></div></div><p>After the panel</p>', /Slide 10 \(Heading 10\): <p> “After the panel” overlaps <div\.panel>\./],
    ]
    // A ground behind heading and foot, and text that is put on it.
    const panel = '<div style="position: absolute; inset: 0 500px 0 0; z-index: -1; background: silver"></div><p style="position: absolute">All is well</p>'
    await writeTinyDeck(folder, { slides: [...faults.map(([slide]) => slide), panel] })
    const { code, output } = await run('export', folder)
    for (const [, message] of faults)
      expect.soft(output).toMatch(message)
    expect(output).not.toContain('Slide 11 ')
    expect(code).toBe(3)
    await expectUntouched(folder)
  })

  test('when scripts fail, each in its own way', async ({ folder }) => {
    const script = 'console.error("logged on purpose"); Promise.reject(new Error("rejected on purpose")); fetch("/missing.json"); setTimeout(() => { const { text } = undefined }); throw new Error("thrown on purpose")'
    await writeTinyDeck(folder, { slides: ['<p>All is well</p>'], script })
    const { code, output } = await run('export', folder)
    for (const message of [/has an error: logged on purpose/, /threw an error: .*rejected on purpose/, /missing\.json was answered with 404/, /threw an error: .*thrown on purpose/, /npm run prove names its line/])
      expect.soft(output).toMatch(message)
    expect(output, 'no stack of the built deck').not.toMatch(/^ +at /m)
    expect(code).toBe(3)
    await expectUntouched(folder)
  })

  test('when the deck does not build', async ({ folder }) => {
    await writeFile(join(folder, 'slides.md'), '# Slide\n\n<div>\n')
    const { code, output } = await run('export', folder)
    expect(output).toMatch(/The deck does not build\.\n[\s\S]*slides\.md/)
    expect(code).toBe(7)
    await expectUntouched(folder)
  })

  test('when there is no such layout', async ({ folder }) => {
    await writeFile(join(folder, 'slides.md'), '---\ntheme: none\n---\n\n# One\n\n---\nlayout: nonesuch\n---\n\n# Two\n')
    const { code, output } = await run('export', folder)
    expect(output).toMatch(/slides\.md:\d+: slide 2 asks for the layout “nonesuch”\. There are: .*default/)
    expect(code).toBe(3)
    await expectUntouched(folder)
  })

  test('when there are no slides', async ({ folder }) => {
    const { code, output } = await run('export', folder)
    expect(output).toMatch(/There are no slides at .*slides\.md/)
    expect(code).toBe(5)
    await expectUntouched(folder)
  })

  test('when there is no browser', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['<p>All is well</p>'] })
    const { code, output } = await run('export', folder, [], { BRIEFING_BROWSER: '/nowhere/chromium' })
    expect(output).toMatch(/BRIEFING_BROWSER names \(\/nowhere\/chromium\)/)
    expect(code).toBe(4)
    await expectUntouched(folder)
  })

  const wrongOptions: [args: string[], message: RegExp][] = [
    [['--ouptut', 'x.pdf'], /Unknown option '--ouptut'/],
    [['--range', '2-x'], /--range takes slides such as/],
    [['--range', '1-9'], /the deck has slides 1 to 2/],
    [['--format', 'docx'], /--format takes pdf, png, pptx/],
    [['--output', 'briefing.pptx'], /add --format pptx/],
    [['--handout', '--format', 'png'], /A handout is a PDF/],
    [['--handout', '--with-clicks'], /A handout has each slide once/],
    [['--handout', '--paper', 'a5'], /--paper takes a4, letter/],
    [['--paper', 'letter'], /add --handout/],
    [['--archive', '--format', 'png'], /--archive does not go with --format png/],
    [['--timeout', 'soon'], /--timeout takes a whole number/],
    [['--timeout'], /'--timeout <value>' argument missing/],
    [['one.md', 'two.md'], /One file of slides at a time/],
  ]
  test('when an option is wrong', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['<p>One</p>', '<p>Two</p>'] })
    for (const [args, message] of wrongOptions) {
      const { code, output } = await run('export', folder, args)
      expect(output).toMatch(message)
      expect(code, args.join(' ')).toBe(2)
      await expectUntouched(folder)
    }
  })

  const unwritable: [output: string, message: RegExp][] = [
    ['slides.md/briefing.pdf', /part of the path is a file, not a folder/],
    ['.cache', /\.cache\.pdf|is a folder/],
    ['/dev/full', /no space is left on the disk/],
  ]
  for (const [output, message] of unwritable.filter(([output]) => !output.startsWith('/dev/') || existsSync(output))) {
    test(`when it is to write to ${output}`, async ({ folder }) => {
      await writeTinyDeck(folder, { slides: ['<p>One</p>'] })
      await mkdir(join(folder, '.cache.pdf'))
      const ended = await run('export', folder, ['--output', output])
      expect(ended.output).toMatch(message)
      expect(ended.code).toBe(5)
      await expectUntouched(folder)
    })
  }

  test('when it is out of time, whatever hangs', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['<p>One</p>'], script: 'document.querySelector(".print-slide-container").remove()' })
    const { code, output } = await run('export', folder, ['--timeout', '3000'])
    expect(output).toMatch(/Not done after 3000 ms/)
    expect(code).toBe(6)
    await expectUntouched(folder)
  })
})

test('The check of the slides says what an export would, in one line a slide with its place, and writes nothing', async ({ folder }) => {
  const check = async (slide: string) => {
    await writeTinyDeck(folder, { slides: ['<p>All is well</p>', slide] })
    return run('check', folder, ['--slides'])
  }
  // The parts that need no browser are not what this is about.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { prove: 'node -v', typecheck: 'node -v', lint: 'node -v' } }))
  // What is pushed out is not what is too long.
  expect(await check('<p style="margin-top: 1rem">Before</p><div style="height: 460px; margin: 0"><b>Much</b></div><p>After</p><p>Last</p>')).toMatchObject({ code: 3, output: expect.stringMatching(/^ {2}slides\.md:2 slide 2: <div> “Much” is too long: <p> “After” reaches \d+ px over the slide’s bottom edge\. Shorten it, give it less room or split the slide\.$/m) })
  const { code, output } = await check(`<ul data-over="30 statements; 8 fit">${'<li>One of many</li>'.repeat(30)}</ul>`)
  expect(output).toMatch(/^ {2}slides\.md:2 slide 2: <li> “One of many” runs \d+ px into the slide’s foot\. The slide has 30 statements; 8 fit\. And \d+ more\.$/m)
  expect(output.match(/slide 2/g), 'one line').toHaveLength(1)
  expect(code).toBe(3)
  expect(await check('<p>All is well, too</p>')).toMatchObject({ code: 0, output: expect.stringContaining('slides: passed') })
  await expectUntouched(folder)
})

test('The check leaves out what the type check says of other files while the evidence is wrong', async ({ folder }) => {
  const script = (...lines: readonly string[]): string => `node -e "${lines.map(line => `console.log('${line}');`).join('')}process.exitCode = 3"`
  const check = async (typecheck: string) => {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { prove: script('One thing to fix'), typecheck, lint: 'node -v' } }))
    return run('check', folder)
  }
  const other = 'components/Other.vue(2,2): error TS2345: wrong'
  const { code, output } = await check(script('briefing/evidence.ts(1,1): error TS2322: wrong', other))
  expect(output).toMatch(/One thing to fix[\s\S]*typecheck: failed\nNot shown: correct the evidence first\..*npm run typecheck/)
  expect(output).not.toContain('error TS')
  expect(code).toBe(3)
  const { output: ofSlides } = await check(script('slides.md(1,1): error TS2322: wrong', other))
  expect(ofSlides.match(/^.*error TS.*$/gm), 'what the proof’s list does not have').toEqual([other])
})

test.describe('An export that is ended from outside', () => {
  /** A deck that is never done, so that there is time to end its export at a known point. */
  const endless = { slides: ['<p>One</p>'], script: 'document.querySelector(".print-slide-container").remove(); while (true) {}' }

  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    test(`by ${signal} says so and leaves nothing behind`, async ({ folder }) => {
      await writeTinyDeck(folder, endless)
      const { child, ended, temporary } = start('export', folder)
      await expect.poll(() => processesNaming(temporary).length).toBeGreaterThan(0)
      child.kill(signal)
      expect(await ended).toMatchObject({ code, output: `Ended by ${signal}. Nothing was replaced.\n` })
      await expectUntouched(folder)
    })
  }

  test('by SIGKILL leaves the last PDF, and the next export sweeps up', async ({ folder }) => {
    await writeTinyDeck(folder, endless)
    const { child, ended, temporary } = start('export', folder)
    await expect.poll(() => processesNaming(temporary).length).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await ended
    expect(await readFile(join(folder, 'briefing.pdf'), 'utf8')).toBe(lastGood)
    await expect.poll(() => processesNaming(temporary), 'the browser ends by itself').toEqual([])

    await writeTinyDeck(folder, { slides: ['<p>One</p>'] })
    expect(await run('export', folder)).toMatchObject({ code: 0 })
    await expectTidy(folder)
  })

  test('by the end of its browser says so and leaves the last PDF', async ({ folder }) => {
    await writeTinyDeck(folder, endless)
    const { ended, temporary } = start('export', folder)
    await expect.poll(() => processesNaming(temporary).length).toBeGreaterThan(0)
    for (const pid of processesNaming(temporary))
      process.kill(pid, 'SIGKILL')
    const { code, output } = await ended
    expect(output).toMatch(/browser/)
    expect(code).toBe(4)
    await expectUntouched(folder)
  })
})

test.describe('An export', () => {
  test('says what it takes, and how it ends', async ({ folder }) => {
    const { code, output } = await run('export', folder, ['--help'])
    expect(code).toBe(0)
    for (const option of ['--output', '--format', '--range', '--dark', '--with-clicks', '--handout', '--paper', '--archive', '--timeout', 'Exit codes'])
      expect(output).toContain(option)
  })

  test('has one page a slide, in the slide’s size, and no blank one, or one a click when asked to; says in a pipe where it went, on standard error, and nothing else', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['<p>One</p>', '<p>Two</p>', '<p>Three</p>'], clicks: 2 })
    expect(await run('export', folder)).toMatchObject({ code: 0, output: '3 slides are in briefing.pdf.\n', stdout: Buffer.alloc(0) })
    const pdf = await PDFDocument.load(await readFile(join(folder, 'briefing.pdf')))
    expect(pdf.getPages().map(page => [Math.round(page.getWidth()), Math.round(page.getHeight())])).toEqual([[735, 414], [735, 414], [735, 414]])
    await expectTidy(folder)
    await run('export', folder, ['--with-clicks'])
    expect((await PDFDocument.load(await readFile(join(folder, 'briefing.pdf')))).getPageCount()).toBe(9)
  })

  test('prints only the slides in --range, once each', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One', 'Two <a href="#1">to one</a> <a href="/3">to three</a>', 'Three'] })
    expect(await run('export', folder, ['--range', '3,2-3'])).toMatchObject({ code: 0 })
    const pdf = await PDFDocument.load(await readFile(join(folder, 'briefing.pdf')))
    expect(pdf.getPageCount()).toBe(2)
    expect(pdf.getPage(0).node.Annots()?.size(), 'only the link to a slide that is there').toBe(1)
  })

  test('writes to standard output when told -', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const { code, stdout } = await run('export', folder, ['--output', '-'])
    expect(code).toBe(0)
    expect((await PDFDocument.load(stdout)).getPageCount()).toBe(1)
    await expectUntouched(folder)
  })

  test('fails when the reader of its standard output is gone', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const { child, ended } = start('export', folder, ['--output', '-'])
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 5 })
    await expectUntouched(folder)
  })

  test('follows a link to the file that it replaces, and keeps its mode', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    await mkdir(join(folder, 'elsewhere'))
    await writeFile(join(folder, 'elsewhere', 'real.pdf'), '', { mode: 0o640 })
    await symlink('elsewhere/real.pdf', join(folder, 'link.pdf'))
    expect(await run('export', folder, ['--output', 'link.pdf'])).toMatchObject({ code: 0 })
    const { mode, size } = await stat(join(folder, 'elsewhere', 'real.pdf'))
    expect(mode & 0o777).toBe(0o640)
    expect(size).toBeGreaterThan(1000)
  })

  test('makes the same bytes in two folders, at two times, in two time zones', async ({ folder }) => {
    const other = join(folder, 'other')
    await mkdir(other)
    const slides = ['<p>One</p><ul><li>A list</li></ul>', '<table><caption>Table</caption><tr><th>Head<td>Cell</table>']
    for (const place of [folder, other])
      await writeTinyDeck(place, { slides })
    const date = { SOURCE_DATE_EPOCH: '1700000000' }
    const laterClock = 'const { now } = Date; Date.now = () => now() + 1e10; globalThis.Date = class extends Date { constructor(...parts) { super(...parts.length ? parts : [Date.now()]) } }'
    const shift = `data:text/javascript;base64,${Buffer.from(laterClock).toString('base64')}`
    expect(await run('export', folder, ['--archive'], { ...date, TZ: 'America/New_York' })).toMatchObject({ code: 0 })
    expect(await run('export', other, ['--archive'], { ...date, TZ: 'Asia/Tokyo', NODE_OPTIONS: `--import ${shift}` })).toMatchObject({ code: 0, output: expect.stringMatching(/^.+ in briefing\.pdf\.\n$/) })
    const [first, second] = await Promise.all([folder, other].map(async place => readFile(join(place, 'briefing.pdf'))))
    expect(await archiveProblems(first ?? Buffer.of())).toEqual([])
    expect(Buffer.compare(first ?? Buffer.of(), second ?? Buffer.of()), 'difference').toBe(0)
  })

  test('may run twice at once', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const ended = await Promise.all([run('export', folder, [], { SOURCE_DATE_EPOCH: '1700000000' }), run('export', folder, ['--output', 'second.pdf'], { SOURCE_DATE_EPOCH: '1700000000' }), run('export', folder, [], { SOURCE_DATE_EPOCH: '1700000000' })])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(await readFile(join(folder, 'briefing.pdf'))).toEqual(await readFile(join(folder, 'second.pdf')))
    await expectTidy(folder)
  })

  test('makes pictures, one a slide, in a folder that holds nothing else', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One', 'Two'] })
    await mkdir(join(folder, 'briefing-png'))
    await writeFile(join(folder, 'briefing-png', '009.png'), 'of a longer deck')
    expect(await run('export', folder, ['--format', 'png'])).toMatchObject({ code: 0 })
    expect((await readdir(join(folder, 'briefing-png'))).sort()).toEqual(['001.png', '002.png'])
    const picture = await readFile(join(folder, 'briefing-png', '001.png'))
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)], 'twice the canvas').toEqual([1960, 1104])
  })

  test('puts no pictures into a folder that holds other things', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One'] })
    const { code, output } = await run('export', folder, ['--format', 'png', '--output', '.'])
    expect(output).toMatch(/holds other things/)
    expect(code).toBe(5)
    await expectUntouched(folder)
  })

  test('makes a PowerPoint file with a picture and the notes of every slide', async ({ folder }) => {
    await writeTinyDeck(folder, { slides: ['One', 'Two'], notes: ['Say one.', 'Say two.'] })
    expect(await run('export', folder, ['--format', 'pptx'])).toMatchObject({ code: 0 })
    const file = await readFile(join(folder, 'briefing.pptx'))
    const names = file.toString('latin1')
    for (const part of ['ppt/slides/slide1.xml', 'ppt/slides/slide2.xml', 'ppt/notesSlides/notesSlide2.xml'])
      expect(names).toContain(part)
  })
})
