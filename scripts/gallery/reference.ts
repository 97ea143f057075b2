/**
 * Reads the components' comments and props from their sources, and makes from them the reference in `docs/components.md` and the slides
 * of `npm run gallery`. So both always agree with the components.
 */
import type { Briefing } from '../../briefing/model.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCheckerByJson } from 'vue-component-meta'
import { Failure } from '../../deck/failure.ts'

/** A prop, as the component's interface declares it. */
interface PropReference {
  readonly name: string
  /** Its TypeScript type, without the `undefined` of an optional prop. */
  readonly type: string
  readonly isRequired: boolean
  /** Its default as TypeScript, if it has one. */
  readonly default?: string
  /** What it is, and how much of it a slide holds. */
  readonly description: string
}

/** A component, as the comment at its head and its props describe it. */
export interface ComponentReference {
  readonly name: string
  /** The comment at the head of its file, without the usage lines. */
  readonly description: string
  /** The layout that it is made for, if that is not `default`. */
  readonly layout?: string
  /** Examples of it. `$brief.quotations.first` means the first quotation in the evidence, whatever its id is. */
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
 * Reads every component that slides may use, in alphabetical order.
 * @param root the project's folder
 * @throws {Failure} of kind `content` if a component does not begin with a comment that has a usage line, or has a prop without a comment.
 */
export function readComponents(root: string): ComponentReference[] {
  // Without the files that no prop has a type from.
  const checker = createCheckerByJson(root, { extends: './tsconfig.json', include: ['components'] })
  return readdirSync(join(root, 'components')).filter(file => file.endsWith('.vue')).sort().map((file) => {
    const path = join(root, 'components', file)
    const [, description, layout, usage] = headComment.exec(readFileSync(path, 'utf8')) ?? []
    if (description === undefined || usage === undefined)
      throw new Failure('content', `components/${file} has no comment at its head that describes it. Begin the file with one: what the component is for, an empty line, and “Usage: <${file.replace('.vue', '')} … />”.`)
    const props = checker.getComponentMeta(path).props.filter(prop => !prop.global).map((prop) => {
      if (prop.description === '')
        throw new Failure('content', `components/${file}: the prop “${prop.name}” has no comment. Write one: what the prop is, and how much of it a slide holds.`)
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

/** Returns the text of `docs/components.md`. */
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
    '`npm run gallery` makes this page from the comments and props of the components. Do not edit it: a test fails if it differs from them. The same command opens a deck that shows every component with a live example.',
    'The description of a prop says how much of it a slide holds. `npm run check -- --slides`, `npm run export` and `npm test` fail if a slide holds too much, and name the slide, the element and by how many px it overflows.',
    '`$brief` is the evidence (`briefing/evidence.ts`). In the examples, replace `first` and `second` with your own ids.',
    ...components.map(section),
  ].join('\n\n')}\n`
}

/**
 * Returns the slides of the gallery: for each component a slide with every example, filled in from the evidence, and a slide with its props.
 * @param components in the order of the gallery
 * @param evidence fills in the examples
 * @param headmatter that of the deck, so that the gallery looks like it
 */
export function gallerySlides(components: readonly ComponentReference[], evidence: Briefing, headmatter: Readonly<Record<string, unknown>>): string {
  const cover = slide({ ...headmatter, title: 'The components', section: 'Gallery', layout: 'cover' }, 'The components', 'Every component with this deck’s evidence, and then with its props.')
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
  // Every JSON text is also YAML.
  return `---\n${JSON.stringify(frontmatter, null, 2)}\n---\n\n# ${heading}\n\n${content}\n`
}

/** Replaces `first`, `second` and `third` in an example with ids of the evidence. `missing` names a collection that has too few entries for it. */
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
    '| prop | type | default | description |',
    '|---|---|---|---|',
    ...props.map(prop => `| ${code(prop.name)} | ${code(prop.type)} | ${prop.isRequired ? 'required' : prop.default === undefined ? '' : code(prop.default)} | ${prop.description} |`),
  ].join('\n')
}
