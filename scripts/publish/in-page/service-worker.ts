/**
 * Keeps a published deck for use offline. Pages come from the network whenever there is one, so that nobody sees an old deck; files with a hash in
 * their name come from the cache first.
 */

/** The used part of a service worker's globals: the project has the types of pages only. */
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
  /** The files to keep: paths in the site, as in addresses, separated by spaces. The first page's is empty. */
  readonly files: string
}

const { caches, clients, registration: { scope } } = self
const ours = `briefing ${scope} `

/** Runs as the service worker of the folder that it is in. */
export function serviceWorker({ version, files }: ServiceWorkerSettings): void {
  const name = ours + version
  self.addEventListener('install', event => event.waitUntil(install(name, files.split(' '))))
  self.addEventListener('activate', event => event.waitUntil(activate(name)))
  self.addEventListener('fetch', (event) => {
    const { request } = event
    if (request.method !== 'GET' || !request.url.startsWith(scope))
      return
    const file = new URL(request.url).pathname.slice(new URL(scope).pathname.length)
    event.respondWith(file.startsWith('assets/') ? fromCacheFirst(request, file) : fromNetworkFirst(request, file, name))
  })
}

async function install(name: string, files: readonly string[]): Promise<void> {
  const cache = await caches.open(name)
  await Promise.all(files.map(async (file) => {
    const same = file.startsWith('assets/') ? await caches.match(scope + file) : undefined
    if (same)
      return cache.put(scope + file, same)
    // Past the browser's own cache, which may hold an older state of a page.
    const answer = await fetch(scope + file, { cache: 'reload' })
    if (!answer.ok)
      throw new TypeError(`${file}: ${answer.status}`)
    // Hosts that hide `.html` redirect, and browsers refuse a redirected answer for a page.
    await cache.put(scope + file, new Response(await answer.blob(), { headers: answer.headers }))
  }))
  await self.skipWaiting()
}

async function activate(name: string): Promise<void> {
  const old = (await ownCaches()).filter(key => key !== name)
  // The last one stays, for pages that were opened with it and have not loaded all of it yet.
  await Promise.all(old.slice(0, -1).map(async key => caches.delete(key)))
  await clients.claim()
}

async function ownCaches(): Promise<string[]> {
  return (await caches.keys()).filter(key => key.startsWith(ours))
}

async function fromCacheFirst(request: Request, file: string): Promise<Response> {
  for (const key of (await ownCaches()).reverse()) {
    const answer = await (await caches.open(key)).match(scope + file)
    if (answer)
      return answer
  }
  return fetch(request)
}

async function fromNetworkFirst(request: Request, file: string, name: string): Promise<Response> {
  const answer = await fetch(request).catch((error: unknown) => error)
  if (answer instanceof Response && answer.status < 500)
    return answer
  const cache = await caches.open(name)
  const kept = await cache.match(scope + file)
    // Any other address of the deck is one for its scripts, which the first page loads.
    ?? (request.mode === 'navigate' ? await cache.match(scope) : undefined)
  if (kept)
    return kept
  if (answer instanceof Response)
    return answer
  throw answer
}
