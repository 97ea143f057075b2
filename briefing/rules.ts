/** The rules for evidence and slides of any article. They check the sources, the rendered slides and the PDF. */
import type { Basis, Problem, SlideText, WhereIs } from './basis.ts'
import type { Speaker } from './model.ts'
import { checkQuotationSentence, findUnattributed } from './attribution.ts'
import { everywhere, keyOf } from './basis.ts'
import { checkDisputes, checkEntries, entriesOf, evidenceTexts } from './entries.ts'
import { paragraphsOf } from './model.ts'
import { checkParaphrase, checkRemark, figuresMissingIn } from './paraphrase.ts'
import { checkQuotation, checkQuotations } from './quotation-rules.ts'
import { isRecord } from './record.ts'
import { paragraphOf } from './source.ts'
import { checkText } from './wording.ts'

/** Collections that a slide shows entry by entry, or as a whole. */
type Other = 'events' | 'quantities' | 'arguments' | 'observations' | 'places'

interface SlideContent {
  /** From 1. */
  readonly number: number
  readonly texts: readonly SlideText[]
  /** The evidence that it shows: paragraphs, and ids. */
  readonly rests: { readonly paragraphs: readonly number[], readonly scales: readonly (readonly string[])[] } & Readonly<Record<'quotations' | 'statements' | 'disputes' | Other, readonly string[]>>
}

const numberedDispute = /^Dispute (\d+)\b/
/** Numbers that are ours: of slides, of parts of the talk, of footnotes. */
const ownNumbers = /^Target \d+:\d\d$|\[\d+(?::\d+)?\]|\b(?:slides?|pages?|paragraphs?|disputes?|parts?|points?|steps?|figures?)\s+\d+(?:\s*(?:[,–-]|and|or|to)\s*\d+)*/gi

/**
 * Checks a whole deck.
 * @returns everything that is wrong or missing, in the order to fix it: quotations, who says what where, disputes, the wording of evidence and
 * slides, and what the slides leave out
 */
export function checkDeck(basis: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  return [
    ...checkEvidence(basis, whereIs),
    ...slides.flatMap(slide => checkSlideTexts(basis, slide)),
    ...findUnshownQuotations(basis, slides, whereIs),
    ...findUnshownStatements(basis, slides, whereIs),
    ...findUnshownOthers(basis, slides, whereIs),
    ...findMixedUnits(basis, slides, whereIs),
    ...findUnshownDisputes(basis, slides, whereIs),
    ...findMisnumbered(basis, slides),
    ...findUncoveredParagraphs(basis, slides),
  ]
}

/** Checks the evidence alone, without the slides. */
export function checkEvidence(basis: Basis, whereIs: WhereIs): Problem[] {
  return [
    ...checkQuotations(basis, whereIs),
    ...checkEntries(basis, whereIs),
    ...checkAgainstParagraphs(basis, whereIs),
    ...checkDisputes(basis, whereIs),
    ...evidenceTexts(basis.evidence).flatMap(({ text, collection, id, entry, property }) => startingWith(`${collection}.${id}, ${property}`, [
      ...checkText(basis, text, whereIs(collection, id)),
      ...findUnattributed(basis, text, speakersOf(basis, entry)).map(({ message }) => ({ where: whereIs(collection, id), message })),
    ])),
  ]
}

function startingWith(name: string, problems: readonly Problem[]): Problem[] {
  return problems.map(({ where, message }) => ({ where, message: `${name}: ${message}` }))
}

/** Compares attributions, paraphrases and remarks with the fingerprint. `checkEntries` reports paragraphs that do not exist. */
function checkAgainstParagraphs(basis: Basis, whereIs: WhereIs): Problem[] {
  const { evidence, source } = basis
  const exists = (paragraph: number): boolean => paragraphOf(source, paragraph) !== undefined
  const problemsOf = <T extends { readonly id: string }>(collection: string, entries: Readonly<Record<string, T>>, check: (entry: T) => string[]): Problem[] =>
    Object.values(entries).filter(entry => paragraphsOf([entry]).every(exists)).flatMap(entry => check(entry).map(message => ({ where: whereIs(collection, entry.id), message: `${collection}.${entry.id} ${message}` })))
  return [
    ...problemsOf('quotations', evidence.quotations, quotation => checkQuotation(source, quotation) === undefined ? checkQuotationSentence(basis, quotation) : []),
    ...problemsOf('statements', evidence.statements, statement => checkParaphrase(basis, statement)),
    ...problemsOf('events', evidence.events, event => checkParaphrase(basis, event)),
    ...problemsOf('quantities', evidence.quantities ?? {}, quantity => checkParaphrase(basis, quantity)),
    ...problemsOf('observations', evidence.observations, ({ text, paragraphs }) => checkRemark(basis, text, paragraphs)),
    ...problemsOf('disputes', evidence.disputes, ({ question, claim, counterclaim, leavesOut = '' }) =>
      [question, claim.position, counterclaim.position, leavesOut].flatMap(text => checkRemark(basis, text, paragraphsOf([claim, counterclaim])))),
  ]
}

/** The speakers that are named wherever an entry is shown. */
function speakersOf({ evidence }: Basis, entry: unknown): Speaker[] {
  const named = isRecord(entry) ? [entry.speaker, entry.party] : []
  return Object.values(evidence.speakers).filter(speaker => named.includes(speaker))
}

function checkSlideTexts(basis: Basis, { number, texts }: SlideContent): Problem[] {
  return texts.flatMap(({ text, file, line, kind, speakers }) => startingWith(`Slide ${number}, ${kind}`, [
    ...checkText(basis, text, file, line),
    ...findUnattributed(basis, text, speakers).map(({ line: further, message }) => ({ where: `${file}:${line + further}`, message })),
    ...['text', 'heading', 'note'].includes(kind)
      ? figuresMissingIn(basis, text.trim().replace(ownNumbers, ''), everywhere(basis)).map(words => ({ where: `${file}:${line}`, message: `says “${words}”, which the article nowhere does.\nUse the article’s figure or date; spell out a number of your own.` }))
      : [],
  ]))
}

function findUnshownQuotations({ evidence }: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  return Object.values(evidence.quotations).filter(({ id }) => !slides.some(({ rests }) => rests.quotations.includes(id))).map(({ id }) => ({
    where: whereIs('quotations', id),
    message: `The quotation “${id}” is on no slide. Show it: <QuoteCard :quote="$brief.quotations.${id}" />, or with a statement that has it.`,
  }))
}

function findUnshownStatements({ evidence }: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  const said = slides.flatMap(({ texts }) => texts.map(({ text }) => keyOf(text)))
  return Object.values(evidence.statements)
    .filter(({ id, text, unused }) => unused === undefined && !slides.some(({ rests }) => rests.statements.includes(id)) && !said.some(words => words.includes(keyOf(text))))
    .map(({ id }) => ({
      where: whereIs('statements', id),
      message: `No slide and no note shows what the statement “${id}” says: an overview of all statements does not. Name it on a slide, $brief.statements.${id}, or say why not in its “unused”.`,
    }))
}

function findUnshownOthers({ evidence }: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  const problemsOf = (collection: Other, name: string, tag: string, remedy = 'delete it'): Problem[] => Object.values<{ readonly id: string, readonly unused?: string }>(evidence[collection] ?? {})
    .filter(({ id, unused }) => unused === undefined && !slides.some(({ rests }) => rests[collection].includes(id)))
    .map(({ id }) => ({ where: whereIs(collection, id), message: `The ${name} “${id}” is on no slide. Show it: <${tag.replace('…', `$brief.${collection}.${id}`)} />, or ${remedy}.` }))
  const notShown = 'say why not in its “unused”'
  return [
    ...problemsOf('events', 'event', 'TimeLine :events="[…]"', notShown),
    ...problemsOf('quantities', 'quantity', 'QuantityScale :quantities="[…]"', notShown),
    ...problemsOf('arguments', 'argument', 'AuthorArgument :argument="…"'),
    ...problemsOf('observations', 'observation', 'OpenQuestions :observations="[…]"', 'in <KeyPoints> if its kind is “summary”, by its name, since a list of all is none; or delete it'),
    ...problemsOf('places', 'place', 'LocatorMap :places="[…]"'),
  ]
}

function findMixedUnits({ evidence }: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  const { quantities = {} } = evidence
  return slides.flatMap(({ number, rests }) => rests.scales.flatMap(([first = '', ...others]) => others
    .filter(id => quantities[id]?.unit !== quantities[first]?.unit)
    .map(id => ({ where: whereIs('quantities', id), message: `Slide ${number} has “${id}” (${quantities[id]?.unit}) and “${first}” (${quantities[first]?.unit}) on one scale. Use one unit for both, or show them on two scales.` }))))
}

function findUnshownDisputes({ evidence }: Basis, slides: readonly SlideContent[], whereIs: WhereIs): Problem[] {
  return Object.values(evidence.disputes).filter(({ id }) => !slides.some(({ rests }) => rests.disputes.includes(id))).map(({ id }) => ({
    where: whereIs('disputes', id),
    message: `No slide shows the dispute “${id}” with its two sides: an overview of all disputes does not. Show it: <ClaimsTable :disputes="[$brief.disputes.${id}]" />.`,
  }))
}

/** A section that is called “Dispute 2” shows the dispute that is the second one on the cover. */
function findMisnumbered({ evidence }: Basis, slides: readonly SlideContent[]): Problem[] {
  const ids = Object.keys(evidence.disputes)
  return slides.flatMap(({ number, texts, rests }) => texts.flatMap(({ text, kind, file, line }) => {
    const [, given] = kind === '“section” in the front matter' ? numberedDispute.exec(text) ?? [] : []
    const [id = ''] = rests.disputes
    const own = ids.indexOf(id) + 1
    return given === undefined || own === 0 || Number(given) === own ? [] : [{ where: `${file}:${line}`, message: `Slide ${number} is called “${text}”, and its dispute “${id}” is number ${own} of the evidence, and so of the cover. Write ${own}, or change the order of the disputes.` }]
  }))
}

function findUncoveredParagraphs({ evidence, source }: Basis, slides: readonly SlideContent[]): Problem[] {
  return source.paragraphs.flatMap((_, i) => {
    const paragraph = i + 1
    if (slides.some(({ rests }) => rests.paragraphs.includes(paragraph)))
      return []
    const from = entriesOf(evidence).filter(({ entry }) => isRecord(entry) && entry.paragraph === paragraph).map(({ collection, id }) => `$brief.${collection}.${id}`)
    const remedy = from.length === 0 ? 'The evidence has nothing from it either: enter a statement with that paragraph, and show it.' : `Show what the evidence has from it: ${from.join(', ')}.`
    return [{ where: slides[0]?.texts[0]?.file ?? 'slides', message: `No slide rests on ¶${paragraph}. ${remedy}` }]
  })
}
