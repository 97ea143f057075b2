/**
 * `npm run fonts`: makes the deck's font files as static instances of two variable families. Static, because Chromium embeds a variable
 * font in a PDF as Type 3 drawings and not as outlines, and because large text needs the design for large sizes. Run it when a family or a
 * weight changes. The files are kept in the repository, so that a build only needs npm.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'
import { run } from './cli/run.ts'

const modules = new URL('../node_modules/@fontsource-variable/', import.meta.url)
const fonts = new URL('../styles/fonts/', import.meta.url)

const faces = [
  { name: 'newsreader-display', from: 'newsreader/files/newsreader-SCRIPT-opsz-normal', axes: { opsz: 60, wght: 480 } },
  { name: 'newsreader-display-italic', from: 'newsreader/files/newsreader-SCRIPT-opsz-italic', axes: { opsz: 60, wght: 480 } },
  { name: 'libre-franklin-400', from: 'libre-franklin/files/libre-franklin-SCRIPT-wght-normal', axes: { wght: 400 } },
  { name: 'libre-franklin-400-italic', from: 'libre-franklin/files/libre-franklin-SCRIPT-wght-italic', axes: { wght: 400 } },
  { name: 'libre-franklin-600', from: 'libre-franklin/files/libre-franklin-SCRIPT-wght-normal', axes: { wght: 600 } },
]

const help = `Makes the font files in styles/fonts/ from the npm packages of the font families.

  npm run fonts

  --help   this text`

run({ help, options: {} }, async () => {
  for (const { name, from, axes } of faces) {
    for (const script of ['latin', 'latin-ext']) {
      const variable = await readFile(new URL(`${from.replace('SCRIPT', script)}.woff2`, modules))
      const instance = await subsetFont(variable, null, { targetFormat: 'woff2', variationAxes: axes, keepAllGlyphs: true })
      await writeFile(new URL(`${name}-${script}.woff2`, fonts), instance)
      console.log(`${name}-${script}.woff2  ${(instance.length / 1000).toFixed(1)} kB`)
    }
  }
  for (const family of ['newsreader', 'libre-franklin'])
    await copyFile(new URL(`${family}/LICENSE`, modules), new URL(`${family}.LICENSE`, fonts))
})
