/** Checks what a command line says, in the same words for the same mistakes in all commands. */
import { resolve } from 'node:path'
import { Failure } from '../../deck/failure.ts'

/**
 * The slides' Markdown file, absolute: the one that the command line names, else `slides.md` here.
 * @throws {Failure} of kind `usage` if it names several.
 */
export function slidesFile(names: readonly string[]): string {
  if (names.length > 1)
    throw new Failure('usage', `One file of slides at a time; ${names.length} were given (${names.join(', ')}).\nSee --help.`)
  return resolve(names[0] ?? 'slides.md')
}

const aText = { type: 'string' } as const

/** The options of the commands that read an article: its citation, and which of its blocks are no paragraphs. */
export const articleOptions = { 'title': aText, 'outlet': aText, 'author': aText, 'date': aText, 'url': aText, 'leading-blocks': aText, 'skip': aText }

const digits = /^\d+$/
const separators = /[\s,]+/

/**
 * Reads a whole number.
 * @throws {Failure} of kind `usage` if it is none or out of range.
 */
export function integer(option: string, value: string | undefined, from: number, to: number): number | undefined {
  if (value === undefined)
    return undefined
  const number = Number(value)
  if (!digits.test(value) || number < from || number > to)
    throw new Failure('usage', `${option} takes a whole number from ${from} to ${to}, not “${value}”.`)
  return number
}

/**
 * Reads numbers of blocks, ascending and once each; 0 is none.
 * @throws {Failure} of kind `usage` for anything else
 */
export function blockNumbers(option: string, list: string, most: number): number[] {
  const numbers = list.split(separators).filter(part => part !== '').map(part => integer(option, part, 0, most) ?? 0)
  return [...new Set(numbers)].filter(no => no > 0).sort((a, b) => a - b)
}

/**
 * Reads one of several words.
 * @throws {Failure} of kind `usage` if it is none of them.
 */
export function oneOf<const T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find(choice => choice === value)
  if (choice === undefined)
    throw new Failure('usage', `${option} takes ${choices.join(', ')}; “${value}” is none of them.`)
  return choice
}
