/** Checks the names by which links find slides. */
import type { Problem } from '../briefing/basis.ts'
import type { Slide, SlideFile } from './slides.ts'

/** The slide to which every mark of a paragraph leads. */
const coverage = 'coverage'

const link = /\bto="\/?([a-z][\w-]*)"|\]\(\/?([a-z][\w-]*)\)/gi

/**
 * Checks `routeAlias` of all slides against what leads to it.
 * @param slides of the deck
 * @param files that they are in
 */
export function checkAliases(slides: readonly Slide[], files: readonly SlideFile[]): Problem[] {
  const aliases = slides.flatMap(({ frontmatter: { routeAlias }, keys }) => {
    const { file = '', line = 1 } = keys.find(({ name }) => name === 'routeAlias') ?? {}
    return typeof routeAlias === 'string' ? [{ name: routeAlias, where: `${file}:${line}` }] : []
  })
  const names = aliases.map(({ name }) => name)
  const links = files.flatMap(({ file, text }) => Array.from(text.matchAll(link), ({ 1: to, 2: href, index }) => ({
    name: to ?? href ?? '',
    where: `${file}:${text.slice(0, index).split('\n').length}`,
  })))
  const table = slides.find(({ tags }) => tags.some(({ name }) => name === 'CoverageTable'))
  return [
    ...aliases.filter(({ name }, i) => names.indexOf(name) < i).map(({ name, where }) => ({ where, message: `Two slides have routeAlias “${name}”. Links lead to one of them only.` })),
    ...links.filter(({ name }) => !names.includes(name)).map(({ name, where }) => ({ where, message: `This leads to “${name}”, and no slide has it as routeAlias. There are: ${names.join(', ')}.` })),
    ...slides.flatMap(slide => checkDisputeAlias(slide, names)),
    ...table === undefined || names.includes(coverage) ? [] : [{ where: `${table.file}:${table.line}`, message: `Slide ${table.number} lists the paragraphs, and marks of paragraphs lead to “${coverage}”. Add routeAlias: ${coverage} to its front matter.` }],
  ]
}

/** A slide is named for one of the disputes that it shows, unless another one is. */
function checkDisputeAlias({ number, file, line, rests: { disputes } }: Slide, names: readonly string[]): Problem[] {
  const [first] = disputes
  return first === undefined || disputes.some(id => names.includes(id)) ? [] : [{ where: `${file}:${line}`, message: `No slide has the name of the dispute “${first}”, which links need. Add routeAlias: ${first} to the front matter of slide ${number}.` }]
}
