/** Proves a deck: the rules on evidence and slides, and what the ledger says of who has read them. */
import type { Plugin } from 'vite'
import type { Basis, Problem, WhereIs } from '../briefing/basis.ts'
import type { Briefing } from '../briefing/model.ts'
import type { Reading, ReviewedItem, ReviewSummary } from '../briefing/review.ts'
import type { Slide } from './slides.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { basisOf } from '../briefing/basis.ts'
import { draftMark, evidenceItems, parseLedger, readersIn, reviewOf, summaryOf } from '../briefing/review.ts'
import { checkDeck, checkEvidence } from '../briefing/rules.ts'
import { checkApostrophes, checkNames, checkOtherNames, checkToDo } from '../briefing/unfinished.ts'
import { evidencePath, readSource } from './article.ts'
import { codeOf, Failure } from './failure.ts'
import { slideItems } from './review-items.ts'
import { checkAliases } from './slide-links.ts'
import { checkTimes } from './slide-rules.ts'
import { readSlideFiles, readSlides } from './slides.ts'

const lastStop = /\.$/

/** Where the ledger of readings is, from the deck's folder. */
export const ledgerPath = join('briefing', 'review.json')

/** What is known of a deck. */
export interface Proof {
  readonly basis: Basis
  readonly slides: readonly Slide[]
  readonly whereIs: WhereIs
  /** What stops an export: unproved, or found unsupported by a reader. */
  readonly problems: readonly Problem[]
  readonly reviewed: readonly ReviewedItem[]
}

/** What slides show of the ledger. */
export interface ShownReview extends ReviewSummary {
  /** “draft: 12 items not reviewed”; nothing once all has been read. */
  readonly draft?: string | undefined
  /** “A (Nov 24, 2026) and B (Nov 25, 2026)”; nothing before anybody has read anything. */
  readonly readBy?: string | undefined
}

/**
 * Proves the deck in `root`.
 * @param root the project's folder
 * @param entry its slides' Markdown file
 * @param evidence what the slides rest on
 * @throws {Failure} of kind `file` or `content` if slides, fingerprint or ledger cannot be read
 */
export async function proveDeck(root: string, entry: string, evidence: Briefing): Promise<Proof> {
  const basis = basisOf(evidence, readSource(root))
  const slides = await readSlides(entry, evidence)
  const whereIs = lineFinder(readFileSync(join(root, evidencePath), 'utf8'))
  const reviewed = reviewOf([...evidenceItems(evidence, whereIs), ...slideItems(slides)], readLedger(root), basis.source)
  const texts = slides.flatMap(slide => slide.texts)
  const problems = [
    ...checkToDo(basis, texts, whereIs),
    ...checkNames(basis, whereIs),
    ...checkOtherNames(basis, whereIs),
    ...checkDeck(basis, slides, whereIs),
    ...checkApostrophes(basis, texts, whereIs),
    ...checkAliases(slides, await readSlideFiles(entry)),
    ...checkTimes(slides),
    ...reviewed.flatMap(findUnsupported),
  ]
  return { basis, slides, whereIs, problems, reviewed }
}

/** Checks the evidence alone, for when the slides cannot be checked yet. Throws as `proveDeck` does. */
export function proveEvidence(root: string, evidence: Briefing): Problem[] {
  const basis = basisOf(evidence, readSource(root))
  const whereIs = lineFinder(readFileSync(join(root, evidencePath), 'utf8'))
  return [...checkToDo(basis, [], whereIs), ...checkNames(basis, whereIs), ...checkOtherNames(basis, whereIs), ...checkEvidence(basis, whereIs), ...checkApostrophes(basis, [], whereIs)]
}

/**
 * Reads the ledger of the deck in `root`. If there is no file yet, the ledger is empty.
 * @throws {Failure} of kind `file` if it is damaged or cannot be read
 */
export function readLedger(root: string): readonly Reading[] {
  let text: string
  try {
    text = readFileSync(join(root, ledgerPath), 'utf8')
  }
  catch (error) {
    if (codeOf(error) === 'ENOENT')
      return []
    throw new Failure('file', `${ledgerPath} cannot be read (${codeOf(error)})`, { cause: error })
  }
  const ledger = parseLedger(text)
  if (ledger.kind === 'damaged')
    throw new Failure('file', `${ledgerPath}:${ledger.line}: is damaged: ${ledger.reason}. Correct that line, or take the file back from git. Nothing was written.`)
  return ledger.readings
}

/** What slides show of a proof. */
export function shownReview({ reviewed }: Pick<Proof, 'reviewed'>): ShownReview {
  const summary = summaryOf(reviewed)
  return { ...summary, draft: draftMark(summary), readBy: readersIn(summary) }
}

/** Makes an import of `virtual:review` return what slides show of the ledger of the deck in `root`; `proof` is its proof, if there is one already. */
export function review(root: string, evidence: Briefing, proof?: Proof): Plugin {
  const id = 'virtual:review'
  return {
    name: 'briefing:review',
    resolveId: name => name === id ? `\0${id}` : undefined,
    load: async name => name === `\0${id}` ? `export default ${JSON.stringify(shownReview(proof ?? await proveDeck(root, join(root, 'slides.md'), evidence)))}` : undefined,
  }
}

/** Problems as a numbered list. */
export function listOf(problems: readonly Problem[]): string {
  const list = problems.map(({ where, message }, i) => `${String(i + 1).padStart(3)}. ${where}\n${message.replace(/^/gm, '     ')}`)
  return `\n${problems.length === 1 ? 'One thing to fix' : `${problems.length} things to fix, in this order`}:\n\n${list.join('\n')}`
}

function findUnsupported({ item, readings }: ReviewedItem): Problem[] {
  return readings.filter(({ verdict }) => verdict === 'unsupported').map(({ by, on, remark = 'no remark' }) => ({
    where: item.where,
    message: `${item.id} is not supported by the article, says ${by}, ${on}: ${remark.replace(lastStop, '')}.\nCorrect it, or have ${by} read it again: npm run review -- path/to/article.txt --as "${by}" --item ${item.id}`,
  }))
}

/** Finds the line of the evidence's source where an entry begins; only the file, if the source is laid out in an unusual way. */
function lineFinder(code: string): WhereIs {
  const lines = code.split('\n')
  return (collection, id) => {
    const start = lines.findIndex(line => new RegExp(`\\b${collection}\\b\\s*[=:]`).test(line))
    const at = lines.findIndex((line, i) => i > start && new RegExp(`^\\s*['"]?${id}['"]?\\s*:`).test(line))
    return start < 0 || at < 0 ? evidencePath : `${evidencePath}:${at + 1}`
  }
}
