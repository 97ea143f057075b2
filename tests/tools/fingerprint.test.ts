/**
 * The fingerprint judges every quotation rightly. Harmful and harmless changes are generated from the evidence's own selectors, thousands of them;
 * articles of other kinds are of our own writing or generated here, where a plain search in the text says what is right.
 */
import type { Quotation, TextQuoteSelector } from '../../briefing/model.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'playwright/test'
import { keyOf } from '../../briefing/basis.ts'
import { evidence } from '../../briefing/evidence.ts'
import { copiedWords, nearest, paragraphsThatQuote } from '../../briefing/matching.ts'
import { checkQuotation as explainQuotation } from '../../briefing/quotation-rules.ts'
import { fingerprint } from '../../briefing/source.ts'
import { clean, nestedQuotedStrings, sentencesOf, tokenise, withoutEnd } from '../../briefing/text.ts'
import { readSource } from '../../deck/article.ts'
import { attack } from '../../scripts/bench/attack.ts'
import { renumber, renumbering, shiftsOf } from '../../scripts/fingerprint/renumber.ts'

const source = readSource('.')
const quotations = Object.values<Quotation>(evidence.quotations)
/** Those that are cut, whole. */
const whole = quotations.map(({ partOf, ...quotation }) => ({ ...quotation, exact: partOf ?? quotation.exact }))
const aQuotation = anyOf(whole)
const checkQuotation = (quotation: Selector): string | undefined => explainQuotation(source, quotation)

const bareKey = (text: string): string => withoutEnd(tokenise(clean(text))).map(token => token.text).join(' ')

/** How many changes of each kind are tried. */
const runs = { numRuns: 3000 }

type Selector = TextQuoteSelector & Pick<Quotation, 'paragraph' | 'partOf'>

/** Any of these; where there are none, nobody may ask. */
function anyOf<T>(values: readonly T[]): fc.Arbitrary<T> {
  return values.length > 0 ? fc.constantFrom(...values) : fc.nat().filter((_): _ is never => false)
}

function selectorOf({ exact, prefix, suffix, paragraph }: Selector): Selector {
  return { exact, paragraph, ...prefix !== undefined && { prefix }, ...suffix !== undefined && { suffix } }
}

const wordsOf = (text: string): string[] => text.split(' ')
const allWords = [...new Set(quotations.flatMap(({ exact }) => wordsOf(exact)))]
const aWord = fc.oneof(anyOf(allWords), fc.constantFrom('not', 'never', 'three', '42', 'Lisbon', 'the', 'and'), fc.stringMatching(/^[a-z]{2,9}$/))

/** Tries a change at every quotation and word; where it changes nothing, the case is skipped. */
function refuses(change: (words: readonly string[], at: number, word: string) => readonly string[]): void {
  fc.assert(fc.property(aQuotation, fc.nat(), aWord, (quotation, position, word) => {
    const words = wordsOf(quotation.exact)
    const exact = change(words, position % words.length, word).join(' ')
    // One word of the paragraph's quotations in place of another is a true quotation.
    fc.pre(!whole.some(other => keyOf(other.exact) === keyOf(exact) && other.paragraph === quotation.paragraph))
    return checkQuotation({ ...selectorOf(quotation), exact }) !== undefined
  }), runs)
}

test.describe('A quotation of the evidence', () => {
  test.skip(quotations.length === 0, 'The article quotes nobody directly.')

  test('is found as it stands', () => {
    for (const quotation of quotations)
      expect(checkQuotation(quotation), quotation.id).toBeUndefined()
  })

  test('is refused with a word dropped', () => {
    refuses((words, at) => words.toSpliced(at, 1))
  })

  test('is refused with a word put in, at either end too', () => {
    refuses((words, at, word) => words.toSpliced(at, 0, word))
    refuses((words, _, word) => [...words, word])
  })

  test('is refused with a word replaced', () => {
    refuses((words, at, word) => words.with(at, word))
  })

  test('is refused with a word repeated', () => {
    refuses((words, at) => words.toSpliced(at, 0, words[at] ?? ''))
  })

  test('is refused with two words in another order', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), fc.nat(), (quotation, first, second) => {
      const words = wordsOf(quotation.exact)
      const [i, j] = [first % words.length, second % words.length]
      const exact = words.with(i, words[j] ?? '').with(j, words[i] ?? '').join(' ')
      fc.pre(exact !== quotation.exact)
      return checkQuotation({ ...selectorOf(quotation), exact }) !== undefined
    }), runs)
  })

  test('is refused with one letter in another case', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), (quotation, position) => {
      const at = position % quotation.exact.length
      const letter = quotation.exact.charAt(at)
      const exact = quotation.exact.slice(0, at) + (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) + quotation.exact.slice(at + 1)
      fc.pre(exact !== quotation.exact)
      return checkQuotation({ ...selectorOf(quotation), exact }) !== undefined
    }), runs)
  })

  test('is refused with one letter dropped, put in, replaced or given an accent', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), fc.constantFrom('', 'a', 's', '7', '\u0301', '.', ',', '!'), fc.boolean(), (quotation, position, letter, isReplaced) => {
      const at = position % quotation.exact.length
      const exact = quotation.exact.slice(0, at) + letter + quotation.exact.slice(isReplaced ? at + 1 : at)
      // Spaces beside punctuation are typography, and so are quotation marks inside.
      const tight = (words: string): string => clean(words).replace(/(?<!\p{L})\p{Quotation_Mark}|\p{Quotation_Mark}(?!\p{L})/gu, '').replace(/\s+/g, ' ').replace(/ ?(\p{P}) ?/gu, '$1').replace(/[.,;:\p{Quotation_Mark}]+$/u, '').trim()
      fc.pre(tight(exact) !== tight(quotation.exact))
      return checkQuotation({ ...selectorOf(quotation), exact }) !== undefined
    }), runs)
  })

  test('is refused when cut anywhere, whatever is given as its context', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), fc.boolean(), fc.boolean(), (quotation, position, isAtEnd, isKept) => {
      const length = 1 + position % (quotation.exact.length - 1)
      const [cut, rest] = isAtEnd ? [quotation.exact.slice(0, -length), quotation.exact.slice(-length)] : [quotation.exact.slice(length), quotation.exact.slice(0, length)]
      const context = isAtEnd ? { suffix: rest } : { prefix: rest }
      // A whole sentence may be quoted, and what is in quotation marks inside it; its marks are typography.
      const text = clean(quotation.exact)
      const parts = [...sentencesOf(text), ...nestedQuotedStrings(text)].map(({ start, end }) => text.slice(start, end))
      fc.pre(![text, ...parts].map(bareKey).includes(bareKey(cut)))
      return checkQuotation({ ...selectorOf(quotation), ...isKept && context, exact: cut }) !== undefined
    }), runs)
  })

  test('may be cut if it shows it, at the ends of words', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), fc.boolean(), (quotation, position, isAtEnd) => {
      const words = wordsOf(quotation.exact)
      fc.pre(words.length > 1)
      const count = 1 + position % (words.length - 1)
      const kept = isAtEnd ? words.slice(0, -count) : words.slice(count)
      // The article's own … shows a cut there.
      fc.pre(!kept.at(isAtEnd ? -1 : 0)?.includes('…'))
      const part = kept.join(' ')
      const check = (exact: string): string | undefined => checkQuotation({ ...selectorOf(quotation), exact, partOf: quotation.exact })
      const outermost = (isAtEnd ? wordsOf(part).at(-1)?.split('').reverse() : wordsOf(part)[0]?.split('')) ?? []
      const isWord = outermost.length > 1 && /[\p{L}\p{N}]/u.test(outermost[0] ?? '')
      return check(part) !== undefined && check(isAtEnd ? `${part} …` : `… ${part}`) === undefined && (!isWord || check(isAtEnd ? `${part.slice(0, -1)} …` : `… ${part.slice(1)}`) !== undefined)
    }), runs)
  })

  test('may be cut to a word that it has twice, and at the article’s own ellipsis', () => {
    const print = fingerprint('“It is what there is … to see,” he said.', { leadingBlocks: 0 })
    const check = (exact: string): string | undefined => explainQuotation(print, { exact, partOf: 'It is what there is … to see', paragraph: 1 })
    for (const exact of ['It is … see', 'It is what there is …', '… is … to see'])
      expect(check(exact), exact).toBeUndefined()
    for (const exact of ['It is', 'is … to see', '… what'])
      expect(check(exact), exact).toBeDefined()
  })

  test('is refused when joined to another', () => {
    fc.assert(fc.property(aQuotation, aQuotation, fc.constantFrom(' ', ', ', ' … ', '. ', ' and ', '” “'), (first, second, between) => {
      const joined = { exact: first.exact + between + second.exact, paragraph: first.paragraph }
      // Two sentences that follow one another between the same marks are correct when they are joined.
      fc.pre(!paragraphsThatQuote(source, tokenise(clean(joined.exact))).includes(first.paragraph))
      return checkQuotation(joined) !== undefined
    }), runs)
  })

  test('is refused in any paragraph but its own', () => {
    fc.assert(fc.property(aQuotation, fc.integer({ min: -1, max: source.paragraphs.length + 2 }), (quotation, paragraph) => {
      fc.pre(paragraph !== quotation.paragraph)
      return checkQuotation({ ...selectorOf(quotation), paragraph }) !== undefined
    }), runs)
  })

  test('is found whatever its typography: marks, dashes, spaces, line breaks, soft hyphens, decomposed letters', () => {
    const spaces = fc.constantFrom(' ', '  ', '\u00A0', ' \u00A0', '\u2009', '\u202F', '\u3000', '\n', '\r\n', '\t', '\u2028')
    const marks = fc.constantFrom('“', '”', '"', '\'', '’', '‘', '«', '»', '„', '')
    const hidden = fc.constantFrom('', '\u00AD', '\u200B', '\u2060', '\uFEFF', '\u200E')
    fc.assert(fc.property(aQuotation, fc.infiniteStream(spaces), fc.infiniteStream(marks), fc.infiniteStream(hidden), fc.boolean(), (quotation, space, mark, invisible, isDecomposed) => {
      const disguise = (text: string): string => Array.from(isDecomposed ? text.normalize('NFD') : text, (character) => {
        if (character === ' ')
          return String(space.next().value)
        return '“”"«»„'.includes(character) ? String(mark.next().value) : character + String(invisible.next().value)
      }).join('').replaceAll('’', '\'')
      return checkQuotation({ exact: disguise(quotation.exact), paragraph: quotation.paragraph }) === undefined
    }), runs)
  })

  test('does not let the repository hold the article: no word of it can be read in the fingerprint', () => {
    const json = readFileSync('briefing/source.json', 'utf8').toLowerCase()
    for (const word of allWords.filter(word => word.length > 6))
      expect(json).not.toContain(word.toLowerCase())
  })
})

test.describe('Another article', () => {
  /** Of our own writing: repeated phrases, numbers, diacritics, right-to-left words, one-word quotations, and every kind of mark. */
  const article = [
    'Harbour Notes',
    'The ferry to Łódźka left at 7:45 with 1,250 people and 3.5 tonnes of mail. “It was full,” said Zoë Ångström. “It was full again,” she said of the next one.',
    'The mayor said “no.” The mayor said “no” again on the 12th, and the harbour-master called the toll-free line “useless”.',
    'Im Hafen sagte sie: „Wir warten“, und ging. À quai, « nous attendons », dit-il. The board’s ‘patient, travellers’ friend’ stayed shut.',
    'הרציף נסגר, ״אנחנו מחכים״ אמרה רב־חובלת המעבורת. قالت القبطانة «نحن ننتظر» ثم غادرت الميناء.',
    'No.',
    'The mayor waited — as everybody did – for the 9:15, the U.S.-built ferry; it was full.',
  ].join('\n\n')
  const print = fingerprint(article, { leadingBlocks: 1 })
  const quotedIn = (words: string): number[] => paragraphsThatQuote(print, tokenise(clean(words)))

  test('has its headline set apart and its paragraphs counted', () => {
    expect(print.leadingBlocks).toBe(1)
    expect(print.paragraphs).toHaveLength(6)
  })

  test('has each string in quotation marks, of whatever kind, whole or a whole sentence of it, and no part', () => {
    const strings: Readonly<Record<string, number[]>> = {
      'It was full,': [1],
      'It was full': [1],
      'It was full again': [1],
      'no.': [2],
      'no': [2],
      'useless': [2],
      'Wir warten': [3],
      'nous attendons': [3],
      'patient, travellers’ friend': [3],
      'אנחנו מחכים': [4],
      '\u200Fאנחנו מחכים\u200F': [4],
      'نحن ننتظر': [4],
    }
    for (const [words, paragraphs] of Object.entries(strings))
      expect(quotedIn(words), words).toEqual(paragraphs)
    for (const words of ['was full', 'It was', 'No', 'no!', 'useful', 'Useless', 'patient', 'The mayor said', 'מחכים אנחנו', 'full. It was full again'])
      expect(quotedIn(words), words).toEqual([])
    const speech = fingerprint('“We have waited. Nobody came, and nobody will. Not now.” So she said.', { leadingBlocks: 0 })
    for (const words of ['We have waited. Nobody came, and nobody will. Not now.', 'We have waited', 'Nobody came, and nobody will.', 'Not now'])
      expect(paragraphsThatQuote(speech, tokenise(words)), words).toEqual([1])
    for (const words of ['Nobody came', 'nobody will', 'We have waited. Nobody came'])
      expect(paragraphsThatQuote(speech, tokenise(words)), words).toEqual([])
  })

  test('has a quotation that goes on in the next paragraph, and no apostrophe for one', () => {
    for (const [open, close] of [['‘', '’'], ['“', '”']] as const) {
      const speech = fingerprint(`${open}We waited,${close} she said. ${open}Now we see what it is.\n\n${open}Not the boats’ fault. Tell us.${close} In the ‘90s nobody asked.`, { leadingBlocks: 0 })
      for (const [words, paragraphs] of Object.entries({ 'We waited': [1], 'Now we see what it is': [1], 'Not the boats’ fault': [2], 'Tell us': [2], '90s nobody asked': [] }))
        expect(paragraphsThatQuote(speech, tokenise(words)), words).toEqual(paragraphs)
    }
  })

  test('says what comes nearest, and where', () => {
    expect(nearest(print, 'the ferry to Łódźka left at 7:45 with 1,250 guests')).toMatchObject({ words: 'the ferry to Łódźka left at 7:45 with 1,250', paragraph: 1 })
    expect(nearest(print, 'nothing of this is anywhere in the whole of it')).toBeUndefined()
  })

  test('finds eight of its words in a row whatever their case and punctuation, and counts a name as one', () => {
    const copy = 'They say that the harbour master CALLED the toll free line, in short.'
    expect(copiedWords(print, copy, 8, [])).toMatchObject([{ words: 'the harbour master CALLED the toll free line', count: 8, paragraph: 2 }])
    expect(copiedWords(print, copy, 8, [['harbour', 'master']])).toEqual([])
    expect(copiedWords(print, 'the harbour-master called the toll-free number', 8, [])).toEqual([])
  })

  test('is read alike with any line ends, with a byte order mark, with paragraphs separated by line breaks alone', () => {
    const tokensOf = (text: string): unknown => fingerprint(text, { leadingBlocks: 1 }).paragraphs
    for (const variant of [article.replaceAll('\n', '\r\n'), `\uFEFF${article}`, article.replaceAll('\n\n', '\n'), article.replaceAll('\n\n', '\n\u00A0\n \n'), article.replaceAll('\n\n', '\u2029'), `\n\n${article}\n\n\n`])
      expect(tokensOf(variant)).toEqual(print.paragraphs)
  })

  test('cannot be nothing but headings', () => {
    expect(() => fingerprint(article, { leadingBlocks: 7 })).toThrow(RangeError)
    expect(() => fingerprint(' \n\n * * * \n', { leadingBlocks: 0 })).toThrow(RangeError)
  })
})

test.describe('Paragraph numbers', () => {
  const printOf = (...paragraphs: string[]) => fingerprint(paragraphs.map(word => `The ${word} came.`).join('\n\n'), { leadingBlocks: 0 })
  const old = printOf('ferry', 'mail', 'crew', 'pilot', 'mayor')

  test('stay where nothing is put in or left out, and where words have changed', () => {
    expect(shiftsOf(renumbering(old, old))).toEqual([])
    expect(shiftsOf(renumbering(old, printOf('ferry', 'mail', 'cook', 'pilot', 'mayor')))).toEqual([])
  })

  test('move with their paragraphs, and what is gone is named', () => {
    expect(shiftsOf(renumbering(old, printOf('news', 'ferry', 'mail', 'crew', 'fog', 'pilot', 'mayor')))).toEqual(['¶1 to ¶3 are now ¶2 to ¶4.', '¶4 to ¶5 are now ¶6 to ¶7.'])
    expect(shiftsOf(renumbering(old, printOf('ferry', 'crew', 'pilot', 'mayor')))).toEqual(['¶2 is gone. Check everything that names it.', '¶3 to ¶5 are now ¶2 to ¶4.'])
    expect(shiftsOf(renumbering(old, printOf('news', 'ferry', 'mail', 'cook', 'pilot', 'mayor')))).toEqual(['¶1 to ¶5 are now ¶2 to ¶6.'])
  })

  test('are moved wherever the evidence has them, each once', () => {
    const code = 'a: { paragraph: 1, reading: \'¶2 credits it\' }, b: { paragraph: 12, paragraphs: [1, 4,\n  5], year: 4 }'
    expect(renumber(code, renumbering(old, printOf('news', 'ferry', 'mail', 'crew', 'pilot', 'mayor'))))
      .toBe('a: { paragraph: 2, reading: \'¶3 credits it\' }, b: { paragraph: 12, paragraphs: [2, 5,\n  6], year: 4 }')
  })
})

test.describe('Any article', () => {
  // Few words, so that phrases repeat; without punctuation, so that searching the text itself says what is right.
  const vocabulary = ['river', 'River', 'bank', 'the', 'a', 'of', 'seven', '7', '70', 'née', 'שלום', 'bridge', 'so']
  const aText = fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 6 })
  const some = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 3 })

  test('has exactly the strings in quotation marks that it has', () => {
    fc.assert(fc.property(aText, fc.array(some, { minLength: 1, maxLength: 6 }), some, (paragraphs, quoted, words) => {
      const print = fingerprint(paragraphs.map((paragraph, i) => `${paragraph.join(' ')} “${(quoted[i] ?? ['none']).join(' ')}” ${paragraph.join(' ')}`).join('\n\n'), { leadingBlocks: 0 })
      const expected = paragraphs.flatMap((_, i) => quoted[i]?.join(' ') === words.join(' ') ? [i + 1] : [])
      return paragraphsThatQuote(print, tokenise(words.join(' '))).join() === expected.join()
    }), { numRuns: 1000 })
  })

  test('may be long: thousands of paragraphs are kept in proportion, and found', () => {
    const paragraphs = Array.from({ length: 2000 }, (_, i) => Array.from({ length: 40 }, (_, k) => `${vocabulary[(i * 7 + k * k) % vocabulary.length]}${i * 60 + k}`).join(' '))
    const text = paragraphs.join('\n\n')
    const print = fingerprint(text, { leadingBlocks: 0 })
    expect(JSON.stringify(print).length).toBeLessThan(4 * text.length)
    for (const i of [0, 1234, 1999])
      expect(nearest(print, (paragraphs[i] ?? '').split(' ').slice(20, 30).join(' '))).toMatchObject({ paragraph: i + 1, count: 10 })
  })
})

test('Somebody who guesses on from quotations gets the rest of their paragraphs at most, and nothing from short ones', () => {
  const words = (from: number): string => Array.from({ length: 20 }, (_, i) => `word${from + i}`).join(' ')
  const article = [words(0), words(20), words(40), words(60)].join('\n\n')
  expect(attack(article, 0, ['word3 word4 word5 word6 word7 word8'])).toEqual({ known: 6 / 80, recovered: 6 / 80 })
  expect(attack(article, 0, ['word23 word24 word25 word26 word27 word28 word29'])).toEqual({ known: 7 / 80, recovered: 20 / 80 })
})
