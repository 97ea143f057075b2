/**
 * Leaves out of an export's build every page of Slidev's but the print page. The print is the same, byte for byte: `tests/pdf/pdf.test.ts`
 * compares them.
 */
import type { Plugin } from 'vite'

const main = /client\/main\.ts$/
const sheet = /client\/internals\/PrintSlide\.vue$/
const routes = /client\/setup\/routes\.ts$/
const otherPage = /^\.\.\/pages\/(?!print\.vue$).+\.vue$/
const packageType = /^import type \{ SlideRoute \} from '@slidev\/types'$/m
const empty = '\0print-only'

/** The plugin's name. It tells another plugin that imports of those pages are missing. */
export const printOnlyName = 'briefing:print-only'

/** The plugin; see the head of this file. */
export function printOnly(): Plugin {
  let hasMain = false
  let hasPages = false
  return {
    name: printOnlyName,
    enforce: 'pre',
    configResolved({ build }) {
      for (const output of [build.rolldownOptions.output].flat()) {
        // All slides are printed at once, and each further chunk is searched for utility styles again.
        if (output)
          Object.assign(output, { codeSplitting: false, manualChunks: undefined })
      }
    },
    resolveId(source, importer) {
      if (importer === undefined || !routes.test(importer) || !otherPage.test(source))
        return null
      hasPages = true
      return empty
    },
    load: id => id === empty ? 'export default {}' : null,
    transform(code, id) {
      // The only remaining component with types from a package: Vue would load TypeScript to find them.
      if (sheet.test(id))
        return { code: code.replace(packageType, 'type SlideRoute = object'), map: null }
      if (!main.test(id))
        return null
      hasMain = true
      // Before the styles of slides and layouts, as in a build of several chunks: else the theme's rules would override a layout's.
      return { code: `import './styles'\n${code}`, map: null }
    },
    buildEnd(error) {
      if (!error && !(hasMain && hasPages))
        this.error(`Slidev no longer has its pages in ${routes} or its styles beside ${main}. Bring slidev/print-only.ts up to date, or take it out of scripts/build/site.ts: then exports only take longer.`)
    },
  }
}
