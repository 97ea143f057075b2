/**
 * The output of a command. It is opened before the work begins, so that a place that cannot be written is known at once, and replaced in one step at
 * the end, so that the last good file stays until there is a new one.
 */
import { Buffer } from 'node:buffer'
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { Failure } from '../../deck/failure.ts'
import { fileFailure } from './exit.ts'
import { commit, stage } from './staging.ts'

/** A file or a pipe to write. */
interface FileOutput {
  /** For people. */
  readonly name: string
  /** @throws {Failure} of kind `file`; what was there stays. */
  write: (bytes: Uint8Array) => Promise<void>
}

/** A folder to write. */
interface FolderOutput {
  readonly name: string
  /** @throws {Failure} of kind `file`; what was there stays. */
  write: (files: ReadonlyMap<string, Uint8Array>) => Promise<void>
}

/**
 * Opens a file for writing, or standard output for `-`.
 * @throws {Failure} of kind `file` if it cannot be written, of kind `usage` if standard output is a terminal.
 */
export async function openFile(path: string): Promise<FileOutput> {
  if (path === '-')
    return standardOutput()
  try {
    // The target of a link, so that the link stays.
    const target = existsSync(path) ? realpathSync(path) : resolve(path)
    const before = existsSync(target) ? statSync(target) : undefined
    if (before?.isDirectory() === true)
      throw new Failure('file', `${path} is a folder. Give the name of a file in it.`)
    if (before?.isFile() === false)
      return { name: path, write: async bytes => orFail(path, async () => writeFile(target, bytes)) }

    const staged = stage(target)
    const file = await open(staged, 'wx')
    return {
      name: path,
      write: async bytes => orFail(path, async () => {
        await file.writeFile(bytes)
        await file.sync()
        await file.close()
        if (before)
          chmodSync(staged, before.mode)
        commit(staged, target)
      }),
    }
  }
  catch (error) {
    throw failureAt(path, error)
  }
}

/**
 * Writes text files, by their paths: all of them, or none if one of the places cannot be written.
 * @throws {Failure} of kind `file`
 */
export async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const opened = await Promise.all(Array.from(files, async ([path, text]) => ({ output: await openFile(path), text })))
  for (const { output, text } of opened)
    await output.write(Buffer.from(text))
}

/**
 * Opens a folder that will hold only what is written into it.
 * @param path of the folder
 * @param isOurs whether a file of this name may be removed
 * @throws {Failure} of kind `file` if it cannot be written or holds other things.
 */
export async function openFolder(path: string, isOurs: (name: string) => boolean): Promise<FolderOutput> {
  try {
    const target = resolve(path)
    const stranger = existsSync(target) ? readdirSync(target).find(name => !isOurs(name)) : undefined
    if (stranger !== undefined)
      throw new Failure('file', `${path} holds other things (${stranger}). Name an empty folder or a new one.`)
    const staged = stage(target)
    mkdirSync(staged)
    return {
      name: path,
      write: async files => orFail(path, async () => {
        for (const [name, bytes] of files)
          await writeFile(join(staged, name), bytes)
        commit(staged, target)
      }),
    }
  }
  catch (error) {
    throw failureAt(path, error)
  }
}

function standardOutput(): FileOutput {
  if (process.stdout.isTTY)
    throw new Failure('usage', '`--output -` writes to a pipe or a file, and standard output is a terminal. Add `> name.pdf`, or name a file.')
  return {
    name: 'standard output',
    write: async bytes => new Promise((resolve, reject) => process.stdout.write(bytes, error => error ? reject(failureAt('Standard output', error)) : resolve())),
  }
}

async function orFail(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  }
  catch (error) {
    throw failureAt(path, error)
  }
}

function failureAt(path: string, error: unknown): Failure {
  if (error instanceof Failure)
    return error
  return fileFailure(error, path) ?? new Failure('file', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}. What was there is unchanged.`, { cause: error })
}
