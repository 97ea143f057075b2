/**
 * Makes the briefing as one page to read, from the rendered slides: the same order, headings, lists, tables and pictures, without the canvas. For
 * phones, screen readers, zoom, browsers without scripts, crawlers.
 */
import type { Page } from 'playwright'
import type { Deck } from '../build/deck.ts'
import type { ReadSlide } from './in-page/read-page.ts'
import { readFile } from 'node:fs/promises'
import { escapeUTF8 } from 'entities/escape'
import { selectors } from '../../slidev/dom.ts'
import { pageModule } from '../browser/in-page.ts'
import { fontsInUse, ruleForStyle, rulesInUse } from './rules-in-use.ts'

const inPage = pageModule<typeof import('./in-page/read-page.ts')>(new URL('in-page/read-page.ts', import.meta.url))

/** The briefing as one page to read, in parts, because the first page shows them too if there are no scripts. */
export interface ReadPage {
  /** The content of the page's body. Its addresses are relative to the site's folder. */
  readonly body: string
  readonly css: string
}

interface ReadPageOptions {
  /** The path of the site on its host, with a slash at both ends. */
  readonly base: string
  /** The file name of the PDF beside the page. */
  readonly pdf: string
}

/**
 * Makes the page to read.
 * @param page Slidev's print page, as `withPrintPage` opens it
 */
export async function makeReadPage(page: Page, deck: Deck, { base, pdf }: ReadPageOptions): Promise<ReadPage> {
  const own = await readFile(new URL('read-page.css', import.meta.url), 'utf8')
  const classes = [...new Set(Array.from(own.matchAll(/\.([a-z][\w-]*)/gi), ([, name = '']) => name))]
  const { css: fonts } = await fontsInUse(page)
  const { slides, styles } = await inPage.call(page, 'takeSlides', classes, deck.slides.flatMap(({ isAppendix }, index) => isAppendix === true ? [index + 1] : []))
  const pictures = [await rulesInUse(page, { within: `${selectors.printedSlide} svg` }), ...styles.map(ruleForStyle)].join('\n')
  const tokens = [...new Set(Array.from(`${own} ${pictures}`.matchAll(/var\((--[\w-]+)/g), ([, name = '']) => name))]
  const values = await inPage.call(page, 'readTokens', tokens)
  return {
    body: pageBody(slides, deck, pdf),
    css: [values, fonts.replaceAll(`url("${base}`, 'url("'), own, pictures].join('\n'),
  }
}

function pageBody(slides: readonly ReadSlide[], deck: Deck, pdf: string): string {
  const [cover, ...others] = slides
  const isAppendix = ({ no }: ReadSlide): boolean => deck.slides[no - 1]?.isAppendix === true
  const presented = others.filter(slide => !isAppendix(slide))
  const appendix = others.filter(isAppendix)
  return `
<header class="masthead" id="slide-1">
  ${kicker(cover?.section ?? '')}
  <h1>${escapeUTF8(cover === undefined || cover.title === '' ? deck.title : cover.title)}</h1>
  ${cover?.html ?? ''}
  <p class="other-forms"><a href="./">Show as slides</a> <a href="${pdf}">PDF</a></p>
</header>
<nav class="contents" aria-labelledby="contents">
  <h2 id="contents">Contents</h2>
  <ol start="2">${presented.map(entry).join('')}</ol>
  ${appendix.length > 0 ? `<h3>Appendix</h3>\n  <ol class="appendix-entries">${appendix.map(entry).join('')}</ol>` : ''}
</nav>
<main>
${presented.map(slide => article(slide, 'h2')).join('\n')}
${appendix.length > 0 ? `<section class="appendix" aria-labelledby="appendix">\n<h2 id="appendix">Appendix</h2>\n${appendix.map(slide => article(slide, 'h3')).join('\n')}\n</section>` : ''}
</main>`
}

function entry({ no, title }: ReadSlide): string {
  return `<li><a href="#slide-${no}">${escapeUTF8(title)}</a></li>`
}

function article({ no, title, section, html }: ReadSlide, heading: 'h2' | 'h3'): string {
  return `<article id="slide-${no}" aria-labelledby="slide-${no}-title">
  ${kicker(section)}
  <${heading} id="slide-${no}-title">${escapeUTF8(title)}</${heading}>
  ${html}
</article>`
}

function kicker(section: string): string {
  return section === '' ? '' : `<p class="kicker">${escapeUTF8(section)}</p>`
}
