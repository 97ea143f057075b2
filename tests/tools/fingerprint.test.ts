/**
 * The fingerprint judges every quotation rightly. Harmful and harmless changes are generated from the evidence's own selectors, thousands of them;
 * articles of other kinds are of our own writing or generated here, where a plain search in the text says what is right.
 */
import type { Quotation, TextQuoteSelector } from '../../briefing/model.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'playwright/test'
import { evidence } from '../../briefing/evidence.ts'
import { copiedRuns, fingerprint, locate, nearest, placesOf, selectorFor } from '../../briefing/fingerprint.ts'
import { rulesFor } from '../../briefing/rules.ts'
import { blocksOf, clean, quotedStrings, tokenise } from '../../briefing/text.ts'
import { readSource } from '../../deck/source.ts'

const source = readSource('.')
const rules = rulesFor(evidence, source)
const quotations = Object.values<Quotation>(evidence.quotations)
const aQuotation = anyOf(quotations)
const { checkQuotation } = rules

/** How many changes of each kind are tried. */
const runs = { numRuns: 3000 }

type Selector = TextQuoteSelector & { readonly paragraph: number }

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
    fc.pre(exact !== quotation.exact)
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
      fc.pre(clean(exact).replace(/\s+/g, ' ').trim() !== quotation.exact)
      return checkQuotation({ ...selectorOf(quotation), exact }) !== undefined
    }), runs)
  })

  test('is refused when cut inside a word, even with the rest of the word in its context', () => {
    fc.assert(fc.property(aQuotation, fc.nat(), fc.boolean(), fc.boolean(), (quotation, position, isAtEnd, isKept) => {
      const words = wordsOf(quotation.exact)
      const word = (isAtEnd ? words.at(-1) : words[0]) ?? ''
      fc.pre(word.length > 1)
      const length = 1 + position % (word.length - 1)
      const [cut, rest] = isAtEnd ? [quotation.exact.slice(0, -length), quotation.exact.slice(-length)] : [quotation.exact.slice(length), quotation.exact.slice(0, length)]
      const context = isAtEnd ? { suffix: rest + (quotation.suffix ?? '') } : { prefix: (quotation.prefix ?? '') + rest }
      return checkQuotation({ ...selectorOf(quotation), ...isKept && context, exact: cut }) !== undefined
    }), runs)
  })

  test('is refused when joined to another, whichever context it keeps', () => {
    fc.assert(fc.property(aQuotation, aQuotation, fc.constantFrom(' ', ', ', ' … ', '. ', ' and ', '” “'), fc.boolean(), (first, second, between, isWithContext) => {
      const joined = { exact: first.exact + between + second.exact, paragraph: first.paragraph }
      const context = { ...first.prefix !== undefined && { prefix: first.prefix }, ...second.suffix !== undefined && { suffix: second.suffix } }
      return checkQuotation({ ...joined, ...isWithContext && context }) !== undefined
    }), runs)
  })

  test('is refused in any paragraph but its own', () => {
    fc.assert(fc.property(aQuotation, fc.integer({ min: -1, max: source.paragraphs.length + 2 }), (quotation, paragraph) => {
      fc.pre(paragraph !== quotation.paragraph)
      return checkQuotation({ ...selectorOf(quotation), paragraph }) !== undefined
    }), runs)
  })

  test('is refused with a word of its context changed', () => {
    const withContext = quotations.filter(({ prefix, suffix }) => prefix !== undefined || suffix !== undefined)
    test.skip(withContext.length === 0, 'No quotation needs any context to be found.')
    fc.assert(fc.property(anyOf(withContext), fc.nat(), aWord, (quotation, position, word) => {
      const side = quotation.prefix === undefined ? 'suffix' : 'prefix'
      const words = wordsOf(quotation[side] ?? '').filter(Boolean)
      const changed = words.with(position % words.length, word).join(' ')
      fc.pre(tokenise(clean(changed)).map(({ text }) => text).join(' ') !== tokenise(clean(words.join(' '))).map(({ text }) => text).join(' '))
      return checkQuotation({ ...selectorOf(quotation), [side]: changed }) !== undefined
    }), runs)
  })

  test('is found whatever its typography: marks, dashes, spaces, line breaks, soft hyphens, decomposed letters', () => {
    const spaces = fc.constantFrom(' ', '  ', '\u00A0', ' \u00A0', '\u2009', '\u202F', '\u3000', '\n', '\r\n', '\t', '\u2028')
    const marks = fc.constantFrom('“', '”', '"', '\'', '’', '‘', '«', '»', '„', '')
    const hidden = fc.constantFrom('', '\u00AD', '\u200B', '\u2060', '\uFEFF', '\u200E')
    fc.assert(fc.property(aQuotation, fc.infiniteStream(spaces), fc.infiniteStream(marks), fc.infiniteStream(hidden), fc.boolean(), (quotation, space, mark, invisible, isDecomposed) => {
      const disguise = (text: string | undefined): string | undefined => text === undefined
        ? undefined
        : Array.from(isDecomposed ? text.normalize('NFD') : text, (character) => {
            if (character === ' ')
              return String(space.next().value)
            return '“”"«»„'.includes(character) ? String(mark.next().value) : character + String(invisible.next().value)
          }).join('').replaceAll('’', '\'')
      const { exact, prefix, suffix, paragraph } = quotation
      const changed = { exact: disguise(exact) ?? '', prefix: disguise(prefix) ?? '', suffix: disguise(suffix) ?? '', paragraph }
      return checkQuotation(changed) === undefined
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
  const kind = (selector: Selector): string => locate(print, selector).kind

  test('has its headline set apart and its paragraphs counted', () => {
    expect(print.leadingBlocks).toBe(1)
    expect(print.paragraphs).toHaveLength(6)
  })

  test('tells the same words in two places apart by their context, and asks for it where it is missing', () => {
    expect(kind({ exact: 'The mayor said', suffix: '“no.”', paragraph: 2 })).toBe('found')
    expect(kind({ exact: 'The mayor said', suffix: '“no” again', paragraph: 2 })).toBe('found')
    expect(kind({ exact: 'The mayor said “no', paragraph: 2 })).toBe('ambiguous')
    expect(kind({ exact: 'It was full', suffix: ' again', paragraph: 1 })).toBe('found')
    expect(kind({ exact: 'it was full', prefix: 'ferry; ', paragraph: 6 })).toBe('found')
    expect(kind({ exact: 'it was full', prefix: 'ferry; ', paragraph: 1 })).toBe('elsewhere')

    const refrain = fingerprint('Row, row, row your boat.\n\nSo row, row, row your boat.\n\nno no no no\n\nno no no no', { leadingBlocks: 0 })
    expect(locate(refrain, { exact: 'row, row your boat', paragraph: 1 }).kind).toBe('ambiguous')
    expect(locate(refrain, { exact: 'Row, row, row your boat', paragraph: 1 }).kind).toBe('found')
    expect(locate(refrain, { exact: 'no no no no', paragraph: 4 }).kind).toBe('found')
    expect(locate(refrain, { exact: 'no no no no no', paragraph: 3 }).kind).toBe('missing')
  })

  test('proves one word with three of context, and refuses fewer', () => {
    expect(kind({ exact: 'useless', prefix: 'the toll-free line “', paragraph: 2 })).toBe('found')
    expect(kind({ exact: 'useful', prefix: 'the toll-free line “', paragraph: 2 })).toBe('missing')
    expect(locate(print, { exact: 'useless', prefix: 'line ', paragraph: 2 })).toEqual({ kind: 'tooShort', tokens: 2 })
  })

  test('keeps numbers whole and exact', () => {
    expect(kind({ exact: 'with 1,250 people and', paragraph: 1 })).toBe('found')
    for (const wrong of ['with 1,251 people and', 'with 1250 people and', 'with 1.250 people and', 'with 250 people and', 'with 1, 250 people and'])
      expect(kind({ exact: wrong, paragraph: 1 }), wrong).toBe('missing')
    expect(kind({ exact: 'left at 7', suffix: ':45 with', paragraph: 1 })).toBe('missing')
    expect(kind({ exact: 'and 3.5 tonnes of mail', paragraph: 1 })).toBe('found')
  })

  test('keeps diacritics, composed or not', () => {
    expect(kind({ exact: 'ferry to Łódźka left', paragraph: 1 })).toBe('found')
    expect(kind({ exact: 'said Zoë Ångström'.normalize('NFD'), prefix: 'was full', paragraph: 1 })).toBe('missing')
    expect(kind({ exact: 'said Zoë Ångström'.normalize('NFD'), prefix: 'was full,', paragraph: 1 })).toBe('found')
    expect(kind({ exact: 'ferry to Lodzka left', paragraph: 1 })).toBe('missing')
    expect(kind({ exact: 'said Zoe Ångström', prefix: 'was full, ', paragraph: 1 })).toBe('missing')
  })

  test('reads words from right to left as any others, with marks of direction or without', () => {
    expect(kind({ exact: 'אנחנו מחכים', prefix: 'הרציף נסגר, ״', paragraph: 4 })).toBe('found')
    expect(kind({ exact: '\u200Fאנחנו מחכים\u200F', prefix: 'הרציף נסגר, "', paragraph: 4 })).toBe('found')
    expect(kind({ exact: 'מחכים אנחנו', prefix: 'הרציף נסגר, ״', paragraph: 4 })).toBe('missing')
    expect(kind({ exact: 'نحن ننتظر', prefix: 'قالت القبطانة «', paragraph: 4 })).toBe('found')
    expect(kind({ exact: 'أمרה רב', suffix: '־חובלת המעבורת', paragraph: 4 })).toBe('missing')
  })

  test('lets no quotation begin or end inside a hyphenated word or an abbreviation', () => {
    expect(kind({ exact: 'and the harbour', suffix: '-master called', paragraph: 2 })).toBe('cut')
    expect(kind({ exact: 'master called the toll-free', paragraph: 2 })).toBe('cut')
    expect(kind({ exact: 'and the harbour–master called', paragraph: 2 })).toBe('found')
    expect(kind({ exact: '9:15, the U', suffix: '.S.-built', paragraph: 6 })).toBe('missing')
    expect(kind({ exact: 'The mayor waited', suffix: ' — as', paragraph: 6 })).toBe('found')
    expect(kind({ exact: 'mayor waited--as everybody did-for', paragraph: 6 })).toBe('found')
  })

  test('proves a paragraph shorter than four words as a whole', () => {
    expect(kind({ exact: 'No.', paragraph: 5 })).toBe('found')
    expect(kind({ exact: 'No', suffix: '.', paragraph: 5 })).toBe('found')
    expect(kind({ exact: 'No', paragraph: 5 })).toBe('tooShort')
    expect(kind({ exact: 'Yes.', paragraph: 5 })).toBe('tooShort')
  })

  test('knows which words it has in quotation marks, of whatever kind', () => {
    const marksOf = (selector: TextQuoteSelector): string | undefined => placesOf(print, selector)[0]?.marks
    expect(marksOf({ exact: 'Wir warten', prefix: 'sagte sie: ' })).toBe('inside')
    expect(marksOf({ exact: 'nous attendons', prefix: 'À quai,' })).toBe('inside')
    expect(marksOf({ exact: 'patient, travellers’ friend' })).toBe('inside')
    expect(marksOf({ exact: 'נסגר, אנחנו מחכים אמרה' })).toBe('across')
    expect(marksOf({ exact: 'נסגר, "אנחנו מחכים" אמרה' })).toBe('outside')
    expect(marksOf({ exact: 'The ferry to Łódźka' })).toBe('outside')
    expect(marksOf({ exact: 'It was full, said Zoë' })).toBe('across')
  })

  test('says what comes nearest, and where', () => {
    expect(nearest(print, { exact: 'the ferry to Łódźka left at eight', paragraph: 1 })).toEqual({ words: 'the ferry to Łódźka left at', paragraph: 1, loosely: true })
    expect(nearest(print, { exact: 'it left at 7:45 with 1,250 guests' })).toEqual({ words: 'left at 7:45 with 1,250', paragraph: 1, loosely: false })
    expect(nearest(print, { exact: 'nothing of this is anywhere in it' })).toBeUndefined()
  })

  test('finds eight of its words in a row whatever their case and punctuation, and counts a name as one', () => {
    const copy = 'They say that the harbour master CALLED the toll free line, in short.'
    expect(copiedRuns(print, copy, 8, [])).toMatchObject([{ words: 'the harbour master CALLED the toll free line', count: 8, paragraph: 2 }])
    expect(copiedRuns(print, copy, 8, ['Harbour-Master'])).toEqual([])
    expect(copiedRuns(print, 'the harbour-master called the toll-free number', 8, [])).toEqual([])
  })

  test('gives each string in quotation marks a selector that finds it and nothing else', () => {
    for (const [i, block] of blocksOf(article).slice(1).entries()) {
      for (const quoted of quotedStrings(block)) {
        const located = locate(print, { ...selectorFor(print, block, quoted, i + 1), paragraph: i + 1 })
        expect(located, quoted.text).toMatchObject({ kind: 'found', place: { marks: 'inside' } })
      }
    }
  })

  test('is read alike with any line ends, with a byte order mark, with paragraphs parted by line breaks alone', () => {
    const tokensOf = (text: string): unknown => fingerprint(text, { leadingBlocks: 1 }).paragraphs
    for (const variant of [article.replaceAll('\n', '\r\n'), `\uFEFF${article}`, article.replaceAll('\n\n', '\n'), article.replaceAll('\n\n', '\n\u00A0\n \n'), article.replaceAll('\n\n', '\u2029'), `\n\n${article}\n\n\n`])
      expect(tokensOf(variant)).toEqual(print.paragraphs)
  })

  test('cannot be nothing but headings', () => {
    expect(() => fingerprint(article, { leadingBlocks: 7 })).toThrow(RangeError)
    expect(() => fingerprint(' \n\n * * * \n', { leadingBlocks: 0 })).toThrow(RangeError)
  })
})

test.describe('Any article', () => {
  // Few words, so that phrases repeat; without punctuation, so that searching the text itself says what is right.
  const vocabulary = ['river', 'River', 'bank', 'the', 'a', 'of', 'seven', '7', '70', 'née', 'שלום', 'bridge', 'so']
  const aText = fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 6 })
  const some = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 8 })

  test('has exactly the words that a search in its text finds', () => {
    fc.assert(fc.property(aText, some, (paragraphs, words) => {
      const print = fingerprint(paragraphs.map(paragraph => paragraph.join(' ')).join('\n\n'), { leadingBlocks: 0 })
      const expected = paragraphs.flatMap((paragraph, i) => paragraph.flatMap((_, from) =>
        words.every((word, k) => paragraph[from + k] === word) && (words.length >= 4 || words.length === paragraph.length) ? [`${i + 1}:${from}`] : []))
      return placesOf(print, { exact: words.join(' ') }).map(({ paragraph, from }) => `${paragraph}:${from}`).sort().join() === expected.sort().join()
    }), { numRuns: 3000 })
  })

  test('gives any of its words a selector that finds them, unless they stand in identical surroundings', () => {
    fc.assert(fc.property(aText, fc.nat(), fc.nat(), fc.nat(), (paragraphs, p, f, l) => {
      const paragraph = paragraphs[p % paragraphs.length] ?? []
      const from = f % paragraph.length
      const to = from + 1 + l % (paragraph.length - from)
      const text = paragraphs.map(words => words.join(' ')).join('\n\n')
      const block = paragraph.join(' ')
      const start = paragraph.slice(0, from).join(' ').length + (from > 0 ? 1 : 0)
      const exact = paragraph.slice(from, to).join(' ')
      const print = fingerprint(text, { leadingBlocks: 0 })
      const number = p % paragraphs.length + 1
      const selector = selectorFor(print, block, { start, end: start + exact.length }, number)
      const located = locate(print, { ...selector, paragraph: number })
      return selector.exact === exact && located.kind === 'found' && located.place.from === from && located.place.to === to
    }), { numRuns: 1500 })
  })

  test('may be long: thousands of paragraphs are kept in proportion, and found', () => {
    const paragraphs = Array.from({ length: 2000 }, (_, i) => Array.from({ length: 40 }, (_, k) => `${vocabulary[(i * 7 + k * k) % vocabulary.length]}${i * 60 + k}`).join(' '))
    const text = paragraphs.join('\n\n')
    const print = fingerprint(text, { leadingBlocks: 0 })
    expect(JSON.stringify(print).length).toBeLessThan(4 * text.length)
    for (const i of [0, 1234, 1999]) {
      const exact = (paragraphs[i] ?? '').split(' ').slice(20, 30).join(' ')
      expect(locate(print, { exact, paragraph: i + 1 })).toMatchObject({ kind: 'found', place: { from: 20, to: 30 } })
      expect(locate(print, { exact: `${exact} x`, paragraph: i + 1 }).kind).toBe('missing')
    }
  })
})
