/**
 * Checks in the slides what the type check cannot see: layouts, front-matter keys, HTML that lays out, open tags, missing notes; and script blocks,
 * because with one the type check passes anything in the slides.
 */
import type { Frontmatter, HeadmatterConfig } from '@slidev/types'
import type { Problem } from '../briefing/basis.ts'
import type { Slide } from './slides.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { compileScript, parse } from 'vue/compiler-sfc'
import { inMinutes, spokenPart, spokenWordsIn, targetOf, wordsPerMinute } from '../briefing/notes.ts'
import { isRecord } from '../briefing/record.ts'
import { placeholder } from '../briefing/unfinished.ts'
import { textLevelTags, walk } from './template.ts'

// As objects, so that the types are wrong when a new Slidev has more keys or fewer.
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

/** Slidev reads these, but its types lack them. */
const untypedDeckKeys = ['config', 'defaults', 'export', 'keywords', 'lang']
/** Attributes for style and steps, which hold no evidence. */
const ownToVue = /^(?::|v-bind:)(?:class|style)$|^v-(?:click|mark|motion)/
/** Ours: the name of the slide's part of the talk, and whether the slide belongs to the appendix, which is not presented. */
const ownKeys = ['appendix', 'section']

/**
 * Checks slides.
 * @param slides of the deck, in order
 * @param root the deck's folder
 * @returns a sentence for each problem, with file and line
 */
export function checkSlides(slides: readonly Slide[], root: string): string[] {
  const layouts = layoutsOf(root, slides[0]?.frontmatter ?? {})
  const appendixFrom = slides.find(isAppendix)?.number ?? Infinity
  return [...new Set(slides.flatMap(slide => [
    ...checkAppendix(slide, appendixFrom),
    ...checkLayout(slide, layouts),
    ...checkKeys(slide, layouts),
    ...checkTags(slide),
    ...slide.open.map(({ name, line }) => `${slide.file}:${line}: Slide ${slide.number} opens <${name}> and never closes it. End it with />, or with </${name}>.`),
    ...checkExpressions(slide),
    ...checkNote(slide),
  ]))]
}

/** The file of every layout, by name: Slidev's, the theme's, the addons', the project's. */
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

function isAppendix({ frontmatter }: Slide): boolean {
  return frontmatter.appendix === true
}

/** The appendix comes after everything that is presented, so that the page numbers of the talk have no gaps. */
function checkAppendix(slide: Slide, from: number): string[] {
  const at = slide.keys.find(({ name }) => name === 'appendix') ?? slide
  const where = `${at.file}:${at.line}: Slide ${slide.number}`
  if (slide.frontmatter.appendix !== undefined && !isAppendix(slide))
    return [`${where} has “appendix: ${String(slide.frontmatter.appendix)}”. Write “appendix: true”, or delete the line.`]
  if (slide.number === 1 && isAppendix(slide))
    return [`${where} is the cover, and cannot belong to the appendix. Delete “appendix: true”.`]
  return slide.number > from && !isAppendix(slide) ? [`${where} comes after the appendix, which begins with slide ${from}. Move it before that one, or add “appendix: true” to its front matter.`] : []
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
    if (name === 'paragraphs' || name === 'disputes')
      return [`${file}:${line}: Slide ${slide.number} sets “${name}” by hand. Delete the line: the slide’s evidence says which they are.`]
    if (known.has(name) || propsOf(layouts.get(String(layoutOf(slide)))).includes(name))
      return []
    const isDeckKey = name in deckKeys || untypedDeckKeys.includes(name)
    return [`${file}:${line}: Slide ${slide.number} has “${name}” in its front matter, ${isDeckKey ? 'which only works in the first slide’s. Move it there' : 'which nothing reads. Correct or delete it'}. ${slide.number === 1 ? 'All keys: https://sli.dev/custom/' : `There are: ${[...known].sort().join(', ')}`}.`]
  })
}

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
      return [`${at} has a script block. Delete it: with it, nothing in the slides is type-checked. Put logic into a component, data into briefing/.`]
    if (name === 'style')
      return [`${at} has a style block. Move it to styles/, or into the component that it is for.`]
    const isComponent = name !== name.toLowerCase() || name.includes('-') || name === 'template' || name === 'component'
    return isComponent || textLevelTags.has(name) ? [] : [`${at} lays out with <${name}>. Slides are prose and component tags: use Markdown, a component or a layout.`]
  })
}

/** Finds expressions that make or change evidence: a slide may only name it. */
function checkExpressions({ number, file, tags, expressions }: Slide): string[] {
  return expressions.flatMap(({ syntax, line, tag, attribute }) => {
    if (attribute !== undefined && ownToVue.test(attribute))
      return []
    const found = new Set<string>()
    walk(syntax, (node) => {
      const what = madeBy(node)
      if (what !== undefined)
        found.add(what)
      return true
    })
    const where = attribute === undefined ? 'an interpolation' : `${attribute} of <${tags[tag ?? -1]?.name ?? ''}>`
    return Array.from(found, what => `${file}:${line}: Slide ${number} has ${what} in ${where}. Only name entries of $brief there: what a slide makes itself cannot be proved. Enter it in briefing/evidence.ts.`)
  })
}

function madeBy(node: Readonly<Record<string, unknown>>): string | undefined {
  switch (node.type) {
    case 'ObjectExpression':
      return 'an object literal'
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return 'an assignment'
    case 'SpreadElement':
      return 'a spread'
    case 'MemberExpression':
      return isRecord(node.object) && node.object.name === 'Object' && isRecord(node.property) && node.property.name !== 'values' ? `Object.${String(node.property.name)}` : undefined
    default:
      return undefined
  }
}

function checkNote({ number, title, file, line, note = '' }: Slide): string[] {
  return note.trim() === '' ? [`${file}:${line}: Slide ${number}, “${title}”, has no presenter notes. Put them into a comment, <!-- … -->, as the last thing on the slide.`] : []
}

/** Checks that every note fits its target and, once they do, the deck's duration. The proof calls it, not `checkSlides`. */
export function checkTimes(slides: readonly Slide[]): Problem[] {
  const problems = slides.flatMap(checkTarget)
  return problems.length > 0 ? problems : checkDuration(slides)
}

function checkTarget(slide: Slide): Problem[] {
  const { number, title, file, line, note = '' } = slide
  const spoken = spokenPart(note).trim()
  // `checkToDo` reports placeholders.
  if (spoken === '' || spoken === placeholder)
    return []
  const where = `${file}:${slide.texts.find(({ kind }) => kind === 'note')?.line ?? line}`
  const problem = (message: string): Problem[] => [{ where, message: `Slide ${number}, “${title}”, has a note ${message}` }]
  const words = spokenWordsIn(note)
  const needed = 60 * words / wordsPerMinute
  const nearest = Math.max(5 * Math.round(needed / 5), 5)
  const fitting = `“Target ${inMinutes(nearest)}”`
  const target = targetOf(note)
  if (target === undefined)
    return isAppendix(slide) ? [] : problem(`without a target. Begin it with the time that it takes: its ${words} words take ${fitting}.`)
  // A quarter of a short target is less than the five seconds that targets are given in.
  return target === nearest || Math.abs(needed - target) <= target / 4 ? [] : problem(`of ${words} words, which at ${wordsPerMinute} a minute take ${inMinutes(needed)}, and “Target ${inMinutes(target)}”. Write ${fitting}, or ${needed > target ? 'say less' : 'say more'}.`)
}

/** The deck's duration is what its presented slides plan, in whole minutes: presenter mode counts it down. */
function checkDuration(slides: readonly Slide[]): Problem[] {
  const [cover] = slides
  const targets = slides.filter(slide => !isAppendix(slide)).flatMap(({ note }) => targetOf(note) ?? [])
  const planned = targets.reduce((sum, seconds) => sum + seconds, 0)
  if (cover === undefined || planned === 0)
    return []
  const minutes = Math.ceil(planned / 60)
  const { duration } = cover.frontmatter
  const at = cover.keys.find(({ name }) => name === 'duration') ?? cover
  return duration === `${minutes}min` ? [] : [{ where: `${at.file}:${at.line}`, message: `The presented slides plan ${inMinutes(planned)} together, and the deck ${duration === undefined ? 'has no duration' : `has “duration: ${String(duration)}”`}. Write “duration: ${minutes}min”, or change the targets.` }]
}
