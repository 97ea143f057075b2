/** A copy of the project in a folder of its own, for a test that edits its files while something runs on them. */
import { cp, readdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** What no deck is made of: what commands make, and what is for people. */
const leftOut: ReadonlySet<string> = new Set(['node_modules', 'dist', 'docs', 'tests', 'test-results', 'shots', 'addon', 'briefing-png'])

/** Copies the project to `folder`. The packages are shared; what Vite makes of them is not, since it would be the repository's own. */
export async function copyProject(folder: string): Promise<void> {
  for (const name of (await readdir('.')).filter(name => !name.startsWith('.') && !name.endsWith('.pdf') && !leftOut.has(name)))
    await cp(name, join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
  await rename(join(folder, 'vite.config.ts'), join(folder, 'vite.config.own.ts'))
  await writeFile(join(folder, 'vite.config.ts'), 'import own from \'./vite.config.own.ts\'\n\nexport default { ...own, cacheDir: \'.vite\' }\n')
}
