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

/** Writes an output that has been opened. Throws a `Failure` of kind `file` if it cannot; what was there stays. */
type Write<T> = (content: T) => Promise<void>

/**
 * Opens a file for writing, or standard output for `-`.
 * @throws {Failure} of kind `file` if it cannot be written, of kind `usage` if standard output is a terminal.
 */
export async function openFile(path: string): Promise<Write<Uint8Array>> {
  if (path === '-')
    return standardOutput()
  return orFail(path, async () => {
    // The target of a link, so that the link stays.
    const target = existsSync(path) ? realpathSync(path) : resolve(path)
    const before = existsSync(target) ? statSync(target) : undefined
    if (before?.isDirectory() === true)
      throw new Failure('file', `${path} is a folder. Give the name of a file in it.`)
    if (before?.isFile() === false)
      return async bytes => orFail(path, async () => writeFile(target, bytes))

    const staged = stage(target)
    const file = await open(staged, 'wx')
    return async bytes => orFail(path, async () => {
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      if (before)
        chmodSync(staged, before.mode)
      commit(staged, target)
    })
  })
}

/**
 * Writes text files, by their paths: all of them, or none if one of the places cannot be written.
 * @throws {Failure} of kind `file`
 */
export async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const opened = await Promise.all(Array.from(files, async ([path, text]) => ({ write: await openFile(path), text })))
  for (const { write, text } of opened)
    await write(Buffer.from(text))
}

/**
 * Opens a folder that will hold only what is written into it.
 * @param path of the folder
 * @param isOurs whether a file of this name may be removed
 * @throws {Failure} of kind `file` if it cannot be written or holds other things.
 */
export async function openFolder(path: string, isOurs: (name: string) => boolean): Promise<Write<ReadonlyMap<string, Uint8Array>>> {
  return orFail(path, async () => {
    const target = resolve(path)
    const stranger = existsSync(target) ? readdirSync(target).find(name => !isOurs(name)) : undefined
    if (stranger !== undefined)
      throw new Failure('file', `${path} holds other things (${stranger}). Name an empty folder or a new one.`)
    const staged = stage(target)
    mkdirSync(staged)
    return async files => orFail(path, async () => {
      for (const [name, bytes] of files)
        await writeFile(join(staged, name), bytes)
      commit(staged, target)
    })
  })
}

function standardOutput(): Write<Uint8Array> {
  if (process.stdout.isTTY)
    throw new Failure('usage', '`--output -` writes to a pipe or a file, and standard output is a terminal. Add `> name.pdf`, or name a file.')
  return async bytes => orFail('Standard output', async () => new Promise((resolve, reject) => process.stdout.write(bytes, error => error ? reject(error) : resolve())))
}

async function orFail<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  }
  catch (error) {
    if (error instanceof Failure)
      throw error
    throw fileFailure(error, path) ?? new Failure('file', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}. What was there is unchanged.`, { cause: error })
  }
}
