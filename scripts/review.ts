/** `npm run review`: has a person read every item of the deck against the article, one by one, and keeps the ledger of it. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { evidence } from '../briefing/evidence.ts'
import { isUnread, summaryOf } from '../briefing/review.ts'
import { bodyOf, fingerprint, overBody } from '../briefing/source.ts'
import { blocksOf } from '../briefing/text.ts'
import { readArticle, sameArticle, samePrint } from '../deck/article.ts'
import { Failure } from '../deck/failure.ts'
import { ledgerPath, proveDeck } from '../deck/proof.ts'
import { serve } from './browser/serve.ts'
import { sharedBuild } from './build/cache.ts'
import { slidesFile } from './cli/options.ts'
import { run } from './cli/run.ts'
import { findingsOf } from './review/findings.ts'
import { serveReview } from './review/server.ts'

const help = `Opens a page on which one item of the deck after the other is shown beside the paragraphs that it names, with its slide, and records in
${ledgerPath} whether the article supports it. The article stays in memory and is written nowhere.

  npm run review -- path/to/article.txt [slides.md] [options]

  --as <name>   who reads (default: git's user.name)
  --item <id>   this item only, even if you have read it
  --check       print what a machine finds questionable, and open no page
  --list        print what nobody has read, the shortest first; needs no article
  --help        this text

Keys on the page: S supported, N not supported, L later, Backspace or the left arrow key back, U undo. Every verdict is written at once.`

run({
  help,
  options: { as: { type: 'string' }, item: { type: 'string' }, check: { type: 'boolean' }, list: { type: 'boolean' } },
  isServer: true,
}, async ({ values, words, environment }) => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const paths = values.list === true ? [undefined, ...words] : words
  const [path, ...slides] = paths
  if (path === undefined && values.list !== true)
    throw new Failure('usage', 'Give the path of the article’s text file.\nSee --help.')
  const entry = slidesFile(slides.filter(name => name !== undefined))
  const { reviewed, basis: { source } } = await proveDeck(root, entry, evidence)
  const items = reviewed.map(({ item }) => item)
  if (path === undefined)
    return list()

  const article = partsOfArticle(path)
  const findings = findingsOf(evidence, article)
  if (values.check === true)
    return console.log(findings.length === 0 ? 'Nothing looks questionable.' : findings.map(({ item, message }) => `${items.find(({ id }) => id === item)?.where ?? ''}  ${item}: ${message}`).join('\n'))
  if (values.item !== undefined && !items.some(({ id }) => id === values.item))
    throw new Failure('usage', `The deck has no item ${values.item}. npm run review -- --list has those that nobody has read.`)
  const reader = values.as ?? gitName(root)
  const { site } = await sharedBuild(entry, { environment, onBuild: () => console.log('Building the briefing …') })
  const { url: deck } = await serve(site)
  const { url } = await serveReview({ root, items, source, article, findings, reader, today: today(), only: values.item, deck })
  console.log(`
  Review, by ${reader}   ${url}

  Ctrl-C ends it.
`)
  // Until a signal comes.
  await new Promise(() => {})

  function list(): void {
    const length = (of: typeof items[number]): number => of.fields.reduce((sum, { text }) => sum + text.length, 0)
    const unread = reviewed.filter(isUnread).map(({ item }) => item).sort((a, b) => length(a) - length(b))
    for (const item of unread)
      console.log(`${String(length(item)).padStart(5)} characters  ${item.where}  ${item.id}`)
    console.log(`${summaryOf(reviewed).unread} of ${items.length} items are not read.`)
  }

  /** @throws {Failure} of kind `content` if it is another article. */
  function partsOfArticle(file: string): string[] {
    const text = readArticle(file)
    const blocks = blocksOf(text)
    const print = blocks.length > source.leadingBlocks ? fingerprint(text, source) : undefined
    if (!print || !sameArticle(source, print)) {
      const same = print?.paragraphs.filter((paragraph, i) => samePrint(paragraph, source.paragraphs[i])).length ?? 0
      throw new Failure('content', `${file} is not the article that the deck was made from: ${same} of its ${source.paragraphs.length} paragraphs are the same.\nWhere they differ: npm run fingerprint -- ${file} --check`)
    }
    return [overBody(blocks, source), ...bodyOf(blocks, source)]
  }
})

/** @throws {Failure} of kind `usage` if git knows none. */
function gitName(root: string): string {
  try {
    const name = execFileSync('git', ['config', 'user.name'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    if (name !== '')
      return name
  }
  catch {
    // No git, or no name in it.
  }
  throw new Failure('usage', 'git has no user.name. Say who reads: --as "Name"')
}

/** This day in the reader's time zone, ISO 8601. */
function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
