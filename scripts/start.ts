/** `npm start`: serves the finished briefing to this machine, built anew if anything in it has changed. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedBuild } from './deck-build.ts'
import { Failure } from './failure.ts'
import { integer, parseOptions } from './options.ts'
import { run } from './run.ts'
import { serve } from './serve.ts'
import { temporaryFolder } from './staging.ts'

const help = `Presents the briefing: builds it if anything has changed, and serves it to this machine.

  npm start -- [slides.md] [options]

  --port <number>   the port to serve on; without it, 3030 or the next free one
  --help            this text`

/** Slidev's own, so that a bookmark serves both. */
const usualPort = 3030

async function main(): Promise<void> {
  const { values, entry } = parseOptions(help, { port: { type: 'string' } })
  const port = integer('--port', values.port, 0, 65535)
  const { site: built } = await sharedBuild(entry, () => console.log('Building the briefing …'))
  // A copy, so that no edit and no other build made during the talk can take a slide away.
  const site = join(temporaryFolder(), 'site')
  await cp(built, site, { recursive: true })
  const { url } = port === undefined ? await serveOnFreePort(site) : await serve(site, { port })
  console.log(`
  Briefing    ${url}
  Presenter   ${url}presenter

  Ctrl-C ends it.
`)
  // Until a signal comes.
  await new Promise(() => {})
}

async function serveOnFreePort(site: string): Promise<{ url: string }> {
  for (let port = usualPort; port < usualPort + 20; port++) {
    try {
      return await serve(site, { port })
    }
    catch (error) {
      if (!(error instanceof Failure))
        throw error
    }
  }
  return serve(site)
}

run(main, { onSignal: 'succeed' })
