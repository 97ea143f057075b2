/**
 * A deck of a few lines of HTML that exports in a second, for what has nothing to do with our own slides: its build is written by
 * hand into the place where the exporter looks for one.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inputHash } from '../../scripts/build/inputs.ts'

export interface TinyDeckOptions {
  /** What every slide holds, in HTML; a slide has a heading with its number all the same. */
  readonly slides: readonly string[]
  /** What the page runs once it has shown its slides. */
  readonly script?: string
  /** Presenter notes, in Markdown, by slide. */
  readonly notes?: readonly string[]
  /** How many clicks each slide has after its first state. */
  readonly clicks?: number
}

/** Writes such a deck, with its build, into `folder`. It looks like Slidev's print page to a program that prints it. */
export async function writeTinyDeck(folder: string, { slides, script = '', notes = [], clicks = 0 }: TinyDeckOptions): Promise<void> {
  const entry = join(folder, 'slides.md')
  await writeFile(entry, '# Tiny deck\n')
  const build = join(folder, '.cache', 'deck', await inputHash(entry))
  await mkdir(join(build, 'site'), { recursive: true })
  await writeFile(join(build, 'deck.json'), JSON.stringify({
    title: 'Tiny deck',
    language: 'en',
    keywords: [],
    width: 980,
    height: 552,
    fileName: 'briefing',
    slides: slides.map((_, index) => ({ place: `slides.md:${index + 1}`, title: `Slide ${index + 1}`, note: notes[index] })),
  }))
  await writeFile(join(build, 'site', 'index.html'), `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tiny deck</title>
<link rel="icon" href="data:,">
<style>
  @page { size: 980px 552px; margin: 0 }
  body { margin: 0; font: 20px sans-serif }
  h1, p { margin: 0 }
  .print-slide-container { position: relative; width: 980px; height: 552px; overflow: hidden; break-after: page }
  .slidev-layout { height: 100%; padding: 40px; box-sizing: border-box }
  .foot { position: absolute; bottom: 10px; left: 40px }
</style>
<div id="page-root" class="grid"><div id="print-container"><div id="print-content"></div></div></div>
<script>
  const query = new URLSearchParams(location.search)
  const slides = ${JSON.stringify(slides).replaceAll('</', '<\\/')}
  for (const no of slides.keys().map(index => index + 1)) {
    for (let click = query.get('print') === 'clicks' ? 0 : ${clicks}; click <= ${clicks}; click++) {
      document.querySelector('#print-content').insertAdjacentHTML('beforeend', \`
        <div class="print-slide-container" id="\${String(no).padStart(3, '0')}-\${String(click + 1).padStart(2, '0')}">
          <main class="slidev-layout"><h1>Heading \${no}</h1>\${slides[no - 1]}</main>
          <p class="foot">Foot of \${no}</p>
        </div>\`)
    }
  }
  ${script}
</script>
</html>
`)
}
