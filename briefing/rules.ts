/**
 * What evidence and texts must keep to, whatever the article: the same functions judge the sources, the rendered slides and the PDF.
 */
import type { Located, Nearest, ParagraphFingerprint, Source } from './fingerprint.ts'
import type { Briefing, TextQuoteSelector } from './model.ts'
import type { QuotedString, Token } from './text.ts'
import { copiedRuns, isCut, locate, nearest, paragraphOf, placesOf, runLength } from './fingerprint.ts'
import { isAnsweredByAuthorOnly } from './positions.ts'
import { bareWord, clean, quotedStrings, tokenise, unreadable } from './text.ts'

/** Something to mend. */
export interface Problem {
  /** File and line, or slide. */
  readonly where: string
  /** What is wrong, what was expected, and what to do, over one or more lines. */
  readonly message: string
}

/** A string in quotation marks, and what entitles it to them. */
export interface Quoted extends QuotedString {
  readonly by: 'quotation' | 'article' | 'title' | 'exception' | 'nothing'
}

/** A slide, as far as the rules go. */
export interface JudgedSlide {
  readonly number: number
  /** What it says; lines count from 1. */
  readonly texts: readonly { readonly text: string, readonly file: string, readonly line: number, readonly kind: string }[]
  /** What it shows of the evidence: paragraphs, and ids of quotations. */
  readonly rests: { readonly paragraphs: readonly number[], readonly quotations: readonly string[] }
}

/** Where an entry of the evidence stands. */
export type WhereIs = (collection: string, id: string) => string

/** The rules for one article. */
export interface Rules {
  /**
   * What is wrong in a text of ours: strings in quotation marks that nothing proves, eight words in a row from the article outside a quotation, the author's
   * loaded words outside one. With `line`, where the text begins, each problem gets its own line.
   */
  readonly checkText: (text: string, where: string, line?: number) => Problem[]
  /** Every string in quotation marks in a text, and what proves it. */
  readonly quotedIn: (text: string) => Quoted[]
  /** What is wrong with a quotation, to go on from its name; nothing if the article puts it in quotation marks in the paragraph that it names, word for word. */
  readonly checkQuotation: (quotation: TextQuoteSelector & { readonly paragraph: number }) => string | undefined
  /** Every text in the evidence, with the collection, id and property it stands in. */
  readonly evidenceTexts: () => { readonly text: string, readonly collection: string, readonly id: string, readonly property: string }[]
  /**
   * Everything that is wrong or missing, in the order to work it off: in the quotations, in who says what where, in the disputes, in the wording of
   * evidence and slides, and in what the slides leave out.
   */
  readonly checkDeck: (slides: readonly JudgedSlide[], whereIs: WhereIs) => Problem[]
}

/** How many of the article's words in a row are a copy: fewer are what names and facts take. */
const copiedLength = 8

// Not said to anybody, or proved by other means.
const notText: ReadonlySet<string> = new Set(['id', 'exact', 'prefix', 'suffix', 'kind', 'voice', 'label'])

/** Makes the rules for an article from its evidence and its fingerprint. */
export function rulesFor(evidence: Briefing, source: Source): Rules {
  const last = source.paragraphs.length
  const speakers: ReadonlySet<unknown> = new Set(Object.values(evidence.speakers))
  const outlets: ReadonlySet<unknown> = new Set(Object.values(evidence.outlets))
  const quotations = Object.values(evidence.quotations)
  const exact = quotations.map(quotation => ({ quotation, tokens: tokensOf(quotation.exact) }))
  const exceptions = new Set(evidence.quotationMarkExceptions.map(({ text }) => keyOf(text)))
  const title = source.title === null ? undefined : keyOf(source.title)
  const loaded = evidence.loadedWords.map(word => tokensOf(word).map(bareWord)).filter(words => words.length > 0)

  const proofOf = (text: string): Quoted['by'] => {
    const tokens = tokensOf(text)
    if (exceptions.has(keyOf(text)))
      return 'exception'
    if (keyOf(text) === title)
      return 'title'
    if (exact.some(quotation => isPart(tokens, quotation.tokens)))
      return 'quotation'
    // A short string has no context of its own, but where it goes on from a quotation it has that one's.
    const contexts = exact.filter(quotation => isPart(quotation.tokens, tokens)).map(({ quotation: { prefix } }) => prefix)
    return [undefined, ...contexts].some(prefix => isInArticle(source, prefix === undefined ? { exact: text } : { exact: text, prefix })) ? 'article' : 'nothing'
  }

  const quotedIn = (text: string): Quoted[] => quotedStrings(clean(text))
    .filter(quoted => quoted.text.includes(unreadable) || tokenise(quoted.text).some(token => bareWord(token) !== ''))
    .map(quoted => ({ ...quoted, by: quoted.closed && !quoted.text.includes(unreadable) ? proofOf(quoted.text) : 'nothing' }))

  const checkText: Rules['checkText'] = (text, where, line) => {
    const cleaned = clean(text)
    const quoted = quotedIn(text)
    const found: { at: number, message: string }[] = []
    for (const { start, by, ...string } of quoted) {
      if (by === 'nothing')
        found.push({ at: start, message: unproved(string, source) })
    }
    // What stands between the strings in quotation marks is ours.
    const marked = quotedStrings(cleaned)
    for (const [i, from] of [0, ...marked.map(({ end }) => end)].entries()) {
      const own = cleaned.slice(from, marked[i]?.start)
      for (const { words, count, paragraph, start } of copiedRuns(source, own, copiedLength, evidence.properNames))
        found.push({ at: from + start, message: `${count} words in a row are the article’s (${nameOf(paragraph)}): “${words}”.\nSay it in other words, or quote it and say whose words they are.` })
      const words = tokenise(own).filter(token => bareWord(token) !== '')
      for (const phrase of loaded) {
        for (const [k, token] of words.entries()) {
          if (phrase.every((word, j) => words[k + j] !== undefined && bareWord(words[k + j] ?? token) === word))
            found.push({ at: from + token.start, message: `“${own.slice(token.start, words[k + phrase.length - 1]?.end)}” is the author’s loaded word and here it is ours.\nUse a neutral one, or quote the author: in quotation marks, with a reason in quotationMarkExceptions.` })
        }
      }
    }
    return found.sort((a, b) => a.at - b.at).map(({ at, message }) => ({
      where: line === undefined ? where : `${where}:${line + cleaned.slice(0, at).split('\n').length - 1}`,
      message,
    }))
  }

  const evidenceTexts: Rules['evidenceTexts'] = () => {
    const seen = new Set<unknown>()
    return entriesOf(evidence).flatMap(({ collection, id, entry }) => {
      const visit = (value: unknown, property: string): { text: string, collection: string, id: string, property: string }[] => {
        if (typeof value === 'string')
          return [{ text: value, collection, id, property }]
        if (typeof value !== 'object' || value === null || seen.has(value))
          return []
        seen.add(value)
        return Object.entries(value).flatMap(([key, inner]) => notText.has(key) ? [] : visit(inner, Array.isArray(value) ? property : key))
      }
      return visit(entry, id)
    })
  }

  const checkQuotation: Rules['checkQuotation'] = (quotation) => {
    const { exact: words, paragraph } = quotation
    if (tokensOf(words).every(token => bareWord(token) === ''))
      return 'has no words. Put the article’s words into “exact”.'
    return explain(locate(source, quotation), quotation, source) ?? (paragraph === 0 ? 'is not in the body. A quotation names a paragraph from ¶1 on.' : undefined)
  }

  const checkParagraph = (paragraph: unknown): string[] =>
    typeof paragraph === 'number' && Number.isInteger(paragraph) && paragraph >= 1 && paragraph <= last
      ? []
      : [`names ${typeof paragraph === 'number' ? `¶${paragraph}` : 'no paragraph'}; the article has ¶1 to ¶${last}. Name the one that it is read from.`]

  const checkEntry = (value: Readonly<Record<string, unknown>>): string[] => {
    const problems: string[] = []
    if ('paragraphs' in value && Array.isArray(value.paragraphs))
      problems.push(...value.paragraphs.length === 0 ? checkParagraph(undefined) : value.paragraphs.flatMap(checkParagraph))
    if ('paragraph' in value || 'speaker' in value)
      problems.push(...checkParagraph(value.paragraph))
    if ('speaker' in value && !speakers.has(value.speaker))
      problems.push('names no speaker of the evidence. Enter the speaker under speakers, and refer to it.')
    if ('via' in value && value.via !== undefined && !outlets.has(value.via))
      problems.push('names no outlet of the evidence. Enter the outlet under outlets, and refer to it.')
    if ('text' in value && typeof value.text === 'string' && value.text.trim() === '')
      problems.push('says nothing. Put into “text”, in words of our own, what the article says.')
    if ('text' in value && 'voice' in value) {
      const quotation = quotations.find(quotation => quotation === value.quotation)
      if (value.voice === 'direct' && !quotation)
        problems.push('has the voice “direct” but no quotation of the evidence. Add its quotation, or make the voice “indirect”.')
      if (quotation && (value.voice !== 'direct' || value.speaker !== quotation.speaker || value.paragraph !== quotation.paragraph))
        problems.push(`does not agree with its quotation “${quotation.id}”, which is ${quotation.speaker.name}’s, direct, ¶${quotation.paragraph}. Make speaker, voice and paragraph the same.`)
    }
    return problems
  }

  const checkQuotations = (whereIs: WhereIs): Problem[] => [...quotations].sort((a, b) => a.paragraph - b.paragraph).flatMap((quotation) => {
    const message = checkQuotation(quotation)
    return message === undefined ? [] : [{ where: whereIs('quotations', quotation.id), message: `The quotation “${quotation.id}” ${message}` }]
  })

  const checkStatements = (whereIs: WhereIs): Problem[] => {
    const seen = new Set<unknown>(quotations)
    return entriesOf(evidence).flatMap(({ collection, id, entry }) => {
      const visit = (value: unknown): Problem[] => {
        if (typeof value !== 'object' || value === null || seen.has(value))
          return []
        seen.add(value)
        const own = isRecord(value) ? checkEntry(value).map(message => ({ where: whereIs(collection, id), message: `${collection}.${id} ${message}` })) : []
        return [...own, ...Object.values(value).flatMap(visit)]
      }
      return visit(entry)
    })
  }

  const checkDisputes = (whereIs: WhereIs): Problem[] => Object.values(evidence.disputes).flatMap((dispute) => {
    const { id, claims, counterclaims, leavesOut = '' } = dispute
    const saysWhatIsMissing = leavesOut.trim() !== ''
    const missing = [...claims].length === 0
      ? 'has no claim. Enter at least one statement as a claim.'
      : counterclaims.length === 0 && !saysWhatIsMissing
        ? 'is one-sided: it has no counterclaim. Enter one, or say in “leavesOut” that the article gives none.'
        : isAnsweredByAuthorOnly(dispute) && !saysWhatIsMissing
          ? 'has no counterclaim but the author’s. Say in “leavesOut” what the article does not give.'
          : undefined
    return missing === undefined ? [] : [{ where: whereIs('disputes', id), message: `The dispute “${id}” ${missing}` }]
  })

  const checkCoverage = (slides: readonly JudgedSlide[], whereIs: WhereIs): Problem[] => {
    const unshown = quotations.filter(({ id }) => !slides.some(({ rests }) => rests.quotations.includes(id))).map(({ id }) => ({
      where: whereIs('quotations', id),
      message: `The quotation “${id}” is on no slide. Show it: <QuoteCard :quote="$brief.quotations.${id}" />, or with a statement that carries it.`,
    }))
    const uncovered = source.paragraphs.flatMap((_, i) => {
      const paragraph = i + 1
      if (slides.some(({ rests }) => rests.paragraphs.includes(paragraph)))
        return []
      const from = entriesOf(evidence).filter(({ entry }) => isRecord(entry) && entry.paragraph === paragraph).map(({ collection, id }) => `$brief.${collection}.${id}`)
      const remedy = from.length === 0 ? 'The evidence has nothing from it either: enter a statement with that paragraph, and show it.' : `Show what the evidence has from it: ${from.join(', ')}.`
      return [{ where: slides[0]?.texts[0]?.file ?? 'slides', message: `No slide rests on ¶${paragraph}. ${remedy}` }]
    })
    return [...unshown, ...uncovered]
  }

  return {
    checkText,
    quotedIn,
    checkQuotation,
    evidenceTexts,
    checkDeck: (slides, whereIs) => [
      ...checkQuotations(whereIs),
      ...checkStatements(whereIs),
      ...checkDisputes(whereIs),
      ...evidenceTexts().flatMap(({ text, collection, id, property }) =>
        checkText(text, whereIs(collection, id)).map(problem => ({ ...problem, message: `${collection}.${id}, ${property}: ${problem.message}` }))),
      ...slides.flatMap(({ number, texts }) => texts.flatMap(({ text, file, line, kind }) =>
        checkText(text, file, line).map(problem => ({ ...problem, message: `Slide ${number}, ${kind}: ${problem.message}` })))),
      ...checkCoverage(slides, whereIs),
    ],
  }
}

function explain(located: Located, { exact, prefix, suffix, paragraph }: TextQuoteSelector & { readonly paragraph: number }, source: Source): string | undefined {
  const expected = `Expected to find “${exact}” in ¶${paragraph}`
  switch (located.kind) {
    case 'noParagraph':
      return `names ¶${paragraph}; the article has ¶1 to ¶${source.paragraphs.length}. Name the paragraph it stands in.`
    case 'tooShort':
      return `cannot be proved: with its context it has ${located.tokens} ${located.tokens === 1 ? 'word or mark' : 'words and marks'}, and a proof takes ${runLength}.\nGive “${exact}” the words before it as “prefix” or behind it as “suffix”.`
    case 'elsewhere':
      return `is not in ¶${paragraph}.\n${expected}; it stands in ${listOf(located.places.map(place => nameOf(place.paragraph)))}. Name that paragraph.`
    case 'ambiguous':
      return `stands in more than one place: ${listOf(located.places.map(place => nameOf(place.paragraph)))}.\nGive it more words of context, as “prefix” or “suffix”, until only one is left.`
    case 'cut':
      return `begins or ends inside a hyphenated word.\n${expected} as whole words. Take the whole word.`
    case 'missing':
      return `is not the article’s.\n${expected}, with its prefix and suffix. ${nearestTo(located.nearest)}\nCompare it with the article, letter by letter.`
    case 'found':
      if (located.place.marks === 'outside')
        return `stands in ¶${paragraph}, but not in quotation marks: the article reports it and quotes nobody.\nMake it a statement in our words, with the voice “indirect” or “author”.`
      if (located.place.marks === 'across')
        return `runs across the article’s quotation marks in ¶${paragraph}.\nQuote only what stands inside one pair of marks.`
      // Without this, a word lost at either end would leave a quotation that is still in the article.
      if (!located.place.opens && (prefix ?? '') === '')
        return `begins in the middle of what the article puts in quotation marks in ¶${paragraph}.\nQuote it from its beginning, or show that you mean to begin here: give the words before “${exact}” as “prefix”.`
      if (!located.place.closes && (suffix ?? '') === '')
        return `ends before what the article puts in quotation marks in ¶${paragraph} does.\nQuote it to its end, or show that you mean to end here: give the words behind “${exact}” as “suffix”.`
      return undefined
  }
}

function unproved({ text, closed }: Pick<QuotedString, 'text' | 'closed'>, source: Source): string {
  if (!closed)
    return `The quotation mark before “${text.slice(0, 40)}” is never closed. Close it.`
  if (text.includes(unreadable))
    return `“${text.replaceAll(unreadable, '…')}” holds something that only the running deck can tell.\nPut nothing but text and {{ $brief.quotations.<id>.exact }} between quotation marks.`
  const isShort = tokensOf(text).length < runLength
  const places = placesOf(source, { exact: text })
  const what = places.length > 0
    ? `“${text}” is in ${nameOf(places[0]?.paragraph ?? 0)}, but runs across a quotation mark or cuts a hyphenated word there.`
    : isShort
      ? `“${text}” stands in quotation marks, is no quotation of the evidence, and is too short to be looked for without context.`
      : `“${text}” stands in quotation marks, and the article does not have it. ${nearestTo(nearest(source, { exact: text }))}`
  return `${what}\nQuote the article’s words as they are, with an entry in quotations if they are few; or take the marks away; or give the reason for them in quotationMarkExceptions.`
}

function nearestTo(found: Nearest | undefined): string {
  return found
    ? `The longest run of it that the article has${found.loosely ? ', apart from capital letters or punctuation,' : ''} is “${found.words}”, in ${nameOf(found.paragraph)}.`
    : `The article has no run of ${runLength} words of it.`
}

function isInArticle(source: Source, selector: TextQuoteSelector): boolean {
  return placesOf(source, selector).some((place) => {
    const paragraph: ParagraphFingerprint | undefined = paragraphOf(source, place.paragraph)
    return paragraph && !isCut(paragraph, place) && place.marks !== 'across'
  })
}

/** Whether `tokens` stand one after the other in `whole`, and cut none of its hyphenated words. */
function isPart(tokens: readonly Token[], whole: readonly Token[]): boolean {
  return whole.some((_, at) => {
    const end = at + tokens.length
    return tokens.every((token, i) => whole[at + i]?.text === token.text) && ![at - 1, at, end - 1, end].some(i => whole[i]?.joins)
  })
}

function tokensOf(text: string): Token[] {
  return tokenise(clean(text))
}

function keyOf(text: string): string {
  return tokensOf(text).map(token => token.text).join(' ')
}

function nameOf(paragraph: number): string {
  return paragraph === 0 ? 'what stands over the body' : `¶${paragraph}`
}

function listOf(names: readonly string[]): string {
  const shown = [...new Set(names)].slice(0, 5).join(', ')
  return names.length > 1 ? `${shown} (${names.length} places)` : shown
}

function entriesOf(evidence: Briefing): { collection: string, id: string, entry: unknown }[] {
  const collections: [string, unknown][] = Object.entries(evidence)
  return collections.flatMap(([collection, entries]) => isRecord(entries) ? Object.entries(entries).map(([id, entry]) => ({ collection, id, entry })) : [])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
