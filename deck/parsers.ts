/**
 * Slidev's Markdown parsers, with the settings and plugins that change what a reader sees. `tests/tools/markdown.test.ts` compares them with
 * Slidev's own.
 *
 * These plugins for slides are left out:
 * - those for code (Shiki, code blocks, snippets, Mermaid, PlantUML, Monaco, Magic Move), because the checks do not read code;
 * - links, `v-drag` and scoped styles, because they change no words;
 * - KaTeX, which is inside Slidev's own bundle: a formula is read as its source;
 * - Comark, which is off unless a deck has `comark` or `mdc` in its first front matter.
 *
 * Task lists and slot markers are inside Slidev's bundle too. They are short, so this file has its own.
 */
import type { MarkdownExit, PluginSimple } from 'markdown-exit'
import { componentPlugin } from '@mdit-vue/plugin-component'
import { createMarkdownExit } from 'markdown-exit'
import footnotes from 'markdown-it-footnote'
import gitHubAlerts from 'markdown-it-github-alerts'

const slotMarker = /^::\s*[\w.\-:]+\s*::\s*$/
const taskBox = /^ *\[[\sx]\] /i

/** Reads slides. */
export const slideParser = createMarkdownExit({ html: true, linkify: true, typographer: true, quotes: '""\'\'' })
  .use(ofMarkdownIt(componentPlugin))
  .use(footnotes)
  .use(taskBoxes)
  .use(slotMarkers)
  .use(ofMarkdownIt(gitHubAlerts))
slideParser.linkify.set({ fuzzyLink: false })

/** Reads presenter notes. */
export const noteParser = createMarkdownExit({ html: true })

/** A plugin of markdown-it: markdown-exit takes it, but the types differ. */
function ofMarkdownIt(plugin: unknown): PluginSimple {
  if (!isPlugin(plugin))
    throw new TypeError('A plugin of markdown-it is not a function.')
  return plugin
}

function isPlugin(plugin: unknown): plugin is PluginSimple {
  return typeof plugin === 'function'
}

/** `- [x] done`: the box is not text. */
function taskBoxes(md: MarkdownExit): void {
  md.core.ruler.after('inline', 'task-boxes', ({ tokens }) => {
    for (const [i, { type, children }] of tokens.entries()) {
      const [first] = children ?? []
      if (type === 'inline' && first && tokens[i - 1]?.type === 'paragraph_open' && tokens[i - 2]?.type === 'list_item_open')
        first.content = first.content.replace(taskBox, '')
    }
  })
}

/** `::right::` on a line of its own: what follows goes into that slot of the layout. */
function slotMarkers(md: MarkdownExit): void {
  md.block.ruler.before('fence', 'slot-marker', (state, line, _, silent) => {
    const text = state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
    if ((state.sCount[line] ?? 0) > state.blkIndent || !slotMarker.test(text))
      return false
    if (!silent)
      state.line = line + 1
    return true
  }, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
}
