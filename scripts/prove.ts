/** `npm run prove`: proves the evidence and the slides' source against the article's fingerprint, without a browser or the article. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { evidence } from '../briefing/evidence.ts'
import { rulesFor } from '../briefing/rules.ts'
import { Failure } from '../deck/failure.ts'
import { readSlides } from '../deck/slides.ts'
import { readSource } from '../deck/source.ts'
import { slidesFile } from './cli/options.ts'
import { run } from './cli/run.ts'

const help = `Proves the evidence and the slides against the article's fingerprint: quotations, strings in quotation marks, the wording, and that
every paragraph is used. Needs neither a browser nor the article.

  npm run prove -- [slides.md]

  --help   this text

Ends with code 3 and a list of what to mend, in the order to work it off, if anything is unproved or missing.`

const evidencePath = 'briefing/evidence.ts'

run({ help, options: {} }, async ({ words }) => {
  const entry = slidesFile(words)
  const root = fileURLToPath(new URL('..', import.meta.url))
  const source = readSource(root)
  const rules = rulesFor(evidence, source)
  const slides = await readSlides(entry, evidence)
  const whereIs = lineFinder(readFileSync(`${root}/${evidencePath}`, 'utf8'))

  const texts = [
    ...rules.evidenceTexts().map(({ text, collection, id }) => ({ text, where: whereIs(collection, id) })),
    ...slides.flatMap(slide => slide.texts.map(({ text, file, line }) => ({ text, where: `${file}:${line}` }))),
  ]
  const quoted = texts.flatMap(({ text, where }) => rules.quotedIn(text).map(string => ({ ...string, where })))
  const count = (by: typeof quoted[number]['by']): number => quoted.filter(string => string.by === by).length
  const problems = rules.checkDeck(slides, whereIs)

  const size = (entries: object): number => Object.keys(entries).length
  console.log(`Checked against ${source.title === null ? 'an article without a title' : `“${source.title}”`}, SHA-256 ${source.sha256}, ${source.paragraphs.length} paragraphs:
  ${size(evidence.quotations)} quotations, ${size(evidence.statements)} statements, ${size(evidence.events)} events, ${size(evidence.disputes)} disputes
  ${slides.length} slides; ${texts.length} texts in evidence, slides and notes
  ${quoted.length} strings in quotation marks: ${count('quotation')} of a quotation, ${count('article')} found in the article, ${count('title')} its title, ${count('exception')} excepted, ${count('nothing')} unproved

Paragraph  Slides that rest on it`)
  for (let paragraph = 1; paragraph <= source.paragraphs.length; paragraph++) {
    const resting = slides.filter(({ rests }) => rests.paragraphs.includes(paragraph)).map(({ number }) => number)
    console.log(`  ${`¶${paragraph}`.padEnd(9)}${resting.join(', ') || 'none'}`)
  }
  if (evidence.quotationMarkExceptions.length > 0)
    console.log('\nStrings in quotation marks that quote nobody:')
  for (const { text, reason } of evidence.quotationMarkExceptions) {
    const places = quoted.filter(string => string.by === 'exception' && string.text === text).map(({ where }) => where)
    console.log(`  “${text}”: ${reason}. ${places.length === 0 ? 'Nowhere used.' : places.join(', ')}`)
  }

  if (problems.length > 0) {
    const list = problems.map(({ where, message }, i) => `${String(i + 1).padStart(3)}. ${where}\n${message.replace(/^/gm, '     ')}`)
    throw new Failure('content', `\n${problems.length === 1 ? 'One thing' : `${problems.length} things`} to mend, in the order to work them off:\n\n${list.join('\n')}`)
  }
  console.log('\nEvery quotation is the article’s, word for word, and every paragraph is accounted for.')
})

/** Says in which line of the evidence's source an entry begins; only the file, if it is written in a way of its own. */
function lineFinder(code: string): (collection: string, id: string) => string {
  const lines = code.split('\n')
  return (collection, id) => {
    const start = lines.findIndex(line => new RegExp(`\\b${collection}\\b\\s*[=:]`).test(line))
    const at = lines.findIndex((line, i) => i > start && new RegExp(`^\\s*['"]?${id}['"]?\\s*:`).test(line))
    return start < 0 || at < 0 ? evidencePath : `${evidencePath}:${at + 1}`
  }
}
