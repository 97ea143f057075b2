/** Runs our own modules in pages. Each is bundled for the browser, so that it can import others. */
import type { Page } from 'playwright'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a bundle leaves the module's exports in the page. */
const globalName = 'inPage'

type Functions<M> = Record<keyof M, (...args: never[]) => unknown>

/** A module whose exported functions run in a page. Their arguments and results must survive JSON. */
interface PageModule<M extends Functions<M>> {
  /** Bundles the module, once a process. Call it early, so that `call` need not wait. */
  prepare: () => Promise<string>
  call: <K extends keyof M & string>(page: Page, name: K, ...args: Parameters<M[K]>) => Promise<ReturnType<M[K]>>
  /** Returns the text of a script that makes the call: minified, with only what the function needs. */
  script: <K extends keyof M & string>(name: K, ...args: Parameters<M[K]>) => Promise<string>
}

/** Makes a page module of a source file. Its type is `typeof import('./in-page/name.ts')`. */
export function pageModule<M extends Functions<M>>(source: URL): PageModule<M> {
  const file = fileURLToPath(source)
  let bundled: Promise<string> | undefined
  const prepare = async (): Promise<string> => bundled ??= bundle(`export * from ${JSON.stringify(file)}`, file, { globalName })
  return {
    prepare,
    call: async (page, name, ...args) => page.evaluate(`${await prepare()}${globalName}.${callOf(name, args)}`),
    script: async (name, ...args) => bundle(`import { ${name} } from ${JSON.stringify(file)}\n${callOf(name, args)}`, file),
  }
}

function callOf(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map(value => JSON.stringify(value)).join(', ')})`
}

async function bundle(contents: string, file: string, options: { readonly globalName?: string } = {}): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dirname(file) },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    ...options,
  })
  return outputFiles.map(({ text }) => text.trim()).join('')
}
