/**
 * Leaves out of a build what only people at a screen use: every page of Slidev's but the print page. It is for an export, which makes one
 * build for one print. The print is the same, byte for byte: `tests/pdf/pdf.test.ts` compares them.
 */
import type { Plugin } from 'vite'

const main = /client\/main\.ts$/
const sheet = /client\/internals\/PrintSlide\.vue$/
const routes = /client\/setup\/routes\.ts$/
const otherPage = /^\.\.\/pages\/(?!print\.vue$).+\.vue$/
const packageType = /^import type \{ SlideRoute \} from '@slidev\/types'$/m
const empty = '\0print-only'

/** The plugin's name: by it, another one knows that imports of those pages are not there. */
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
        // All slides are printed at once, and utility styles are looked for in each chunk anew.
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
      // Of the components that are left, the only one whose types are a package's: Vue would load TypeScript to find them.
      if (sheet.test(id))
        return { code: code.replace(packageType, 'type SlideRoute = object'), map: null }
      if (!main.test(id))
        return null
      hasMain = true
      // Before those of slides and layouts, as in a build of several chunks: else the theme's rules would win over a layout's.
      return { code: `import './styles'\n${code}`, map: null }
    },
    buildEnd(error) {
      if (!error && !(hasMain && hasPages))
        this.error(`Slidev no longer has its pages in ${routes} or its styles beside ${main}. Bring slidev/print-only.ts up to date, or take it out of scripts/build/site.ts: then exports only take longer.`)
    },
  }
}
