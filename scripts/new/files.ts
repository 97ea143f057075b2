/** The files of a new deck: evidence with all quotations entered, slides in the usual order, and a place to fill in wherever words are needed. */
import type { Source } from '../../briefing/source.ts'
import { isWord, quotedStrings, sentencesOf, tokenise, withCurlyMarks } from '../../briefing/text.ts'
import { placeholder } from '../../briefing/unfinished.ts'

/** How `package.json` describes a deck that was started here. */
export const description = 'A briefing on one news article'

/** A quotation to enter. */
interface FoundQuotation {
  readonly id: string
  readonly paragraph: number
  readonly exact: string
}

const spaces = /\s+/g
const closing = /[\s.,;:]+$/
const toEscape = /[\\']/g
/** Slides have the outer marks, “…”. */
const innerMarks = /“([^“”]*)”/g

/** Finds every string in quotation marks in the paragraphs of `body`, sentence by sentence. */
export function quotationsIn(body: readonly string[]): FoundQuotation[] {
  return body.flatMap((block, i) => quotedStrings(block)
    .flatMap(({ text }) => sentencesOf(text).map(({ start, end }) => exactWords(text.slice(start, end))))
    .filter(exact => tokenise(exact).some(isWord))
    .map((exact, n) => ({ id: `p${i + 1}${n < 26 ? String.fromCharCode(97 + n) : `z${n}`}`, paragraph: i + 1, exact })))
}

/** The words of a string in quotation marks as a quotation has them: on one line, without punctuation at the end. */
export function exactWords(text: string): string {
  return withCurlyMarks(text.replace(closing, '').trim().replaceAll(spaces, ' ')).replaceAll(innerMarks, '‘$1’')
}

/** A text as TypeScript source. */
export function literal(text: string): string {
  return `'${text.replace(toEscape, String.raw`\$&`)}'`
}

/** One statement for each quotation, and one for each paragraph without any. */
function statementsToEnter(source: Source, quotations: readonly FoundQuotation[]): { id: string, paragraph: number, isQuoted: boolean }[] {
  return source.paragraphs.flatMap((_, i) => {
    const own = quotations.filter(({ paragraph }) => paragraph === i + 1)
    const ids = own.length > 0 ? own.map(({ id }) => id) : [`p${i + 1}`]
    return ids.map(id => ({ id, paragraph: i + 1, isQuoted: own.length > 0 }))
  })
}

/** The text of `briefing/evidence.ts`. */
export function newEvidence(source: Source, quotations: readonly FoundQuotation[]): string {
  const quoted = quotations.map(({ id, paragraph, exact }) => `  ${id}: { exact: ${literal(exact)}, speaker: speakers.todo, voice: 'direct', paragraph: ${paragraph}, about: '${placeholder}' },`)
  const statements = statementsToEnter(source, quotations)
  const said = statements.map(({ id, paragraph, isQuoted }) => isQuoted
    ? `  ${id}: ending(quotations.${id}, '${placeholder}'),`
    : `  ${id}: { text: '${placeholder}', speaker: speakers.author, voice: 'author', paragraph: ${paragraph} },`)
  const author = literal(source.author ?? 'The author')
  return `/** What the article says, in the vocabulary of \`model.ts\`. */
import type { Argument, Briefing, Dispute, Observation, Outlet, Place, Quantity, Quotation, ReportedEvent, Speaker, Statement } from './model.ts'
import { ${quotations.length > 0 ? 'ending, ' : ''}identify } from './model.ts'

const speakers = identify({
  // In place of every speaker that is still to be entered. Delete it when no entry uses it any more.
  todo: { name: '${placeholder}', kind: 'unstated', slot: 5 },
  author: { name: ${author}, kind: 'author',${source.author === null ? ' role: \'name not given\',' : ''} slot: 6 },
} satisfies Record<string, Omit<Speaker, 'id'>>)

const outlets = identify({
} satisfies Record<string, Omit<Outlet, 'id'>>)

const quotations = identify({
${[...quoted, ''].join('\n')}} satisfies Record<string, Omit<Quotation, 'id'>>)

const statements = identify({
${said.join('\n')}
} satisfies Record<string, Omit<Statement, 'id'>>)

const events = identify({
} satisfies Record<string, Omit<ReportedEvent, 'id'>>)

const quantities = identify({
} satisfies Record<string, Omit<Quantity, 'id'>>)

const disputes = identify({
  first: {
    topic: '${placeholder}',
    question: '${placeholder}',
    claim: { position: '${placeholder}', statements: [statements.${statements[0]?.id ?? ''}] },
    counterclaim: { position: '${placeholder}', statements: [], none: '${placeholder}' },
    leavesOut: '${placeholder}',
  },
} satisfies Record<string, Omit<Dispute, 'id'>>)

const observations = identify({
  summary: { kind: 'summary', text: '${placeholder}', paragraphs: [1] },
  open: { kind: 'open', text: '${placeholder}', paragraphs: [1] },
} satisfies Record<string, Omit<Observation, 'id'>>)

const places = identify({
} satisfies Record<string, Omit<Place, 'id'>>)

export const evidence = {
  speakers,
  outlets,
  quotations,
  statements,
  events,
  quantities,
  disputes,
  arguments: identify({
  } satisfies Record<string, Omit<Argument, 'id'>>),
  observations,
  places,
  // The author's words that colour what they describe: slides and notes may not use them as their own.
  loadedWords: [],
  // Names of people, offices and bodies, which count as one word where runs of the article's words are counted.
  properNames: [],
  // Strings in quotation marks that quote nobody, and the reason for each.
  quotationMarkExceptions: [],
} satisfies Briefing
`
}

/** How many statements a new slide holds. */
const perSlide = 4

/** The text of `slides.md`. */
export function newSlides(source: Source, quotations: readonly FoundQuotation[], title: string, fileName: string): string {
  const ids = statementsToEnter(source, quotations).map(({ id }) => id)
  const chunks = Array.from({ length: Math.ceil(ids.length / perSlide) }, (_, i) => ids.slice(i * perSlide, (i + 1) * perSlide))
  const slides = [
    slide('section: Bottom line', placeholder, '<KeyPoints :points="[$brief.observations.summary]" />'),
    slide('section: The sources', placeholder, '<SpeakerTable :statements="Object.values($brief.statements)" :quotations="Object.values($brief.quotations)" :quantities="Object.values($brief.quantities)" />'),
    slide('section: Dispute 1\nrouteAlias: first', placeholder, '<ClaimsTable :disputes="[$brief.disputes.first]" />'),
    ...chunks.map(chunk => slide('section: What is said', placeholder, `<StatementList :statements="[${chunk.map(id => `$brief.statements.${id}`).join(', ')}]" />`)),
    slide('section: Limits', 'What the article leaves open', '<OpenQuestions :observations="[$brief.observations.open]" />'),
    slide('section: Coverage\nrouteAlias: coverage', 'Where every paragraph went', '<CoverageTable :counts="$brief.counts" />'),
    slide('section: Sources\nlayout: close', 'How this was checked', '<SourceCard :source="$brief.source" :edition="$brief.edition" :review="$brief.review" />\n\n<ProofFigures :counts="$brief.counts" />'),
  ]
  const seconds = 20 * (slides.length + 1)
  return `---
theme: default
title: ${JSON.stringify(title)}
titleTemplate: '%s'
info: A briefing on one news article, every line of it traced to a paragraph.
keywords: briefing
lang: en
favicon: /favicon.svg
fonts:
  provider: none
duration: ${Math.ceil(seconds / 60)}min
timer: countdown
selectable: true
transition: none
mcp: false
record: false
monaco: false
twoslash: false
drawings:
  enabled: false
contextMenu: false
browserExporter: dev
exportFilename: ${fileName}
layout: cover
section: A briefing on one news article
---

# ${title}

Claim against counterclaim, every line traced to its paragraph.

<DisputeIndex :disputes="$brief.contents" />

<!--
Target 0:20

${placeholder}
-->
${slides.join('')}`
}

function slide(frontMatter: string, title: string, content: string): string {
  return `
---
${frontMatter}
---

# ${title}

${content}

<!--
Target 0:20

${placeholder}
-->
`
}
