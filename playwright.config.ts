import type { DeckOptions } from './tests/helpers/deck.ts'
import process from 'node:process'
import { defineConfig } from 'playwright/test'

/** What is checked in the public site only. */
const published = '**/site/*.test.ts'
/** What is checked in the development server only. */
const editing = '**/deck/editing.test.ts'

export default defineConfig<object, DeckOptions>({
  testDir: 'tests',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  // Beside the tests; `--update-snapshots` writes them.
  snapshotPathTemplate: '{testDir}/{arg}{ext}',
  globalSetup: './tests/helpers/build-once.ts',
  workers: 2,
  retries: 0,
  // Whatever waits this long waits for something that does not come, on a slow and busy machine too.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  // Those of one worker begin, so that none of them is alone at the end. Files run by their names.
  projects: [
    // One worker each, so that each site is built once.
    { name: 'published under a path', use: { servedBy: 'publication', base: '/briefings/x/' }, testMatch: published, workers: 1 },
    { name: 'published at the root', use: { servedBy: 'publication', base: '/' }, testMatch: '**/publish.test.ts', grep: /@base/, workers: 1 },
    // What every deck must pass, and what only its development server can do; one worker, so that one server is started.
    { name: 'dev', use: { servedBy: 'dev' }, testMatch: ['**/deck/deck.test.ts', editing], workers: 1 },
    { name: 'build', use: { servedBy: 'build' }, testIgnore: [published, editing] },
  ],
})
