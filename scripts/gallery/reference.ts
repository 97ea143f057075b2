/**
 * Reads the components' props, with their types and comments, out of their sources, and writes two things from them: the reference
 * in `docs/components.md` and the slides of `npm run gallery`. So neither can say what the components do not.
 */
import type { Briefing } from '../../briefing/model.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChecker } from 'vue-component-meta'
import { Failure } from '../../deck/failure.ts'

/** One prop, as its interface declares it. */
export interface PropReference {
  readonly name: string
  /** TypeScript, without the `undefined` of an optional prop. */
  readonly type: string
  readonly isRequired: boolean
  /** TypeScript; nothing where there is no default. */
  readonly default?: string
  /** What it is, and how much of it a slide bears. */
  readonly description: string
}

/** One component. */
export interface ComponentReference {
  readonly name: string
  /** The comment at the head of its file, without its usage lines. */
  readonly description: string
  /** The layout that it is made for, where that is not `default`. */
  readonly layout?: string
  /** How to write it. `$brief.quotations.first` stands for whichever quotation is the evidence's first. */
  readonly usages: readonly string[]
  readonly props: readonly PropReference[]
}

const headComment = /^<!--\n([\s\S]*?)\n\nUsage(?:, in the layout (\w+))?: ([\s\S]*?)\n-->/
const optional = / \| undefined$/
const lineBreak = /\s*\n\s*/g
const ordinals = ['first', 'second', 'third'] as const
const wholeCollection = /Object\.values\(\$brief\.(\w+)\)/g
const placeholder = new RegExp(String.raw`\$brief\.(\w+)\.(${ordinals.join('|')})\b`, 'g')

/**
 * Every component that slides may use in the project in `root`, by name.
 * @throws {Failure} of kind `content` if one has no comment with a usage line at its head, or a prop without a comment.
 */
export function readComponents(root: string): ComponentReference[] {
  const checker = createChecker(join(root, 'tsconfig.json'))
  return readdirSync(join(root, 'components')).filter(file => file.endsWith('.vue')).sort().map((file) => {
    const path = join(root, 'components', file)
    const [, description, layout, usage] = headComment.exec(readFileSync(path, 'utf8')) ?? []
    if (description === undefined || usage === undefined)
      throw new Failure('content', `components/${file} does not begin with a comment that says what it is for and, after an empty line, “Usage: <${file.replace('.vue', '')} … />”.`)
    const props = checker.getComponentMeta(path).props.filter(prop => !prop.global).map((prop) => {
      if (prop.description === '')
        throw new Failure('content', `components/${file}: the prop “${prop.name}” has no comment. Say what it is, and how much of it a slide bears.`)
      const type = prop.required ? prop.type : prop.type.replace(optional, '')
      const assumed = prop.default ?? (type === 'boolean' ? 'false' : undefined)
      return {
        name: prop.name,
        type: type.replaceAll('"', '\''),
        isRequired: prop.required,
        ...assumed !== undefined && { default: assumed.replaceAll('"', '\'') },
        description: prop.description.replace(lineBreak, ' '),
      }
    })
    const name = file.replace('.vue', '')
    return { name, description: description.replace(lineBreak, ' '), ...layout !== undefined && { layout }, usages: usage.split(lineBreak), props }
  })
}

/** `docs/components.md`. */
export function referencePage(components: readonly ComponentReference[]): string {
  const section = (component: ComponentReference): string => [
    `## ${component.name}`,
    component.description,
    ...component.layout === undefined ? [] : [`Made for the layout \`${component.layout}\`.`],
    `\`\`\`vue\n${component.usages.join('\n')}\n\`\`\``,
    ...component.props.length > 0 ? [propsTable(component)] : [],
  ].join('\n\n')
  return `${[
    '# The components',
    'Made by `npm run gallery` from the components’ props and comments; a test fails when it is out of date, so never edit it by hand. The same command opens the components as a deck, each with a live example.',
    'How much a slide bears stands with each prop. `npm run export` and `npm test` measure it: what overflows fails, with the slide, the element and by how many px.',
    '`$brief` is the evidence (`briefing/evidence.ts`). In the examples, `first` and `second` stand for ids of yours.',
    ...components.map(section),
  ].join('\n\n')}\n`
}

/**
 * The gallery's slides: of each component that slides use, every usage live with the evidence's own entries, then its props.
 * `headmatter` is that of the deck whose looks it has.
 */
export function gallerySlides(components: readonly ComponentReference[], evidence: Briefing, headmatter: Readonly<Record<string, unknown>>): string {
  const cover = slide({ ...headmatter, title: 'The components', section: 'Gallery', layout: 'cover' }, 'The components', 'Each of them live, with this deck’s evidence, and then its props.')
  const others = components.flatMap(component => [
    ...component.usages.map((usage) => {
      const { example, missing } = withEvidence(usage, evidence)
      return slide({ section: component.name, layout: component.layout ?? 'default' }, component.name, missing === undefined ? example : `The evidence has too few ${missing} for this example.`)
    }),
    slide({ section: component.name }, `The props of ${component.name}`, [component.description, ...component.usages.map(usage => `\`${usage}\``), ...component.props.map(propLine)].join('\n\n')),
  ])
  return [cover, ...others].join('\n')
}

function slide(frontmatter: Readonly<Record<string, unknown>>, heading: string, content: string): string {
  // JSON is YAML.
  return `---\n${JSON.stringify(frontmatter, null, 2)}\n---\n\n# ${heading}\n\n${content}\n`
}

/** Puts the evidence's first, second and third entries for the usage line's; `missing` names a collection that has too few. */
function withEvidence(usage: string, evidence: Briefing): { example: string, missing?: string } {
  let missing: string | undefined
  const collections: Readonly<Record<string, unknown>> = { ...evidence }
  const example = usage.replace(placeholder, (whole, name: string, ordinal: string) => {
    const id = Object.keys(collections[name] ?? {})[ordinals.findIndex(one => one === ordinal)]
    if (id === undefined)
      missing = name
    return id === undefined ? whole : `$brief.${name}.${id}`
  })
  for (const [, name = ''] of usage.matchAll(wholeCollection)) {
    if (Object.keys(collections[name] ?? {}).length === 0)
      missing = name
  }
  return missing === undefined ? { example } : { example, missing }
}

function propLine(prop: PropReference): string {
  return `**${prop.name}**, \`${prop.type}\`${prop.isRequired ? '' : `, ${prop.default === undefined ? 'optional' : `\`${prop.default}\` unless given`}`}. ${prop.description}`
}

function propsTable({ props }: ComponentReference): string {
  const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
  return [
    '| prop | type | default | what it is |',
    '|---|---|---|---|',
    ...props.map(prop => `| ${code(prop.name)} | ${code(prop.type)} | ${prop.isRequired ? 'needed' : prop.default === undefined ? '' : code(prop.default)} | ${prop.description} |`),
  ].join('\n')
}
