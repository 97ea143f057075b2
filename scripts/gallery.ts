/** `npm run gallery`: writes the component reference, and opens a deck that shows every component. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parse } from '@slidev/parser'
import { evidence } from '../briefing/evidence.ts'
import { Failure } from '../deck/failure.ts'
import { writeFiles } from './cli/output.ts'
import { runProgram } from './cli/program.ts'
import { run } from './cli/run.ts'
import { gallerySlides, readComponents, referencePage } from './gallery/reference.ts'

const help = `Writes the component reference, docs/components.md, and opens a deck that shows every component with its props.
The slides of that deck are in .cache/gallery.md.

  npm run gallery -- [options]

  --write   write the files, and do not open the deck
  --help    this text

All other options are passed on to Slidev's development server: --port 4000, --open.`

run({ help, options: { write: { type: 'boolean' } }, isServer: true, allowsOthers: true }, async ({ values }) => {
  const root = process.cwd()
  const components = readComponents(root)
  const { slides: [cover] } = await parse(readFileSync(join(root, 'slides.md'), 'utf8'), 'slides.md')
  const icon = readFileSync(join(root, 'public', 'favicon.svg'), 'base64')
  const entry = join(root, '.cache', 'gallery.md')
  const slides = gallerySlides(components, evidence, {
    ...cover?.frontmatter,
    favicon: `data:image/svg+xml;base64,${icon}`,
    // The slides are in .cache/; their components, layouts and styles are in the project's folder.
    addons: ['@/..'],
  })
  await writeFiles(new Map([[join(root, 'docs', 'components.md'), referencePage(components)], [entry, slides]]))
  if (values.write === true)
    return

  const status = await runProgram(join(root, 'node_modules', '@slidev', 'cli', 'bin', 'slidev.mjs'), [entry, ...process.argv.slice(2)])
  if (status !== 0)
    throw new Failure('build', `Slidev’s development server stopped with exit code ${status}.`)
})
