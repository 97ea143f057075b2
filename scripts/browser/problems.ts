/**
 * Records what goes wrong in pages of a deck: errors on the console, thrown errors, failed requests, requests to other servers. The export and the
 * tests share it, so that both find the same.
 */
import type { BrowserContext } from 'playwright'

/**
 * The browser's line about a failed request, which lacks the address: the request itself is recorded. And a line that Slidev logs in every build of a
 * deck with tooltips.
 */
const harmless = /^Failed to (?:load resource|patch FloatingVue)/

interface Network {
  /** Whether they are allowed, and only those that fail are problems. */
  readonly isAllowed?: boolean
  /** Gets their addresses instead of a sentence in `problems`, for a caller that says more about them. */
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
    // A request to another server is listed already.
    if (response.status() >= 400 && (isAllowed || new URL(response.url()).origin === origin))
      problems.push(`A file is missing: ${response.url()} was answered with ${response.status()}`)
  })
}
