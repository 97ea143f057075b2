/** Checks the names by which links find slides. */
import type { Problem } from '../briefing/basis.ts'
import type { Briefing } from '../briefing/model.ts'
import type { Slide, SlideFile } from './slides.ts'

/** The slide to which every mark of a paragraph leads. */
const coverage = 'coverage'

const link = /\bto="\/?([a-z][\w-]*)"|\]\(\/?([a-z][\w-]*)\)/gi

/**
 * Checks `routeAlias` of all slides against what leads to it.
 * @param slides of the deck
 * @param files that they are in
 * @param evidence of the deck: the list of contents leads to the slides of its disputes
 */
export function checkAliases(slides: readonly Slide[], files: readonly SlideFile[], evidence: Briefing): Problem[] {
  const listed = Object.keys(evidence.disputes)
  const aliases = slides.flatMap(({ frontmatter: { routeAlias }, keys }) => {
    const { file = '', line = 1 } = keys.find(({ name }) => name === 'routeAlias') ?? {}
    return typeof routeAlias === 'string' ? [{ name: routeAlias, where: `${file}:${line}` }] : []
  })
  const names = aliases.map(({ name }) => name)
  const links = files.flatMap(({ file, text }) => Array.from(text.matchAll(link), ({ 1: to, 2: href, index }) => ({
    name: to ?? href ?? '',
    where: `${file}:${text.slice(0, index).split('\n').length}`,
  })))
  const index = slides.find(({ tags }) => tags.some(({ name }) => name === 'DisputeIndex'))
  const table = slides.find(({ tags }) => tags.some(({ name }) => name === 'CoverageTable'))
  return [
    ...aliases.filter(({ name }, i) => names.indexOf(name) < i).map(({ name, where }) => ({ where, message: `Two slides have routeAlias “${name}”. Links lead to one of them only.` })),
    ...links.filter(({ name }) => !names.includes(name)).map(({ name, where }) => ({ where, message: `This leads to “${name}”, and no slide has it as routeAlias. There are: ${names.join(', ')}.` })),
    ...index === undefined ? [] : listed.filter(id => !names.includes(id)).map(id => ({ where: `${index.file}:${index.line}`, message: `The list on slide ${index.number} leads nowhere for “${id}”. Add routeAlias: ${id} to the front matter of its slide.` })),
    ...table === undefined || names.includes(coverage) ? [] : [{ where: `${table.file}:${table.line}`, message: `Slide ${table.number} lists the paragraphs, and marks of paragraphs lead to “${coverage}”. Add routeAlias: ${coverage} to its front matter.` }],
  ]
}
