/**
 * What goes wrong in pages of a deck: errors on the console, errors thrown, requests that fail or that go to any server but the deck's
 * own. Exporter and tests both use this, so that neither misses what the other finds.
 */
import type { BrowserContext } from 'playwright'

/**
 * The browser's own line about a failed request, which lacks the address, and the request is recorded anyway. And what Slidev logs in every
 * build of a deck that leaves its tooltips on.
 */
const harmless = /^Failed to (?:load resource|patch FloatingVue)/

/** What is done about requests to other servers than the deck's own. */
interface Network {
  /** Whether they are allowed, and only those that fail are problems. */
  readonly isAllowed?: boolean
  /** Takes their addresses, for a caller who says more about them than a sentence in `problems` can. */
  readonly onForeign?: (address: string) => void
}

/** Adds one sentence to `problems` for everything that goes wrong in a page of `context` from now on. `deckUrl` is where the deck is served. */
export function recordProblems(context: BrowserContext, deckUrl: string, problems: string[], { isAllowed = false, onForeign }: Network = {}): void {
  const { origin } = new URL(deckUrl)
  context.on('console', (message) => {
    if (message.type() === 'error' && !harmless.test(message.text()))
      problems.push(`The console of ${message.page()?.url()} has an error: ${message.text()}`)
  })
  context.on('weberror', error => problems.push(`${error.page()?.url()} threw an error: ${error.error().stack ?? error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (isAllowed || !url.protocol.startsWith('http') || url.origin === origin)
      return
    if (onForeign)
      onForeign(request.url())
    else
      problems.push(`A request would leave this machine: ${request.url()}. Put the file into public/ and name it from there.`)
  })
  context.on('requestfailed', (request) => {
    // A page that is left or closed cancels its requests, which is fine. Requests to other servers are listed already.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED' && (isAllowed || new URL(request.url()).origin === origin))
      problems.push(`A request failed: ${request.url()} (${reason})`)
  })
  context.on('response', (response) => {
    // Where another server answers at all, the request to it is listed already.
    if (response.status() >= 400 && (isAllowed || new URL(response.url()).origin === origin))
      problems.push(`A file is missing: ${response.url()} was answered with ${response.status()}`)
  })
}
