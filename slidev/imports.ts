/**
 * Leaves out code that Slidev loads into every deck and that this deck does not use. Slidev has no settings for it. With it, a reader on a slow
 * line waits longer for the first slide; tests/site/publish.test.ts limits the weight of a page. Each kB below is gzipped.
 */
import type { Alias, Plugin } from 'vite'
import type { Facts } from './ledger.ts'
import { fileURLToPath } from 'node:url'
import { printOnlyName } from './print-only.ts'

interface Replacement extends Facts {
  readonly what: string
  /** The end of the importing module's path. */
  readonly importer: RegExp
  /** What it imports, as written there. */
  readonly source: RegExp
  /** The module that it gets instead: source text, or another import. */
  readonly module: string | { readonly resolve: string }
  /** Whether Slidev makes the import for some decks only. */
  readonly isOptional?: true
}

const unused = { upstream: 'docs/upstream/lean-client.md', until: 'Slidev leaves it out of decks that do not use it' }

const later = { upstream: unused.upstream, until: 'Slidev loads it after the slide' }

const noDirective = (name: string): string => `export const ${name} = () => ({ install() {} })`

const main = /client\/setup\/main\.ts$/

/** Every replaced import but Vue's. */
export const replacements: readonly Replacement[] = [
  { ...unused, what: 'hand-drawn marks', why: '11 kB for `v-mark`.', importer: main, source: /\/modules\/v-mark$/, module: noDirective('createVMarkDirective') },
  { ...unused, what: 'motion', why: '12 kB for `v-motion`.', importer: main, source: /\/modules\/v-motion$/, module: noDirective('createVMotionDirectives') },
  { ...unused, what: 'code that explains itself', why: '14 kB for Twoslash.', importer: main, source: /vitepress-twoslash\/client$/, module: 'export default { install() {} }' },
  { ...unused, what: 'the style of such code', why: '3 kB for Twoslash.', importer: /client\/styles\/index\.ts$/, source: /vitepress-twoslash\/style\.css$/, module: '' },
  {
    ...unused,
    what: 'tooltips',
    why: '12 kB. The settings’ tooltips become plain text beside their question mark.',
    importer: /client\/.+\.(?:vue|ts)$/,
    source: /^floating-vue$/,
    module: `
      export const recomputeAllPoppers = () => {}
      export const Tooltip = (_, { slots }) => [slots.default?.(), slots.popper?.()]
      export const Dropdown = Tooltip
    `,
  },
  {
    ...unused,
    what: 'drawing',
    why: '5 kB, even with `drawings` off in the front matter.',
    importer: /client\/composables\/useDrawings\.ts$/,
    source: /^drauu$/,
    module: `export const createDrauu = () => ({ on() {}, clear() {}, load() {}, dump: () => '', canUndo: () => false, canRedo: () => false, undo() {}, redo() {} })`,
  },
  { ...unused, what: 'a YAML parser', why: '11 kB for a function that reads a range of numbers.', importer: /client\/logic\/utils\.ts$/, source: /^@slidev\/parser\/core$/, module: { resolve: '@slidev/parser/utils' } },
  { ...unused, what: 'the style of formulas', why: '8 kB, because two `$` in a slide’s tags look like a formula to Slidev.', importer: /conditional-styles$/, source: /\/katex\.min\.css$/, module: '', isOptional: true },
  { ...unused, what: 'the theme’s style of code', why: '2 kB for Prism and CodeMirror. Slidev colours code with Shiki.', importer: /theme-default\/styles\/index\.ts$/, source: /\/prism\.css$/, module: '', isOptional: true },
  {
    ...later,
    what: 'dialogs and overview',
    why: '15 kB before the first slide.',
    importer: /client\/pages\/play\.vue$/,
    source: /\/internals\/Controls\.vue$/,
    module: onceSlideIsThere('Controls'),
  },
  {
    ...later,
    what: 'the bar of controls, with settings and menus',
    why: '4 kB before the first slide.',
    importer: /client\/pages\/play\.vue$/,
    source: /\/internals\/NavControls\.vue$/,
    module: onceSlideIsThere('NavControls'),
  },
  {
    ...later,
    what: 'the frame around what is dragged',
    why: '2 kB. It loads once something is dragged.',
    importer: /client\/internals\/SlidesShow\.vue$/,
    source: /\/DragControl\.vue$/,
    module: `
      import { defineAsyncComponent } from 'vue'
      export default defineAsyncComponent(() => import('@slidev/client/internals/DragControl.vue'))
    `,
  },
  {
    ...unused,
    what: 'a manager of everything in the head',
    why: '6 kB for the title and the attributes of `<html>`.',
    importer: /client\/(?:setup\/(?:main|root)\.ts|pages\/.+\.vue)$/,
    source: /^@unhead\/vue(?:\/client)?$/,
    module: `
      import { onScopeDispose, unref, watchEffect } from 'vue'
      export const createHead = () => ({ install() {} })
      export const useHead = ({ title, htmlAttrs = {} }) => {
        const before = document.title
        watchEffect(() => document.title = unref(title))
        onScopeDispose(() => document.title = before)
        for (const [name, value] of Object.entries(htmlAttrs))
          document.documentElement.setAttribute(name, value)
      }
    `,
  },
]

/** The text of a module with a component of Slidev's that loads a moment after the slide. */
function onceSlideIsThere(component: string): string {
  return `
    import { defineAsyncComponent } from 'vue'
    const slide = resolve => document.querySelector('.slidev-layout') ? setTimeout(resolve, 200) : setTimeout(slide, 50, resolve)
    export default defineAsyncComponent(() => new Promise(slide).then(() => import('@slidev/client/internals/${component}.vue')))
  `
}

/** Vue without its template compiler. Slidev's alias is the build with it; the configuration's own comes first. */
const runtimeOnlyVue: Alias = { find: /^vue$/, replacement: fileURLToPath(import.meta.resolve('vue/dist/vue.runtime.esm-bundler.js')) }

/** In one file: all that the first slide waits for. In thirty, as Slidev has it, it compresses worse and waits for many answers of a slow line. */
const start = /client\/(?:main\.ts|pages\/play\.vue)$|__slidev_1\.md$/

/** The plugin; see the head of this file. */
export function leanClient(): Plugin {
  const used = new Set<Replacement>()
  const idOf = (index: number): string => `\0lean-client:${index}.js`
  let isWhole = false
  return {
    name: 'briefing:lean-client',
    enforce: 'pre',
    config: () => ({ resolve: { alias: [runtimeOnlyVue] } }),
    configResolved(config) {
      isWhole = config.command === 'build' && !config.plugins.some(({ name }) => name === printOnlyName)
      for (const output of [config.build.rolldownOptions.output].flat()) {
        if (output && isWhole)
          Object.assign(output, { manualChunks: (id: string) => start.test(id) ? 'start' : undefined })
      }
    },
    async resolveId(source, importer, options) {
      const index = replacements.findIndex(entry => importer !== undefined && entry.source.test(source) && entry.importer.test(importer.split('?')[0] ?? importer))
      const entry = replacements[index]
      if (entry === undefined)
        return null
      used.add(entry)
      return typeof entry.module === 'string' ? idOf(index) : this.resolve(entry.module.resolve, importer, { ...options, skipSelf: true })
    },
    load(id) {
      const entry = replacements.find((_, index) => id === idOf(index))
      return typeof entry?.module === 'string' ? entry.module : null
    },
    buildEnd(error) {
      const missing = replacements.filter(entry => !used.has(entry) && entry.isOptional !== true)
      if (!error && isWhole && missing.length > 0)
        this.error(`Slidev no longer imports ${missing.map(entry => `${entry.source} in ${entry.importer}`).join(', ')}. Find it in slidev/imports.ts. If Slidev no longer loads it into the deck, delete the entry; if it moved, correct the entry.`)
    },
  }
}
