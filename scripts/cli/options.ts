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

const digits = /^\d+$/

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
 * Reads one of several words.
 * @throws {Failure} of kind `usage` if it is none of them.
 */
export function oneOf<const T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find(choice => choice === value)
  if (choice === undefined)
    throw new Failure('usage', `${option} takes ${choices.join(', ')}; “${value}” is none of them.`)
  return choice
}
