/**
 * Makes files and folders beside their place and then moves them there in one step, so that a crash, a full disk or a KILL leaves the last good one
 * unchanged. The next run removes what a killed one left behind.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { codeOf } from '../../deck/failure.ts'

/** `<final name>.<host>-<pid>-<n>.part`: the name tells which process makes it, and so whether that still runs. */
const partPattern = /\.([\w-]+)-(\d+)-\d+\.part$/
const host = hostname().replace(/\W+/g, '-')
const dayInMs = 24 * 60 * 60 * 1000

const mine = new Set<string>()
let count = 0

/** A path beside `target` where it can be made, until `removeStaged` removes it at the end of the process. Makes the folder around it, and removes leftovers in there. */
export function stage(target: string): string {
  mkdirSync(dirname(target), { recursive: true })
  sweep(dirname(target))
  const path = join(dirname(target), `${basename(target)}.${host}-${process.pid}-${++count}.part`)
  mine.add(path)
  return path
}

/**
 * Moves a staged file or folder into its place. It replaces what is there, except a folder that another process puts there at the same moment.
 */
export function commit(staged: string, target: string): void {
  if (!lstatSync(staged).isDirectory()) {
    renameSync(staged, target)
    mine.delete(staged)
    return
  }
  // A folder cannot be renamed onto one that holds something.
  const old = stage(target)
  moveAway(target, old)
  try {
    renameSync(staged, target)
    mine.delete(staged)
  }
  catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') {
      moveAway(old, target)
      throw error
    }
  }
  finally {
    discard(staged)
    discard(old)
  }
}

/** Moves a folder into its place unless there is one: of the same name, it has the same content, and may be in use. */
export function commitOnce(staged: string, target: string): void {
  try {
    renameSync(staged, target)
    mine.delete(staged)
  }
  catch (error) {
    if (!existsSync(target))
      throw error
    discard(staged)
  }
}

/** Removes a staged path now. */
export function discard(staged: string): void {
  if (mine.delete(staged))
    rmSync(staged, { recursive: true, force: true, maxRetries: 5 })
}

function moveAway(from: string, to: string): void {
  try {
    renameSync(from, to)
  }
  catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw error
  }
}

/** Removes everything that is still staged, at the end of the process. */
export function removeStaged(): void {
  for (const path of mine) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
    }
    catch {
      // The next run removes it. An exit handler cannot report anything.
    }
  }
}

/** Removes from `folder` what ended processes of this machine left there, and what is older than a day from any machine. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    try {
      if (isAbandoned(name) ?? Date.now() - statSync(path).mtimeMs > dayInMs)
        rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    }
    catch {
      // Another user's, or another process removes it too.
    }
  }
}

/** Whether the process that staged a path has ended; nothing if that was on another machine. `false` for any other path. */
export function isAbandoned(staged: string): boolean | undefined {
  const [, madeOn, pid] = partPattern.exec(staged) ?? []
  if (pid === undefined)
    return false
  return madeOn === host ? !isAlive(Number(pid)) : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
