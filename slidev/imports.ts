/**
 * Leaves out of the deck what Slidev brings along and this deck does not use: Vue's template compiler (which would also need
 * `unsafe-eval`), tooltips, hand-drawn marks, drawing, motion, YAML, formulas; and loads late what no slide waits for. Slidev has no settings for these. Every entry names one import of Slidev's; if Slidev stops making it, the build stops and says so.
 */
import type { Alias, Plugin } from 'vite'
import { fileURLToPath } from 'node:url'

interface Replacement {
  /** The end of the importing module's path. */
  readonly importer: RegExp
  /** What it imports, as written there. */
  readonly source: RegExp
  /** The module that it gets instead: source text, or another import. */
  readonly module: string | { readonly resolve: string }
  /** Whether Slidev makes the import for some decks only. */
  readonly isOptional?: true
}

const noDirective = (name: string): string => `export const ${name} = () => ({ install() {} })`

const styles = /client\/styles\/index\.ts$/
const unusedStyles = [/magic-move\/style\.css$/, /vitepress-twoslash\/style\.css$/, /\/shiki-twoslash\.css$/, /\/katex\.css$/]

const replacements: readonly Replacement[] = [
  { importer: /client\/setup\/main\.ts$/, source: /\/modules\/v-mark$/, module: noDirective('createVMarkDirective') },
  { importer: /client\/setup\/main\.ts$/, source: /\/modules\/v-motion$/, module: noDirective('createVMotionDirectives') },
  { importer: /client\/setup\/main\.ts$/, source: /vitepress-twoslash\/client$/, module: 'export default { install() {} }' },
  {
    importer: /client\/(?:internals\/(?:SlideContainer|SlidesShow|FormItem)|pages\/print)\.vue$/,
    source: /^floating-vue$/,
    // The settings' tooltips become plain text beside their question mark.
    module: `
      export const recomputeAllPoppers = () => {}
      export const Tooltip = (_, { slots }) => [slots.default?.(), slots.popper?.()]
    `,
  },
  {
    importer: /client\/composables\/useDrawings\.ts$/,
    source: /^drauu$/,
    // The deck is not drawn on: `drawings` is off in its front matter.
    module: `export const createDrauu = () => ({ on() {}, clear() {}, load() {}, dump: () => '', canUndo: () => false, canRedo: () => false, undo() {}, redo() {} })`,
  },
  { importer: /client\/logic\/utils\.ts$/, source: /^@slidev\/parser\/core$/, module: { resolve: '@slidev/parser/utils' } },
  // Their looks, since the deck has none of them either: code that moves or explains itself, and formulas.
  ...unusedStyles.map((source): Replacement => ({ importer: styles, source, module: '' })),
  // Two `$` in a slide's tags make Slidev think of formulas.
  { importer: /conditional-styles$/, source: /\/katex\.min\.css$/, module: '', isOptional: true },
  {
    importer: /client\/pages\/play\.vue$/,
    source: /\/internals\/Controls\.vue$/,
    // The dialogs and the overview come when the slide is there.
    module: `
      import { defineAsyncComponent } from 'vue'
      const slide = resolve => document.querySelector('.slidev-layout') ? setTimeout(resolve, 200) : setTimeout(slide, 50, resolve)
      export default defineAsyncComponent(() => new Promise(slide).then(() => import('@slidev/client/internals/Controls.vue')))
    `,
  },
]

/** Slidev's alias is the full build; the configuration's own comes first. */
export const runtimeOnlyVue: Alias = { find: /^vue$/, replacement: fileURLToPath(import.meta.resolve('vue/dist/vue.runtime.esm-bundler.js')) }

/** The plugin; see the head of this file. */
export function leanClient(): Plugin {
  const used = new Set<Replacement>()
  const idOf = (index: number): string => `\0lean-client:${index}.js`
  let isBuild = false
  return {
    name: 'briefing:lean-client',
    enforce: 'pre',
    config: () => ({ resolve: { alias: [runtimeOnlyVue] } }),
    configResolved(config) {
      isBuild = config.command === 'build'
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
      const unused = replacements.filter(entry => !used.has(entry) && entry.isOptional !== true)
      if (!error && isBuild && unused.length > 0)
        this.error(`Slidev no longer imports ${unused.map(entry => `${entry.source} in ${entry.importer}`).join(', ')}. Bring slidev/imports.ts up to date with it.`)
    },
  }
}
