/** Makes the public site as `npm run build` does, and serves it as a plain static host would: by file name, with the headers that it brings along. */
import type { ServerResponse } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { sharedSite } from './build-once.ts'
import { run } from './commands.ts'

/** The folder of the public site that is built for `base`: once a run, since each base has a project of one worker to itself. */
export async function publicSite(base: string): Promise<string> {
  // Beside the build that all tests share, because that folder outlives a worker.
  const folder = join(sharedSite(), '..', `public${base.replaceAll('/', '-')}`)
  const site = join(folder, 'site')
  if (existsSync(site))
    return site
  await mkdir(folder, { recursive: true })
  const { code, output } = await run('build', folder, [resolve('slides.md'), '--base', base, '--out', 'site'])
  if (code !== 0)
    throw new Error(`The public site is not built: exit code ${code}.\n${output}`)
  return site
}

/** A host that runs. */
export interface Host {
  /** Where the site is, on this machine's own address: there the deck wakes no service worker. */
  readonly url: string
  /** The same by a name that the deck takes for a host's. */
  readonly publicUrl: string
  /** What is served from now on: a new edition of the site. */
  serve: (folder: string) => void
  close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves `folder` under `base`: no rewriting, `404.html` for what is not there, a slash added to a folder's name. */
export async function host(folder: string, base: string): Promise<Host> {
  let served = folder
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://host')
    const path = join(served, decodeURIComponent(pathname.startsWith(base) ? pathname.slice(base.length) : '404.html'))
    if (existsSync(path) && statSync(path).isDirectory()) {
      if (pathname.endsWith('/'))
        return answer(response, served, join(path, 'index.html'), 200)
      response.writeHead(301, { location: `${pathname}/${search}` }).end()
      return
    }
    answer(response, served, path, 200)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}${base}`,
    publicUrl: `http://briefing.localhost:${port}${base}`,
    serve: (other) => {
      served = other
    },
    close: async () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

function answer(response: ServerResponse, folder: string, path: string, status: number): void {
  if (!existsSync(path))
    return answer(response, folder, join(folder, '404.html'), 404)
  response.writeHead(status, { ...headersOf(folder), 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(path))
}

const addressPattern = /^\/\S*$/m

/** The headers for every file, as the site's own `_headers` has them. */
export function headersOf(folder: string): Record<string, string> {
  const [, forAll = ''] = readFileSync(join(folder, '_headers'), 'utf8').split(addressPattern)
  return Object.fromEntries(forAll.trim().split('\n').map((line) => {
    const [name = '', ...value] = line.trim().split(': ')
    return [name.toLowerCase(), value.join(': ')]
  }))
}
