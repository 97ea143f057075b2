/** `npm run gallery`: writes the component reference and opens the components as a deck, so that whoever writes slides sees what there is. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parse } from '@slidev/parser'
import { evidence } from '../briefing/evidence.ts'
import { Failure } from '../deck/failure.ts'
import { run } from './cli/run.ts'
import { commit, stage } from './cli/staging.ts'
import { gallerySlides, readComponents, referencePage } from './gallery/reference.ts'

const help = `Writes docs/components.md and the slides .cache/gallery.md, which show every component with its props, and opens them.

  npm run gallery -- [options]

  --write   only write
  --help    this text

Any other option is one of Slidev's development server: --port 4000, --open.`

run({ help, options: { write: { type: 'boolean' } }, isServer: true, allowsOthers: true }, async ({ values }) => {
  const root = process.cwd()
  const components = readComponents(root)
  write(join(root, 'docs', 'components.md'), referencePage(components))

  const { slides: [cover] } = await parse(readFileSync(join(root, 'slides.md'), 'utf8'), 'slides.md')
  const icon = readFileSync(join(root, 'public', 'favicon.svg'), 'base64')
  const entry = join(root, '.cache', 'gallery.md')
  write(entry, gallerySlides(components, evidence, {
    ...cover?.frontmatter,
    favicon: `data:image/svg+xml;base64,${icon}`,
    // What Slidev looks for beside the slides, it finds in the project's folder.
    addons: ['@/..'],
  }))
  if (values.write === true)
    return

  const slidev = spawn(process.execPath, [join(root, 'node_modules', '@slidev', 'cli', 'bin', 'slidev.mjs'), entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.once('exit', () => slidev.kill())
  const status = await new Promise<number | null>(resolve => slidev.once('close', resolve))
  if (status !== 0)
    throw new Failure('build', `Slidev’s development server ended with code ${status}.`)
})

function write(path: string, text: string): void {
  const staged = stage(path)
  writeFileSync(staged, text)
  commit(staged, path)
}
