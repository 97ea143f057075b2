/** Keeps the article's fingerprint out of builds: it proves the deck to whoever makes it, and a reader's browser has no use for its hashes. */
import type { Plugin } from 'vite'

const fingerprintKeys = ['runs', 'words', 'quoted', 'hyphens']

/** Takes the hashes out of `briefing/source.json` where the deck imports it; the citation and the number of paragraphs stay. */
export function citationOnly(): Plugin {
  return {
    name: 'briefing:citation-only',
    enforce: 'pre',
    transform(code, id) {
      return id.endsWith('/briefing/source.json')
        ? { code: JSON.stringify(JSON.parse(code, (key, value: unknown) => fingerprintKeys.includes(key) ? undefined : value)), map: null }
        : undefined
    },
  }
}
