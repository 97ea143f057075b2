/** What is read of slides for the checks is what Slidev shows of them: for each construct, the words are compared with those that Slidev's own parser renders. */
import type { ResolvedSlidevOptions } from '@slidev/types'
import type { MarkdownExit } from 'markdown-exit'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { resolveOptions, ViteSlidevPlugin } from '@slidev/cli'
import { NodeTypes, parse } from '@vue/compiler-dom'
import { expect, test } from 'playwright/test'
import { unreadable } from '../../briefing/text.ts'
import { partsOf } from '../../deck/markdown.ts'

/** The parser that Slidev makes for a deck's slides, with all its settings and plugins. */
async function slidevParser(options: ResolvedSlidevOptions): Promise<MarkdownExit> {
  return new Promise((done, fail) => {
    ViteSlidevPlugin(options, { markdown: { markdownSetup: done } }).catch(fail)
  })
}

type Nodes = ReturnType<typeof parse>['children']

/** Code, and what is drawn. */
const unread = ['pre', 'svg', 'input']
/** The end of a link from a footnote to its place. */
const wayBack = ' class="footnote-backref">\u21A9\uFE0E</a>'
const partOfLine = ['a', 'abbr', 'b', 'em', 'i', 'label', 'link', 'q', 's', 'strong', 'sup']

/** The words of a text. Quotation marks do not count: the checks add them to block quotations. */
function wordsOf(text: string): string {
  return text.replaceAll(/[“”]/g, '').replaceAll(unreadable, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** The words that a reader of some HTML gets to read, without code and values that only a running deck has. */
function shownBy(html: string): string {
  const read = (nodes: Nodes): string => nodes.map((node) => {
    if (node.type === NodeTypes.TEXT)
      return node.content
    if (node.type !== NodeTypes.ELEMENT || unread.includes(node.tag) || node.loc.source.endsWith(wayBack))
      return ' '
    return partOfLine.includes(node.tag.toLowerCase()) ? read(node.children) : ` ${read(node.children)} `
  }).join('')
  return wordsOf(read(parse(html, { whitespace: 'preserve', comments: false, onError: () => {}, onWarn: () => {} }).children))
}

/** The words that are read of some Markdown, but for those of attributes. */
function readIn(markdown: string): string {
  return wordsOf(partsOf(markdown, 1).texts.filter(({ kind }) => kind === 'text' || kind === 'heading').map(({ text }) => text).join(' '))
}

const constructs = {
  'headings, lists and rules': '# One **two**\n\nThree\n-----\n\n- four\n  1. five\n- six\n\n***\n\nseven',
  'emphasis': '**One** _two_ ~~three~~, fo**u**r, 5*6*7, snake_case_word, \\*eight\\*',
  'signs that are shown in another way than typed': '(c) ... -- --- +- ???? \'One\' and "two", it\'s & &amp; &mdash;',
  'links': '[one](https://example.org "two") [three][ref] [four](/4) [five\n\n[ref]: https://example.org/ "six"',
  'addresses': 'https://example.org/%E2%80%9Cone%E2%80%9D, www.example.org/%E2%80%9Ctwo%E2%80%9D, <https://example.org/three>, a@example.org.',
  'images': 'One ![two](/three.png) four',
  'code': 'One `two` three\n\n```ts\nfour\n```\n\n    five\n\nsix',
  'an indented first line': '\n    one\n\ntwo',
  'footnotes': 'One[^a], two^[three **four**] and five[^a].\n\n[^a]: Six\n\n    seven\n\neight [^none]',
  'task lists': '- [ ] one\n- [x] two [x] three\n- four [ ]\n\n[x] five',
  'tables': '| one | two |\n|---|--:|\n| **three** | `four` |\n| five | |',
  'HTML': '<div class="one">\n\ntwo <b>three</b><br>four <q>five</q>, <em title="six">seven</em>\n\n</div>\n\n<p>eight <code>nine</code></p>\n\n<!-- ten -->\n\neleven <!-- twelve --> thirteen',
  'components': '<Box>one</Box>\n\n<Box\n  title="two"\n>\n\nthree\n\n</Box>\n\nfour <Mark>five</Mark> six <Dot /> seven\n<Box />\neight\n\n<box-two/>',
  'slots': 'one\n::right::\ntwo\n\n:: left ::\n\n# three ::four::\n\n- five\n  ::six::',
  'block quotations': '> one\n> two\n>\n> > three\n\n<blockquote>\n\nfour\n\n</blockquote>',
  'alerts': '> [!NOTE]\n> one\n\n> [!WARNING] two *three*\n> four\n\n> [!OTHER]\n> five\n\n> [!tip]\n> six\n>\n> seven',
} as const

test.describe('What is read of a slide is what Slidev shows:', () => {
  let slidev: MarkdownExit
  test.beforeAll(async () => {
    const folder = test.info().outputPath('deck')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'slides.md'), '# A deck\n')
    slidev = await slidevParser(await resolveOptions({ entry: join(folder, 'slides.md') }, 'build'))
  })

  for (const [what, markdown] of Object.entries(constructs)) {
    test(what, async () => {
      const shown = shownBy(await slidev.renderAsync(markdown.trimStart(), {}))
      expect(shown).not.toBe('')
      expect(readIn(markdown)).toBe(shown)
    })
  }

  test('every slide of this deck', async () => {
    const options = await resolveOptions({ entry: resolve('slides.md') }, 'build')
    const slidevOfThisDeck = await slidevParser(options)
    for (const { content, title = '' } of options.data.slides) {
      const html = await slidevOfThisDeck.renderAsync(content, {})
      // A formula is read as its source.
      if (!html.includes('class="katex'))
        expect(readIn(content), title).toBe(shownBy(html))
    }
  })
})

test.describe('A text is read', () => {
  const linesOf = (markdown: string): string[] => partsOf(markdown, 10).texts.map(({ text, line }) => `${line}: ${text}`)

  test('with the line in which it begins', () => {
    expect(linesOf('\n\n    One\n\n# Two\n\n| a |\n|---|\n| b |')).toEqual(['12: One', '14: Two', '16: a', '18: b'])
    expect(linesOf('> [!NOTE] One\n> two\n>\n> three')).toEqual(['10: One', '11: two', '13: three'])
    expect(linesOf('One[^a]\n\n[^a]: two\n\nthree <Box\n  title="four" /> five\n![six](/6.png "seven")')).toEqual(['10: One[1]', '15: four', '16: six', '16: seven', `14: three ${unreadable}\n five\n`, '12: two'])
  })

  test('in quotation marks where it is a block quotation, and an alert is none', () => {
    expect(linesOf('> One\n> two')).toEqual(['10: “One\ntwo”'])
    expect(linesOf('<blockquote>\n  One\n  <footer>two</footer>\n</blockquote>')).toEqual(['10: \n  “One”\n  ', '12: two'])
    expect(linesOf('> [!NOTE]\n> One')).toEqual(['10: Note', '11: One'])
  })
})
