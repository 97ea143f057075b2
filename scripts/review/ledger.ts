/** Writes the ledger. Several processes may: each takes its turn, reads what is there, and puts the whole file into its place in one step. */
import type { Reading } from '../../briefing/review.ts'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ledgerText } from '../../briefing/review.ts'
import { codeOf, Failure } from '../../deck/failure.ts'
import { ledgerPath, readLedger } from '../../deck/proof.ts'
import { fileFailure } from '../cli/exit.ts'
import { writeFiles } from '../cli/output.ts'
import { discard, isAbandoned, stage } from '../cli/staging.ts'

/** Every turn takes milliseconds; who waits longer than this waits for something that does not come. */
const patienceInMs = 10_000

/**
 * Changes the ledger of the deck in `root`.
 * @throws {Failure} of kind `file` if it is damaged or cannot be written; what was there stays.
 */
export async function changeLedger(root: string, change: (ledger: readonly Reading[]) => readonly Reading[]): Promise<void> {
  const path = join(root, ledgerPath)
  const release = await takeTurn(`${path}.lock`)
  try {
    await writeFiles(new Map([[path, ledgerText(change(readLedger(root)))]]))
  }
  finally {
    release()
  }
}

/** Waits for a lock and takes it. The lock is a link to a file that is named after its process, so that one left behind by a killed process is known. */
async function takeTurn(lock: string): Promise<() => void> {
  const mine = stage(lock)
  try {
    writeFileSync(mine, mine)
    for (const start = Date.now(); ; await wait(5)) {
      if (canLink(mine, lock))
        return () => rmSync(lock, { force: true })
      removeAbandoned(lock)
      if (Date.now() - start > patienceInMs)
        throw new Failure('file', `${lock} has been there for ${patienceInMs / 1000} s: another process is writing the ledger, or was ended on another machine. If none is, delete that file.`)
    }
  }
  catch (error) {
    throw fileFailure(error, ledgerPath) ?? error
  }
  finally {
    discard(mine)
  }
}

function canLink(file: string, lock: string): boolean {
  try {
    linkSync(file, lock)
    return true
  }
  catch (error) {
    if (codeOf(error) === 'EEXIST')
      return false
    throw error
  }
}

/** Removes the lock of a process that is no more. It is moved away first and looked at again, because another process may do the same and have taken its turn meanwhile. */
function removeAbandoned(lock: string): void {
  try {
    if (!isAbandoned(readFileSync(lock, 'utf8')))
      return
    const moved = stage(lock)
    renameSync(lock, moved)
    if (!isAbandoned(readFileSync(moved, 'utf8')))
      linkSync(moved, lock)
    discard(moved)
  }
  catch (error) {
    // Its process has ended its turn, or somebody else removes it.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST')
      throw error
  }
}
