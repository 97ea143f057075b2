/**
 * Loads TypeScript only for a component that takes a type from a package. Vue reads through it the files that types are in, and so would load
 * it for every type that a component imports: 0.4 s of a build, and 45 MB.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { registerTS } from 'vue/compiler-sfc'

type TypeScript = ReturnType<Parameters<typeof registerTS>[0]>

const ofVue = createRequire(import.meta.resolve('vue/compiler-sfc'))
const sys = { fileExists: existsSync, readFile: (file: string) => readFileSync(file, 'utf8'), realpath: realpathSync }

const lazy = new Proxy({ sys }, {
  get(_, key): unknown {
    if (key === 'sys')
      return sys
    const loaded: unknown = ofVue('typescript')
    assertTypeScript(loaded)
    return Reflect.get(loaded, key)
  },
})

function assertTypeScript(value: unknown): asserts value is TypeScript {
  if (typeof value !== 'object' || value === null || !('sys' in value))
    throw new TypeError('The package typescript is no TypeScript that Vue can use.')
}

registerTS(() => {
  assertTypeScript(lazy)
  return lazy
})
