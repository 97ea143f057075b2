/**
 * Keeps a published deck at hand without a network. Pages come from the network whenever there is one, so that nobody sees
 * yesterday's deck; files whose names tell their content come from here first.
 */

/** What of a service worker's own world is used; the project's types are those of a page. */
interface WorkerWorld {
  readonly caches: CacheStorage
  readonly clients: { claim: () => Promise<void> }
  readonly registration: { readonly scope: string }
  skipWaiting: () => Promise<void>
  addEventListener: ((type: 'install' | 'activate', listener: (event: { waitUntil: (done: Promise<unknown>) => void }) => void) => void)
    & ((type: 'fetch', listener: (event: { readonly request: Request, respondWith: (answer: Promise<Response>) => void }) => void) => void)
}

declare const self: WorkerWorld

export interface ServiceWorkerSettings {
  /** Differs with every change of any file. */
  readonly version: string
  /** What is kept, relative to the site. */
  readonly files: readonly string[]
}

/** Runs as the service worker of the folder that it is in. */
export function serviceWorker({ version, files }: ServiceWorkerSettings): void {
  const { scope } = self.registration
  const ours = `briefing ${scope} `
  const name = ours + version

  self.addEventListener('install', event => event.waitUntil((async () => {
    const cache = await self.caches.open(name)
    await Promise.all(files.map(async (file) => {
      const same = file.startsWith('assets/') ? await self.caches.match(scope + file) : undefined
      if (same)
        return cache.put(scope + file, same)
      // Past the browser's own cache, which may hold an older state of a page.
      const answer = await fetch(scope + file, { cache: 'reload' })
      if (!answer.ok)
        throw new TypeError(`${file}: ${answer.status}`)
      // Hosts that hide `.html` redirect, and a redirected answer may not be given to somebody who opens a page.
      await cache.put(scope + file, new Response(await answer.blob(), { headers: answer.headers }))
    }))
    await self.skipWaiting()
  })()))

  self.addEventListener('activate', event => event.waitUntil((async () => {
    const old = (await self.caches.keys()).filter(key => key.startsWith(ours) && key !== name)
    // The last one stays, for pages that were opened with it and have not loaded all of it yet.
    await Promise.all(old.slice(0, -1).map(async key => self.caches.delete(key)))
    await self.clients.claim()
  })()))

  self.addEventListener('fetch', (event) => {
    const { request } = event
    if (request.method !== 'GET' || !request.url.startsWith(scope))
      return
    const file = new URL(request.url).pathname.slice(new URL(scope).pathname.length)
    event.respondWith(file.startsWith('assets/') ? fromHereFirst(request, file) : fromNetworkFirst(request, file))
  })

  async function fromHereFirst(request: Request, file: string): Promise<Response> {
    for (const key of (await self.caches.keys()).filter(key => key.startsWith(ours)).reverse()) {
      const answer = await (await self.caches.open(key)).match(scope + file)
      if (answer)
        return answer
    }
    return fetch(request)
  }

  async function fromNetworkFirst(request: Request, file: string): Promise<Response> {
    const answer = await fetch(request).catch((error: unknown) => error)
    if (answer instanceof Response && answer.status < 500)
      return answer
    const cache = await self.caches.open(name)
    const kept = await cache.match(scope + file)
      // Any other address of the deck's is one for its scripts, which the first page has.
      ?? (request.mode === 'navigate' ? await cache.match(scope) : undefined)
    if (kept)
      return kept
    if (answer instanceof Response)
      return answer
    throw answer
  }
}
