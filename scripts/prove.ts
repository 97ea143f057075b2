/** `npm run prove`: proves the evidence and the slides' source against the article's fingerprint, without a browser or the article. */
import type { ReviewedItem } from '../briefing/review.ts'
import type { Proof } from '../deck/proof.ts'
import { fileURLToPath } from 'node:url'
import { evidenceTexts } from '../briefing/entries.ts'
import { summaryOf } from '../briefing/review.ts'
import { quotedIn } from '../briefing/wording.ts'
import { evidencePath } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { listOf, proveDeck, proveEvidence } from '../deck/proof.ts'
import { readSlideFiles } from '../deck/slides.ts'
import { findSlips } from '../deck/slips.ts'
import { slidesFile } from './cli/options.ts'
import { run } from './cli/run.ts'

const help = `Proves the evidence and the slides against the article's fingerprint: quotations, strings in quotation marks, the wording, and that
every paragraph is used. Says who has read what of it. Needs neither a browser nor the article.

  npm run prove -- [slides.md]

  --help   this text

If anything is unproved, missing or was found unsupported, it ends with code 3 and a list of what to fix, in the order to fix it.`

run({ help, options: {} }, async ({ words }) => {
  const entry = slidesFile(words)
  const root = fileURLToPath(new URL('..', import.meta.url))
  const slips = findSlips(root, await readSlideFiles(entry))
  if (slips.some(({ where }) => where.startsWith(evidencePath)))
    throw new Failure('content', `${listOf(slips)}\n\nThe rest is proved once this is right.`)
  // Only now, because faulty evidence may not load.
  const { evidence } = await import('../briefing/evidence.ts')
  if (slips.length > 0)
    throw new Failure('content', `${listOf([...slips, ...proveEvidence(root, evidence)])}\n\nThe slides are proved once this is right.`)
  const proof = await proveDeck(root, entry, evidence)
  listTexts(proof)
  listReadings(proof.reviewed)
  if (proof.problems.length > 0)
    throw new Failure('content', listOf(proof.problems))
  console.log('\nEvery quotation is the article’s, word for word, and every paragraph is accounted for.')
})

/** Prints what was checked: how much of each kind, each paragraph's slides, and the exceptions. */
function listTexts({ basis, slides, whereIs }: Proof): void {
  // Not the constant of `evidence.ts`, where entries of an empty list have no type.
  const { source, evidence } = basis
  const texts = [
    ...evidenceTexts(evidence).map(({ text, collection, id }) => ({ text, where: whereIs(collection, id) })),
    ...slides.flatMap(slide => slide.texts.map(({ text, file, line }) => ({ text, where: `${file}:${line}` }))),
  ]
  const quoted = texts.flatMap(({ text, where }) => quotedIn(basis, text).map(string => ({ ...string, where })))
  const dates = Object.values(evidence.events).flatMap(({ id, when }) => when.kind === 'relative' ? [{ text: when.words, where: whereIs('events', id) }] : [])
  const count = (by: typeof quoted[number]['by']): number => quoted.filter(string => string.by === by).length
  const size = (entries: object): number => Object.keys(entries).length

  console.log(`Checked against ${source.title === null ? 'an article without a title' : `“${source.title}”`}, SHA-256 ${source.sha256}, ${source.paragraphs.length} paragraphs:
  ${size(evidence.quotations)} quotations, ${size(evidence.statements)} statements, ${size(evidence.events)} events, ${size(evidence.disputes)} disputes
  ${slides.length} slides; ${texts.length} texts in evidence, slides and notes
  strings in quotation marks: ${quoted.length}, of which ${count('quotation')} of a quotation, ${count('title')} its title, ${count('exception')} excepted, ${count('nothing')} unproved

Paragraph  Slides that rest on it`)
  for (let paragraph = 1; paragraph <= source.paragraphs.length; paragraph++) {
    const resting = slides.filter(({ rests }) => rests.paragraphs.includes(paragraph)).map(({ number }) => number)
    console.log(`  ${`¶${paragraph}`.padEnd(9)}${resting.join(', ') || 'none'}`)
  }
  if (evidence.quotationMarkExceptions.length > 0)
    console.log('\nStrings in quotation marks that quote nobody:')
  for (const { text, reason } of evidence.quotationMarkExceptions) {
    const places = [...quoted.filter(({ by }) => by === 'exception'), ...dates].filter(string => string.text === text).map(({ where }) => where)
    console.log(`  “${text}”: ${reason}. ${places.length === 0 ? 'Nowhere used.' : places.join(', ')}`)
  }
}

function listReadings(reviewed: readonly ReviewedItem[]): void {
  const { items, unread, readers } = summaryOf(reviewed)
  console.log(`\nRead against the article: ${items - unread} of ${items} items${readers.length === 0 ? '' : `, by ${readers.map(({ name, items, on }) => `${name} (${items}, last on ${on})`).join(', ')}`}`)
  if (unread > 0)
    console.log('  To list the others: npm run review -- --list\n  To read them: npm run review -- path/to/article.txt')
}
