/** Keeps the article's fingerprint out of builds, because only the proof needs it. */
import type { Plugin } from 'vite'
import type { ParagraphFingerprint } from '../briefing/source.ts'

const fingerprintKeys: readonly string[] = ['whole', 'quoted', 'words', 'facts'] satisfies (keyof ParagraphFingerprint)[]

/** Makes an import of `briefing/source.json` return the citation and the number of paragraphs only. */
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
