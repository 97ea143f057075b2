/** `npm run bench` runs to its end: it takes minutes, so that nobody would notice for weeks that it does not. */
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { expect } from 'playwright/test'
import { run, test } from '../helpers/commands.ts'

/** Runs of one slide fill caches. */
const onlyWhole = 'case "$*" in *--range*) exit;; esac'

/** Instead of whole exports, what can be wrong with a deck that the bench has made: ours is proved, the stock one's settings are loaded, with the ledger. */
const commands = {
  npm: 'node scripts/cli/launch.mjs prove && echo > ours.pdf',
  npx: `node --input-type=module -e '
    import { resolveConfig } from "vite"
    const { plugins } = await resolveConfig({ logLevel: "error" }, "build")
    await plugins.find(({ name }) => name === "briefing:review").load("\\0virtual:review")
  ' && echo > stock.pdf`,
}

test('The bench makes its two decks, runs their commands in turns, and prints what came out', async ({ folder }) => {
  for (const [name, script] of Object.entries(commands))
    writeFileSync(join(folder, name), `#!/bin/sh\n${onlyWhole}\n${script}\n`, { mode: 0o755 })
  const { code, output } = await run('bench', folder, ['--part', 'pdf', '--runs', '1', '--slides', '40'], { PATH: [folder, process.env.PATH].join(delimiter) })
  expect(output).toMatch(/## Slides to PDF, 40 slides[\s\S]*\| stock: .* s \|[\s\S]*\| ours, after an edit .* s \|[\s\S]*\| ours, nothing changed .* s \|/)
  expect(code).toBe(0)
})
