/** What gives an article away, derived from its evidence: for tests that look for it where nothing may name it. */
import type { Briefing } from '../../briefing/model.ts'
import { readFileSync } from 'node:fs'
import { description } from '../../scripts/new/files.ts'

const capital = /^\p{Lu}/u
const apostrophes = /['’]/g
const special = /[.*+?^${}()|[\]\\]/g

/** Names of the people, states, outlets, places and bodies in `evidence`, people's last names, and whatever it quotes in four words or more. */
function namesIn(evidence: Briefing): string[] {
  const { speakers, outlets, places, properNames, quotations } = evidence
  const everything = JSON.stringify(evidence)
  const named = [...Object.values(speakers), ...Object.values(outlets), ...Object.values(places)].map(({ name }) => name)
  const names = named.filter((name) => {
    // “The author” begins with a capital and is nobody's name.
    const [, ...others] = name.split(' ')
    return others.length === 0 || others.some(word => capital.test(word))
  })
  const lastNames = Object.values(speakers).flatMap(({ name }) => {
    const [first = '', ...others] = name.split(' ')
    const last = others.at(-1)
    // A country's name may be of two words and have no last one.
    return last !== undefined && capital.test(last) && everything.replaceAll(`${first} ${last}`, '').includes(last) ? [last] : []
  })
  const quoted = Object.values(quotations).flatMap(({ exact }) => exact.split(' ').length >= 4 ? [exact] : [])
  return [...new Set([...names, ...lastNames, ...properNames.filter(name => capital.test(name)), ...quoted])]
}

/** Whether this deck's article is one that somebody started a deck on. Its names may be words that the project uses: “One”, “The Board”. */
export const isStartedAnew = readFileSync('package.json', 'utf8').includes(`"description": "${description}"`)

/**
 * Makes a function that gives those names of the article which a text holds as whole words, and the ids of its evidence that it refers to; none
 * of an article that somebody started a deck on.
 */
export function tracesOf(evidence: Briefing): (text: string) => string[] {
  if (isStartedAnew)
    return () => []
  const plain = (text: string): string => text.replace(apostrophes, '\'')
  const patterns = namesIn(evidence).map(name => ({ name, pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])${plain(name).replace(special, String.raw`\$&`)}(?![\p{L}\p{N}])`, 'u') }))
  const collections: Readonly<Record<string, unknown>> = { ...evidence }
  const references = /\b(?:\$brief|brief|evidence)\.(\w+)\.(\w+)/g
  return (text) => {
    const plainText = plain(text)
    return [
      ...patterns.filter(({ pattern }) => pattern.test(plainText)).map(({ name }) => name),
      ...Array.from(text.matchAll(references)).filter(([, collection = '', id = '']) => isRecord(collections[collection]) && Object.hasOwn(collections[collection], id)).map(([reference]) => reference),
    ]
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
