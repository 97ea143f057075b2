/** `npm start`: serves the finished briefing to this machine. Builds it first if anything has changed. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../deck/failure.ts'
import { serve } from './browser/serve.ts'
import { sharedBuild } from './build/cache.ts'
import { integer, slidesFile } from './cli/options.ts'
import { run } from './cli/run.ts'

const help = `Presents the briefing: builds it if anything has changed, and serves it to this machine.

  npm start -- [slides.md] [options]

  --port <number>   the port to serve on; without it, 3030 or the next free one
  --help            this text`

/** The same as Slidev's, so that a bookmark works for both. */
const usualPort = 3030

run({ help, options: { port: { type: 'string' } }, isServer: true }, async ({ values, words, temporary, environment }) => {
  const port = integer('--port', values.port, 0, 65535)
  const { site: built } = await sharedBuild(slidesFile(words), { environment, onBuild: () => console.log('Building the briefing …') })
  // A copy, so that no edit and no other build can remove a slide during the talk.
  const site = join(temporary, 'site')
  await cp(built, site, { recursive: true })
  const { url } = port === undefined ? await serveOnFreePort(site) : await serve(site, { port })
  console.log(`
  Briefing    ${url}
  Presenter   ${url}presenter

  Ctrl-C ends it.
`)
  // Until a signal comes.
  await new Promise(() => {})
})

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
