/**
 * The component reference says what the components say, and every example in the gallery shows on a slide, without a complaint and without
 * overflow; so does every component with as little, and with as much, as its reference allows.
 */
import type { ComponentReference } from '../../scripts/gallery/reference.ts'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'playwright/test'
import { evidence } from '../../briefing/evidence.ts'
import { gallerySlides, readComponents, referencePage } from '../../scripts/gallery/reference.ts'
import { run } from '../helpers/commands.ts'
import { cases, littleAndMuch } from '../helpers/little-and-much.ts'

test.describe('The component reference', () => {
  let components: readonly ComponentReference[] = []

  test.beforeAll(() => {
    components = readComponents(resolve('.'))
  })

  test('is what the components’ props and comments say', () => {
    expect(readFileSync('docs/components.md', 'utf8'), 'Make it anew: npm run gallery -- --write').toBe(referencePage(components))
  })

  test('has every component that slides may use, each with an example', () => {
    const declared = Array.from(readFileSync('components/globals.d.ts', 'utf8').matchAll(/^ {4}(\w+): typeof \1$/gm), ([, name = '']) => name)
    expect(components.map(({ name }) => name)).toEqual(declared.filter(name => name !== 'RouterLink'))
    for (const { name, usages } of components) {
      for (const usage of usages)
        expect(usage).toMatch(new RegExp(`^<${name}[ >]`))
    }
  })

  test('has examples that show, as a deck that the exporter has nothing against, and so do little and much of everything', async () => {
    test.setTimeout(300_000)
    const folder = mkdtempSync(join(tmpdir(), 'gallery-'))
    try {
      const slides = gallerySlides(components, evidence, { addons: [resolve('.')], fonts: { provider: 'none' }, favicon: 'data:,' })
      expect(Object.keys(cases).filter(name => !components.some(component => component.name === name))).toEqual([])
      writeFileSync(join(folder, 'slides.md'), `${slides}\n${littleAndMuch(components)}`)
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
      const { code, output } = await run('export', folder, ['--output', join(folder, 'gallery.pdf')])
      // An example with all entries of a kind may show more of this article than a slide holds.
      const overviews = components.filter(({ usages }) => usages.some(usage => usage.includes('Object.values('))).map(({ name }) => ` (${name}): `)
      const problems = output.split('\n').filter(line => line.startsWith('  '))
      expect(problems.filter(problem => !overviews.some(example => problem.includes(example))), output).toEqual([])
      expect(output).toMatch(problems.length > 0 ? /^The deck is not fit to print/ : /^\d+ slides are in \S+\n$/)
      expect(code).toBe(problems.length > 0 ? 3 : 0)
      const collections: Readonly<Record<string, object>> = evidence
      for (const [, name = ''] of slides.matchAll(/has too few (\w+)/g))
        expect(Object.keys(collections[name] ?? {}).length, `too few ${name}`).toBeLessThan(3)
    }
    finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
