import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from 'playwright/test'
import { run, test } from '../helpers/commands.ts'

test.describe('Pictures of the slides', () => {
  test('are made of the slides and schemes asked for, with a contact sheet of each scheme, and touch nothing else', async ({ folder }) => {
    // A deck that was just started has none.
    const ofDeck = (): string => existsSync('docs/deck.png') ? readFileSync('docs/deck.png', 'base64') : ''
    const before = ofDeck()
    const { code, output } = await run('shots', folder, [resolve('slides.md'), '--range', '2', '--scheme', 'dark,grey', '--with-clicks', '--output', join(folder, 'pictures')])
    expect(code, output).toBe(0)
    const names = readdirSync(join(folder, 'pictures'))
    expect(names).toEqual(expect.arrayContaining(['02-0-dark.png', '02-0-grey.png', 'contact-dark.png', 'contact-grey.png']))
    expect(names.every(name => /^(?:02-\d|contact)-(?:dark|grey)\.png$/.test(name)), names.join(', ')).toBe(true)
    for (const name of names)
      expect(readFileSync(join(folder, 'pictures', name)).subarray(1, 4).toString()).toBe('PNG')
    expect(ofDeck() === before).toBe(true)
  })

  test('are not made of a scheme that does not exist', async ({ folder }) => {
    const { code, output } = await run('shots', folder, [resolve('slides.md'), '--scheme', 'sepia'])
    expect(code).toBe(2)
    expect(output).toContain('sepia')
  })
})
