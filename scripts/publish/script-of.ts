/** Makes of a function that runs in a browser by itself the text of a script. */
import type { BootSettings } from './boot.ts'
import type { ServiceWorkerSettings } from './service-worker.ts'
import { readFile } from 'node:fs/promises'

interface Scripts {
  'boot': BootSettings
  'service-worker': ServiceWorkerSettings
}

const functions = { 'boot': 'boot', 'service-worker': 'serviceWorker' } as const

/** Gives the function of the module `name` beside this file, called with `settings`, as plain JavaScript without types or blanks. */
export async function scriptOf<K extends keyof Scripts>(name: K, settings: Scripts[K]): Promise<string> {
  const { minify, transformWithOxc } = await import('vite')
  const file = new URL(`${name}.ts`, import.meta.url)
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file.pathname)
  const script = `(() => {\n${code.replace('export function', 'function')}\n${functions[name]}(${JSON.stringify(settings)})\n})()`
  return (await minify(`${name}.js`, script)).code.trim()
}
