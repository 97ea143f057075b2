/** Assembles the pages of the site from Vite's page and the rendered slides. */
import type { Deck } from '../build/deck.ts'
import type { Prerendered } from './prerender.ts'
import type { ReadPage } from './read-page.ts'
import { escapeUTF8 } from 'entities/escape'
import { Failure } from '../../deck/failure.ts'
import { selectors } from '../../slidev/dom.ts'
import { readingPolicy } from './policy.ts'

interface DeckPageOptions {
  /** The page that Vite built. */
  readonly built: string
  readonly deck: Deck
  readonly base: string
  readonly boot: string
  readonly prerendered: Prerendered
  readonly readPage: ReadPage
  /** The slide that is in the page; none for a page of any other address. */
  readonly no?: number
  /** More for the head. */
  readonly head: string
}

/**
 * Styles of what is in the page beside the slide: the notice of a failure, and the link to the page to read. The link is visible when focused, and
 * below the slide on a phone held upright, where a slide is too small to read. Slidev's other views do not show it.
 */
function furniture({ width, height }: Deck): string {
  return `
#prerendered{position:fixed;inset:0;z-index:10}
html:not(.prerendered) #prerendered{display:none}
.prerendered #app{visibility:hidden}
.read-link,#trouble{position:fixed;z-index:20;left:50%;box-sizing:border-box;width:max-content;max-width:100%;transform:translateX(-50%);padding:10px 20px;border:1px solid #16191d;background:#fff;color:#16191d;font:17px/26px system-ui,sans-serif}
.read-link{top:8px}
.read-link:not(:focus){clip-path:inset(50%)}
#trouble{bottom:16px;margin:0}
#trouble[hidden]{display:none}
#trouble a{color:inherit}
@media (orientation:portrait) and (max-width:800px){.read-link{top:calc(50% + 50vw*${height}/${width} + 16px)}.read-link:not(:focus){clip-path:none}}
html:not(:has(${selectors.slideshow})) .other-forms,html:has(${selectors.presenter}) .other-forms{display:none}
@media print{.read-link,#trouble{display:none}}
`
}

const source = /src="([^"]+)"/
const picture = /<svg[^>]*role="img"[^>]*aria-label="([^"]*)".*?<\/svg>/gs
const headTag = /<(?:script|link|meta|title)\b[^>]*>(?:[^<]*<\/(?:script|title)>)?/g

/**
 * Makes a page of the deck. `<!-- policy -->` marks where its policy goes.
 * @throws {Failure} of kind `build` if Vite's page has no script or style sheet, or more than one of either.
 */
export function deckPage({ built, deck, base, boot, prerendered, readPage, no, head }: DeckPageOptions): string {
  const tags = (built.split('</head>')[0] ?? '').match(headTag) ?? []
  const scripts = tags.filter(tag => tag.startsWith('<script'))
  const icons = tags.filter(tag => tag.includes('rel="icon"'))
  const sheets = tags.filter(tag => tag.includes('rel="stylesheet"'))
  const [script] = scripts
  if (script === undefined || scripts.length > 1 || sheets.length === 0 || !built.includes('<div id="app"></div>'))
    throw new Failure('build', 'Vite’s page is not what scripts/publish/pages.ts expects: one script, style sheets and an empty #app. Adapt that file to this version of Slidev or Vite.')

  const slide = no === undefined ? undefined : deck.slides[no - 1]
  const names = no === undefined ? '' : [no, ...slide?.alias === undefined ? [] : [slide.alias]].join(' ')
  const entry = source.exec(script)?.[1]
  return `<!DOCTYPE html>
<html lang="${escapeUTF8(deck.language)}"${no === undefined ? '' : ` data-slide="${escapeUTF8(names)}"`}>
<head>
<meta charset="utf-8">
<!-- policy -->
<meta name="viewport" content="width=device-width, initial-scale=1">
${metadata(deck, base, slide?.title)}
${icons.join('\n')}
<script>${boot}</script>
<style>${no === undefined ? '' : prerendered.css}
${furniture(deck)}</style>
${no === undefined ? '' : prerendered.fonts.map(href => `<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin>`).join('\n')}
${script}
${prerendered.scripts.filter(href => href !== entry).map(href => `<link rel="modulepreload" crossorigin href="${href}">`).join('\n')}
${sheets.map(tag => no === undefined ? tag : tag.replace('<link', '<link media="print"')).join('\n')}
${head}
${no === 1 ? `<noscript><link rel="stylesheet" href="${base}read.css"></noscript>` : `<noscript><meta http-equiv="refresh" content="0; url=${base}read.html${no === undefined ? '' : `#slide-${no}`}"></noscript>`}
</head>
<body>
<nav class="other-forms" aria-label="Other forms"><a class="read-link" href="${base}read.html">Read as one page</a></nav>
${no === undefined ? '' : `<div id="prerendered">${prerendered.slides[no - 1] ?? ''}</div>`}
<div id="app"></div>
<p id="trouble" role="alert" hidden>Part of this deck could not be loaded. <a href="">Reload</a> or <a href="${base}read.html">read it as one page</a>.</p>
${no === 1 ? `<noscript>${withoutPictures(readPage.body)}</noscript>` : ''}
</body>
</html>
`
}

/** A map can be larger than all the text, so a link replaces it here. */
function withoutPictures(html: string): string {
  return html.replace(picture, '<p><a href="read.html">Picture: $1</a></p>')
}

/** Makes the page to read, which needs no other file. */
export function readingPage({ deck, readPage: { body, css }, head }: { readonly deck: Deck, readonly readPage: ReadPage, readonly head: string }): string {
  return `<!DOCTYPE html>
<html lang="${escapeUTF8(deck.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${readingPolicy(css)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${metadata(deck, '', undefined)}
<style>${css}</style>
${head}
</head>
<body>
${body}
</body>
</html>
`
}

function metadata({ title, subject, author, keywords }: Deck, base: string, slideTitle: string | undefined): string {
  const tags: readonly (readonly [attribute: 'name' | 'property', key: string, value: string | undefined])[] = [
    ['name', 'description', subject],
    ['name', 'author', author],
    ['name', 'keywords', keywords.length > 0 ? keywords.join(', ') : undefined],
    ['property', 'og:type', 'article'],
    ['property', 'og:title', slideTitle ?? title],
    ['property', 'og:description', subject],
    ['property', 'og:image', `${base}og-image.png`],
    ['property', 'og:image:alt', title],
    ['name', 'twitter:card', 'summary_large_image'],
  ]
  return [
    `<title>${escapeUTF8(title)}</title>`,
    ...tags.flatMap(([attribute, key, value]) => value === undefined ? [] : [`<meta ${attribute}="${key}" content="${escapeUTF8(value)}">`]),
  ].join('\n')
}
