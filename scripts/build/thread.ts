/** The thread that builds decks of this project. `buildDeck` in `cache.ts` starts it. */
import type { Plugin } from 'vite'
import type { Proof } from '../../deck/proof.ts'
import type { Deck } from './deck.ts'
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { evidence } from '../../briefing/evidence.ts'
import { briefingJson } from '../../briefing/json.ts'
import { edition } from '../../deck/edition.ts'
import { listOf, proveDeck, review, shownReview } from '../../deck/proof.ts'
import { inputFolderList, isInput } from './inputs.ts'
import { buildSite } from './site.ts'
import { answer } from './worker.ts'

/** Stops the build if the deck reads a file that is not in the hash: a change of it would not make a new build. */
function checkInputs(root: string, entry: string, markdownFiles: readonly string[]): Plugin {
  return {
    name: 'briefing:inputs',
    buildEnd(error) {
      if (error)
        return
      for (const id of [...this.getModuleIds(), ...markdownFiles]) {
        const path = relative(root, id.split('?')[0] ?? id)
        if (path.startsWith('..') || path.includes('node_modules') || id.includes('\0') || !existsSync(join(root, path)))
          continue
        if (!isInput(path, entry))
          this.error(`The deck reads ${path}, which is in none of the folders whose changes make a new build (${inputFolderList}). Move it into one of them.`)
      }
    },
  }
}

const project = resolve(import.meta.dirname, '../..')

/** The project's own files. */
const own = {
  root: project,
  config: async () => (await import('../../vite.config.ts')).default,
  preparser: async () => (await import('../../setup/preparser.ts')).default,
}

/** What the deck is made from. */
function originOf(proof: Proof): Pick<Deck, 'edition' | 'evidence' | 'review' | 'problems'> {
  const { label, sha256 } = edition(project)
  const shown = shownReview(proof)
  return {
    edition: [label, `article ${sha256}`, ...shown.draft === undefined ? [] : [shown.draft], ...shown.readBy === undefined ? [] : [`read against the article by ${shown.readBy}`]].join('; '),
    evidence: `${JSON.stringify(briefingJson(evidence, proof.basis.source, shown), null, 2)}\n`,
    review: shown,
    ...proof.problems.length > 0 && { problems: listOf(proof.problems) },
  }
}

await answer(async (options) => {
  const entry = resolve(options.entry)
  // Slides of another folder are not made from this evidence.
  const proof = dirname(entry) === project ? await proveDeck(project, entry, evidence) : undefined
  const deck = await buildSite(options, ({ userRoot, data }) => ({
    plugins: [checkInputs(userRoot, options.entry, Object.keys(data.watchFiles)), ...proof ? [{ ...review(project, evidence, proof), enforce: 'pre' as const }] : []],
  }), own)
  return { ...deck, ...proof && originOf(proof) }
})
