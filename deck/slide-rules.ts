/**
 * Checks in the slides what the type check cannot see: layouts, front-matter keys, HTML that lays out, missing notes; and script blocks,
 * one of which would silence the type check without a word.
 */
import type { Frontmatter, HeadmatterConfig } from '@slidev/types'
import type { Slide } from './slides.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { compileScript, parse } from 'vue/compiler-sfc'
import { textLevelTags } from './markdown.ts'

// As objects, so that the compiler says when a new Slidev has more keys or fewer.
const slideKeys = {
  class: true,
  clickAnimation: true,
  clicks: true,
  clicksStart: true,
  disabled: true,
  dragPos: true,
  hide: true,
  hideInToc: true,
  layout: true,
  level: true,
  preload: true,
  routeAlias: true,
  src: true,
  title: true,
  transition: true,
  zoom: true,
} satisfies Record<keyof Frontmatter, true>

const deckKeys = {
  addons: true,
  aspectRatio: true,
  author: true,
  browserExporter: true,
  canvasWidth: true,
  clickAnimation: true,
  codeCopy: true,
  colorSchema: true,
  comark: true,
  contextMenu: true,
  css: true,
  download: true,
  drawings: true,
  duration: true,
  editor: true,
  exportFilename: true,
  favicon: true,
  fonts: true,
  highlighter: true,
  htmlAttrs: true,
  info: true,
  lineNumbers: true,
  magicMoveCopy: true,
  magicMoveDuration: true,
  mcp: true,
  mdc: true,
  monaco: true,
  monacoRunAdditionalDeps: true,
  monacoRunUseStrict: true,
  monacoTypesAdditionalPackages: true,
  monacoTypesIgnorePackages: true,
  monacoTypesSource: true,
  notesAutoRuby: true,
  plantUmlServer: true,
  preloadImages: true,
  presenter: true,
  pwa: true,
  record: true,
  remote: true,
  remoteAssets: true,
  routerMode: true,
  selectable: true,
  seoMeta: true,
  shiki: true,
  theme: true,
  themeConfig: true,
  timer: true,
  title: true,
  titleTemplate: true,
  transition: true,
  twoslash: true,
  wakeLock: true,
} satisfies Record<keyof HeadmatterConfig, true>

/** Slidev reads them, and its types do not know them. */
const untypedDeckKeys = ['config', 'defaults', 'export', 'keywords', 'lang']
/** Ours: what the slide's part of the talk is called. */
const ownKeys = ['section']

/**
 * Checks slides.
 * @param slides of the deck, in order
 * @param root the deck's folder
 * @returns a sentence for each problem, with file and line
 */
export function checkSlides(slides: readonly Slide[], root: string): string[] {
  const layouts = layoutsOf(root, slides[0]?.frontmatter ?? {})
  return [...new Set(slides.flatMap(slide => [
    ...checkLayout(slide, layouts),
    ...checkKeys(slide, layouts),
    ...checkTags(slide),
    ...checkNote(slide),
  ]))]
}

/** Every layout by its name, with its file: the project's, its addons', its theme's, Slidev's own. */
function layoutsOf(root: string, headmatter: Readonly<Record<string, unknown>>): Map<string, string> {
  const { theme = 'default', addons = [] } = headmatter
  const folders = [
    join(packageFolder('@slidev/client', root) ?? '', 'layouts'),
    ...[theme].flatMap(name => layoutFolder(name, ['@slidev/theme-', 'slidev-theme-', ''], root)),
    ...Array.isArray(addons) ? addons.flatMap(name => layoutFolder(name, ['@slidev/addon-', 'slidev-addon-', ''], root)) : [],
    join(root, 'layouts'),
  ]
  return new Map(folders.filter(folder => existsSync(folder)).flatMap(folder =>
    readdirSync(folder).filter(name => name.endsWith('.vue')).map(name => [name.slice(0, -'.vue'.length), join(folder, name)])))
}

function layoutFolder(name: unknown, prefixes: readonly string[], root: string): string[] {
  if (typeof name !== 'string' || name === 'none')
    return []
  if (name.startsWith('.') || name.startsWith('/'))
    return [join(resolve(root, name), 'layouts')]
  return prefixes.map(prefix => packageFolder(prefix + name, root)).flatMap(folder => folder === undefined ? [] : [join(folder, 'layouts')]).slice(0, 1)
}

function packageFolder(name: string, root: string): string | undefined {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
  }
  catch {
    return undefined
  }
}

function layoutOf({ number, frontmatter }: Slide): unknown {
  return frontmatter.layout ?? (number === 1 ? 'cover' : 'default')
}

function checkLayout(slide: Slide, layouts: ReadonlyMap<string, string>): string[] {
  const layout = layoutOf(slide)
  if (typeof layout === 'string' && layouts.has(layout))
    return []
  const at = slide.keys.find(({ name }) => name === 'layout') ?? slide
  return [`${at.file}:${at.line}: Slide ${slide.number} has the layout “${String(layout)}”, which does not exist. There are: ${[...layouts.keys()].sort().join(', ')}.`]
}

function checkKeys(slide: Slide, layouts: ReadonlyMap<string, string>): string[] {
  const known = new Set([...Object.keys(slideKeys), ...ownKeys, ...slide.number === 1 ? [...Object.keys(deckKeys), ...untypedDeckKeys] : []])
  return slide.keys.flatMap(({ name, file, line }) => {
    if (name === 'paragraphs')
      return [`${file}:${line}: Slide ${slide.number} sets “paragraphs” by hand. Delete the line: it is derived from the evidence that the slide shows.`]
    if (known.has(name) || propsOf(layouts.get(String(layoutOf(slide)))).includes(name))
      return []
    const isDeckKey = name in deckKeys || untypedDeckKeys.includes(name)
    return [`${file}:${line}: Slide ${slide.number} has “${name}” in its front matter, ${isDeckKey ? 'which only works in the first slide’s. Move it there' : 'which nothing reads. Correct or delete it'}. ${slide.number === 1 ? 'All keys: https://sli.dev/custom/' : `There are: ${[...known].sort().join(', ')}`}.`]
  })
}

/** The props of a layout, which the front matter of its slides may set. */
function propsOf(file: string | undefined): string[] {
  if (file === undefined)
    return []
  const { descriptor } = parse(readFileSync(file, 'utf8'), { filename: file })
  if (!descriptor.script && !descriptor.scriptSetup)
    return []
  return Object.entries(compileScript(descriptor, { id: file }).bindings ?? {}).flatMap(([name, kind]) => kind === 'props' ? [name] : [])
}

function checkTags({ number, file, tags }: Slide): string[] {
  return tags.flatMap(({ name, line }) => {
    const at = `${file}:${line}: Slide ${number}`
    if (name === 'script')
      return [`${at} has a script block. Delete it: with it the type check sees nothing in the slides any more. Logic belongs into a component, data into briefing/.`]
    if (name === 'style')
      return [`${at} has a style block. Move it to styles/, or to the component that it is for.`]
    const isComponent = name !== name.toLowerCase() || name.includes('-') || name === 'template' || name === 'component'
    return isComponent || textLevelTags.has(name) ? [] : [`${at} lays out with <${name}>. Slides hold prose and component tags: use Markdown, a component, or a layout.`]
  })
}

function checkNote({ number, title, file, line, note }: Slide): string[] {
  return note !== undefined && note.trim() !== '' ? [] : [`${file}:${line}: Slide ${number}, “${title}”, has no presenter notes. Put them into a comment, <!-- … -->, as the last thing on the slide.`]
}
