/** Serves a finished build to this machine only: to a presenter's browser, the exporter, the tests. */
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import sirv from 'sirv'
import { codeOf, Failure } from '../../deck/failure.ts'

/** A running server. */
export interface Served {
  /** With the base path and a slash at its end. */
  readonly url: string
  readonly port: number
  /** Ends it and all open connections. */
  close: () => Promise<void>
}

interface ServeOptions {
  /** 0, the default, lets the system choose a free one. */
  readonly port?: number
  /** The path that the site is built for. */
  readonly base?: string
}

/**
 * Serves `folder` on 127.0.0.1, compressed where a file has a `.gz` beside it. An address without a file name gets the deck, which knows
 * its slides; a missing file is a 404.
 * @throws {Failure} of kind `usage` if the port is taken.
 */
export async function serve(folder: string, { port = 0, base = '/' }: ServeOptions = {}): Promise<Served> {
  const files = sirv(folder, { single: true, etag: true, gzip: true })
  const server = createServer((request, response) => {
    const missing = (): void => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    }
    if (request.url?.startsWith(base) !== true)
      return missing()
    request.url = `/${request.url.slice(base.length)}`
    files(request, response, missing)
  })
  const { port: listeningPort, close } = await listen(server, port)
  return { url: `http://127.0.0.1:${listeningPort}${base}`, port: listeningPort, close }
}

/**
 * Lets a server listen on this machine only.
 * @throws {Failure} of kind `usage` if the port is taken.
 */
export async function listen(server: Server, port = 0): Promise<Pick<Served, 'port' | 'close'>> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES'
      ? new Failure('usage', `Port ${port} is taken or not allowed. Choose another one with --port, or leave it out for a free one.`, { cause: error })
      : error))
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
