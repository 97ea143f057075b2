/** Measures how much of an article somebody can recover from its fingerprint and the quotations, with a list of all its words. */
import { fingerprint, hashLength, hashRuns, runLength } from '../../briefing/source.ts'
import { bareWords } from '../../briefing/text.ts'

/** The result, as shares of all words of the body, from 0 to 1. */
interface Attack {
  /** The words of the quotations themselves. */
  readonly known: number
  /** Those, and the words that guessing adds. */
  readonly recovered: number
}

/**
 * Guesses word by word, forwards and backwards, from every quotation.
 * @param article its text, as `npm run fingerprint` reads it
 * @param leadingBlocks how many blocks come before its body
 * @param quotations their words
 */
export function attack(article: string, leadingBlocks: number, quotations: readonly string[]): Attack {
  const { paragraphs } = fingerprint(article, { leadingBlocks })
  const runs = new Set(paragraphs.flatMap(({ words }) => Array.from({ length: words.length / hashLength }, (_, i) => words.slice(i * hashLength, (i + 1) * hashLength))))
  const list = [...new Set(bareWords(article))]
  const held = quotations.map(bareWords)
  const isRun = (words: readonly string[]): boolean => runs.has(hashRuns(words)[0] ?? '')
  const found = held.map((words) => {
    const known = [...words]
    for (let next: string | undefined; known.length >= runLength - 1; known.push(next)) {
      next = list.find(word => isRun([...known.slice(1 - runLength), word]))
      if (next === undefined)
        break
    }
    for (let before: string | undefined; known.length >= runLength - 1; known.unshift(before)) {
      before = list.find(word => isRun([word, ...known.slice(0, runLength - 1)]))
      if (before === undefined)
        break
    }
    return known
  })
  const total = bareWords(article).length
  const share = (texts: readonly string[][]): number => texts.reduce((sum, words) => sum + words.length, 0) / total
  return { known: share(held), recovered: share(found) }
}
