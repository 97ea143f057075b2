/** Serves the page on which a person reads the deck's items beside the article: to this machine only, and never from a file. */
import type { IncomingMessage } from 'node:http'
import type { Served } from '../browser/serve.ts'
import type { ReviewOptions } from './session.ts'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Failure } from '../../deck/failure.ts'
import { pageModule } from '../browser/in-page.ts'
import { listen } from '../browser/serve.ts'
import { Session } from './session.ts'

interface Answer {
  readonly status: number
  readonly body?: string
  readonly type?: string
}

const pageScript = pageModule<typeof import('./in-page/review.ts')>(new URL('./in-page/review.ts', import.meta.url))
const mostBytes = 100_000

/** Serves it, and returns its address, which nobody can guess. */
export async function serveReview(options: ReviewOptions): Promise<Pick<Served, 'url' | 'close'>> {
  const session = new Session(options)
  const token = randomBytes(16).toString('base64url')
  const server = createServer((request, response) => {
    // Another site's page may reach this address under a name of its own.
    const host = `127.0.0.1:${request.socket.localPort}`
    const isOwn = request.headers.host === host && (request.headers.origin ?? `http://${host}`) === `http://${host}`
    const answering: Promise<Answer> = isOwn ? answerTo(request, token, session) : Promise.resolve({ status: 403, body: 'Only for pages of this machine’s own address.' })
    answering.catch((error: unknown): Answer => ({ status: 500, body: error instanceof Failure ? error.message : String(error) })).then(({ status, body = '', type = 'text/plain' }) => {
      response.writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        // The article must not be kept in the browser's files either.
        'cache-control': 'no-store',
        'content-security-policy': `default-src 'none'; script-src 'nonce-${token}'; style-src 'nonce-${token}'; connect-src 'self'; img-src data:; frame-src ${new URL(options.deck).origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      }).end(body)
    }, () => response.destroy())
  })
  const { port, close } = await listen(server)
  return { url: `http://127.0.0.1:${port}/${token}/`, close }
}

async function answerTo(request: IncomingMessage, token: string, session: Session): Promise<Answer> {
  switch (`${request.method} ${request.url}`) {
    case `GET /${token}/`:
      return { status: 200, body: await pageOf(session, token), type: 'text/html' }
    case `POST /${token}/verdict`:
      return await session.record(await bodyOf(request)) ? { status: 204 } : { status: 400, body: 'This is no verdict on an item of the deck.' }
    case `POST /${token}/undo`:
      return { status: 200, body: await session.undo() ?? '' }
    default:
      return { status: 404, body: 'Not found' }
  }
}

async function pageOf(session: Session, nonce: string): Promise<string> {
  const script = await pageScript.script('review', session.data())
  return readFileSync(new URL('./page.html', import.meta.url), 'utf8').replaceAll('NONCE', nonce).replace('/* SCRIPT */', () => script)
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk)
    if (body.length > mostBytes)
      return undefined
  }
  try {
    return JSON.parse(body)
  }
  catch {
    return undefined
  }
}
