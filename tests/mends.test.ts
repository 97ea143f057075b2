import type { Mend } from '../scripts/slidev-mends.ts'
import { expect, test } from 'playwright/test'
import { build } from 'vite'
import { mendSlidev, slidevMends } from '../scripts/slidev-mends.ts'

/** Builds nothing but an empty module, with `mends` on the Slidev that is installed. */
async function buildWith(mends: readonly Mend[]): Promise<void> {
  const empty = '\0empty.js'
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [mendSlidev(mends), { name: 'empty', resolveId: id => id === empty ? id : null, load: id => id === empty ? '' : null }],
    build: { write: false, rollupOptions: { input: empty } },
  })
}

test.describe('A mend of Slidev', () => {
  test('fits the Slidev that is installed', async () => {
    await buildWith(slidevMends)
  })

  const why = 'It does not suit us.'
  for (const [kind, file, from] of [
    ['whose text is gone', 'internals/Goto.vue', 'no text of Slidev’s'],
    ['whose text is there more than once', 'internals/Goto.vue', 'div'],
    ['whose file is gone', 'internals/Gone.vue', 'div'],
  ] as const) {
    test(`${kind} stops the build, and says which one it is and what it is for`, async () => {
      await expect(buildWith([{ why, file, replace: [[from, 'span']] }])).rejects.toThrow(new RegExp(`${file}[^]*${from}[^]*slidev-mends[^]*${why}`))
    })
  }
})
