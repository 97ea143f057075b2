/** Makes the public site as `npm run build` does, and serves it as a plain static host would: by file name, with the headers that it brings along. */
import type { Served } from '../../scripts/browser/serve.ts'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import sirv from 'sirv'
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
  const { code, output } = await run('build', folder, [resolve('slides.md'), '--base', base, '--out', 'site', '--draft'])
  if (code !== 0)
    throw new Error(`The public site is not built: exit code ${code}.\n${output}`)
  return site
}

/** A host that runs. Its `url` is on this machine's own address: there the deck wakes no service worker. */
export interface Host extends Pick<Served, 'url' | 'close'> {
  /** The same by a name that the deck takes for a host's. */
  readonly publicUrl: string
  /** What is served from now on: a new edition of the site. */
  serve: (folder: string) => void
}

/** Serves `folder` under `base`: no rewriting, `404.html` for what is not there, a slash added to a folder's name. */
export async function host(folder: string, base: string): Promise<Host> {
  let served = folder
  let files = sirv(served)
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://host')
    const isUnderBase = pathname.startsWith(base)
    const path = join(served, isUnderBase ? decodeURIComponent(pathname.slice(base.length)) : '')
    const isFolder = existsSync(path) && statSync(path).isDirectory()
    if (isUnderBase && isFolder && !pathname.endsWith('/')) {
      response.writeHead(301, { location: `${pathname}/${search}` }).end()
      return
    }
    response.setHeaders(new Map(Object.entries(headersOf(served, pathname))))
    const answerMissing = (): void => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(join(served, '404.html')))
    }
    // sirv would find `read.html` for `read` as well, which not every host does.
    if (!isUnderBase || !existsSync(isFolder ? join(path, 'index.html') : path))
      return answerMissing()
    request.url = `/${pathname.slice(base.length)}`
    files(request, response, answerMissing)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}${base}`,
    publicUrl: `http://briefing.localhost:${port}${base}`,
    serve: (other) => {
      served = other
      files = sirv(served)
    },
    close: async () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

/** The headers of the file at `path` on the host, as the site's own `_headers` has them: a line without an indent says for which paths those below it are, `*` being anything, and `!` takes one away. */
export function headersOf(folder: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {}
  let isMeant = false
  for (const line of readFileSync(join(folder, '_headers'), 'utf8').split('\n').filter(line => line.trim() !== '')) {
    if (!line.startsWith(' ')) {
      isMeant = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
      continue
    }
    const [name = '', ...value] = line.trim().split(': ')
    if (isMeant && name.startsWith('! '))
      delete headers[name.slice(2).toLowerCase()]
    else if (isMeant)
      headers[name.toLowerCase()] = value.join(': ')
  }
  return headers
}
