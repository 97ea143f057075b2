/** Reads command lines, in one way for all commands, with the same words for the same mistakes. */
import type { ParseArgsConfig } from 'node:util'
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Failure } from './failure.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** Adds `--help` to any command's options. */
type WithHelp<T extends Options> = T & { help: { type: 'boolean' } }

export interface Parsed<T extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ options: WithHelp<T>, allowPositionals: true }>>['values']
  /** The slides' Markdown file, absolute. */
  readonly entry: string
}

/**
 * Reads this process's arguments: options, and one slides file, by default `slides.md` here. `--help` prints `help` and ends.
 * @throws {Failure} of kind `usage` for an option that does not exist, lacks its value or has one too many.
 */
export function parseOptions<const T extends Options>(help: string, options: T): Parsed<T> {
  const withHelp: WithHelp<T> = { ...options, help: { type: 'boolean' } }
  let parsed
  try {
    parsed = parseArgs({ options: withHelp, allowPositionals: true })
  }
  catch (error) {
    throw new Failure('usage', `${error instanceof Error ? error.message : String(error)}\nSee --help.`, { cause: error })
  }
  const { values, positionals } = parsed
  if (process.argv.includes('--help')) {
    console.log(help)
    process.exit(0)
  }
  if (positionals.length > 1)
    throw new Failure('usage', `One file of slides at a time; ${positionals.length} were given (${positionals.join(', ')}).\nSee --help.`)
  return { values, entry: resolve(positionals[0] ?? 'slides.md') }
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
