#!/usr/bin/env node
/** The addon's command `briefing-export`: any Slidev deck as a PDF, a handout, pictures or PowerPoint, built with the Slidev that it has. */
import { mkdtempSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildInThread } from '../build/worker.ts'
import { run } from '../cli/run.ts'
import { endHelp, exportDeck, exportOptions, optionHelp } from '../print/command.ts'

const help = `Exports a Slidev deck: PDF/UA-1, with an outline, links and the same bytes every time; or a handout with the notes.

  npx briefing-export [slides.md] [options]

  --output <path>    where to write; - is standard output
                     (default: slides-export.pdf, handout.pdf, slides-export.pptx, or the folder slides-export-png)
${optionHelp}
  --allow-network    let slides get pictures and fonts from other machines
  --force            write the file in spite of what is wrong on slides, and name it. Without a picture's alternative text, the PDF
                     does not say that it is PDF/UA or PDF/A.
  --help             this text

${endHelp}`

run({
  help,
  options: {
    ...exportOptions,
    'allow-network': { type: 'boolean', default: false },
    'force': { type: 'boolean', default: false },
  },
}, async ({ values, words, temporary, environment }) => exportDeck(values, words, {
  build: async (entry) => {
    const site = join(mkdtempSync(join(temporary, 'build-')), 'site')
    return { site, deck: await buildInThread({ file: new URL('build.js', import.meta.url) }, { entry, outDir: site, notes: true, printOnly: true }, environment) }
  },
  nameOf: entry => `${basename(entry, '.md')}-export`,
  allowNetwork: values['allow-network'],
  force: values.force,
}))
