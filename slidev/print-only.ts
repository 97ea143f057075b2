/**
 * Leaves out of a build what only people at a screen use: every page of Slidev's but the print page. It is for an export, which makes one
 * build for one print. The print is the same, byte for byte.
 */
import type { Plugin } from 'vite'

const routes = /client\/setup\/routes\.ts$/
const otherPage = /^\.\.\/pages\/(?!print\.vue$).+\.vue$/
const empty = '\0print-only'

/** Its name: what looks for other pages' imports knows by it that they are not there. */
export const printOnlyName = 'briefing:print-only'

/** The plugin; see the head of this file. */
export function printOnly(): Plugin {
  let isUsed = false
  return {
    name: printOnlyName,
    enforce: 'pre',
    configResolved({ build }) {
      for (const output of [build.rolldownOptions.output].flat()) {
        // All slides are printed at once: several chunks would only be searched for utility styles one after the other.
        if (output)
          Object.assign(output, { codeSplitting: false, manualChunks: undefined })
      }
    },
    resolveId(source, importer) {
      if (importer === undefined || !routes.test(importer) || !otherPage.test(source))
        return null
      isUsed = true
      return empty
    },
    load: id => id === empty ? 'export default {}' : null,
    buildEnd(error) {
      if (!error && !isUsed)
        this.error(`Slidev no longer imports its pages in ${routes}. Bring slidev/print-only.ts up to date, or leave it out: exports then only take longer.`)
    },
  }
}
