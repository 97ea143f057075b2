/** Lists the files of a finished site that a reader needs offline. */
import type { ServiceWorkerSettings } from './in-page/service-worker.ts'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { filesUnder } from '../build/inputs.ts'

/** Files for hosts and other sites, and pages that the first page can replace. */
const leftOut = /^(?:_headers|\.htaccess|nginx\.conf|404\.html|og-image\.png|service-worker\.js|.+\/index\.html)$/

/** Lists the files of the site in `folder` to keep, with a version that changes with any of them. */
export async function offlineFiles(folder: string): Promise<ServiceWorkerSettings> {
  const hash = createHash('sha256')
  const files: string[] = []
  for (const path of (await filesUnder(folder)).sort()) {
    const name = relative(folder, path).replaceAll(sep, '/')
    if (leftOut.test(name))
      continue
    files.push(name === 'index.html' ? '' : encodeURI(name))
    hash.update(`\0${name}\0`).update(await readFile(path))
  }
  return { version: hash.digest('hex').slice(0, 16), files: files.join(' ') }
}
