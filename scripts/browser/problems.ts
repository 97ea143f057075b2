/**
 * What pages of a deck complain of: errors on the console, errors thrown, requests that fail or that ask anybody but the deck's own
 * server. Exporter and tests listen alike, so that neither lets pass what the other finds.
 */
import type { BrowserContext } from 'playwright'

/** Adds one sentence to `problems` for everything that a page of `context` complains of from now on. `deckUrl` is where the deck is served. */
export function recordProblems(context: BrowserContext, deckUrl: string, problems: string[]): void {
  const { origin } = new URL(deckUrl)
  context.on('console', (message) => {
    // The browser's own line about a failed request lacks the address, which is recorded below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`The console of ${message.page()?.url()} has an error: ${message.text()}`)
  })
  context.on('weberror', error => problems.push(`${error.page()?.url()} threw an error: ${error.error().stack ?? error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin)
      problems.push(`A request would leave this machine: ${request.url()}. Put the file into public/ and name it from there.`)
  })
  context.on('requestfailed', (request) => {
    // A page that is left or closed cancels what it has not got yet; nothing is wrong with that. What was refused as foreign is listed already.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED' && new URL(request.url()).origin === origin)
      problems.push(`A request failed: ${request.url()} (${reason})`)
  })
  context.on('response', (response) => {
    if (response.status() >= 400)
      problems.push(`A file is missing: ${response.url()} was answered with ${response.status()}`)
  })
}
