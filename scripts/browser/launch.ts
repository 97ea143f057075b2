/**
 * Finds a Chromium, the same for the export and the tests. On Linux x64 it comes from npm without an installation; elsewhere it is Playwright's or
 * the system's, or the message names the one command that installs it.
 */
import type { Browser, BrowserType, LaunchOptions } from 'playwright'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { escapeUTF8 } from 'entities/escape'
import { isRecord } from '../../briefing/record.ts'
import { Failure } from '../../deck/failure.ts'
import { commitOnce, stage } from '../cli/staging.ts'

interface Launched {
  readonly browser: Browser
  /** Name, version and source, for messages. */
  readonly description: string
}

/** Keeps pages and Chromium itself from sending requests to other machines. */
const localOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'

/** Keep Chromium itself quiet. Playwright's own arguments already switch off updates, sync and background networking. */
const quietArguments = [
  '--disable-domain-reliability',
  '--no-pings',
  // The same layout of text whatever the system's settings for hinting are.
  '--font-render-hinting=none',
]

/** What a browser may write into its temporary folder, in bytes. */
const profileSize = 32e6

/**
 * Starts the browser that `BRIEFING_BROWSER` names: an absolute path, or `playwright`, `npm` or `system`. If it names none, tries these three in
 * this order. Playwright ends the browser at exit, but does not handle signals: the caller does. With `allowNetwork`, pages may get files from
 * other machines.
 * @throws {Failure} of kind `browser`, saying what was tried and what to do.
 */
export async function launchBrowser({ allowNetwork = false }: { readonly allowNetwork?: boolean } = {}): Promise<Launched> {
  return firstBrowser(async (chromium, options, name) => {
    const browser = await chromium.launch({
      ...options,
      args: [...quietArguments, ...allowNetwork ? [] : [localOnly], ...options.args ?? []],
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    return { browser, description: `Chromium ${browser.version()} (${name})` }
  })
}

/**
 * Finds the same browser for a tool that starts it itself. Returns its path, unless it is Playwright's own, and the environment that it needs.
 * @throws {Failure} of kind `browser` if there is none.
 */
export async function browserProgram(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'>> {
  return firstBrowser(async (_, options) => options)
}

/** Calls `use` for one browser after the other, and returns its first result. A browser that is missing or for which it throws is skipped. */
async function firstBrowser<T>(use: (chromium: BrowserType, options: LaunchOptions, name: string) => Promise<T>): Promise<T> {
  const wanted = process.env.BRIEFING_BROWSER ?? ''
  const problems: string[] = []
  // Loaded late, because it takes longer than everything else together, and a wrong option needs no browser.
  const { default: { chromium } } = await import('playwright')
  for (const { name, options: find } of candidates(wanted)) {
    try {
      const options = await find(chromium)
      if (options !== undefined)
        return await use(chromium, options, name)
      problems.push(`${name}: not there`)
    }
    catch (error) {
      problems.push(`${name}: ${firstLines(error)}`)
    }
  }
  throw noBrowser(wanted, problems)
}

function noBrowser(wanted: string, problems: readonly string[]): Failure {
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < profileSize)
    return new Failure('file', `No browser starts, because the disk is full: ${Math.floor(bavail * bsize / 1e6)} MB are left where temporary files go. Make room there, or set TMPDIR to another folder.`)
  return new Failure('browser', [
    wanted === '' ? 'No browser was found.' : `The browser that BRIEFING_BROWSER names (${wanted}) does not start.`,
    ...problems.map(problem => `  tried ${problem}`),
    wanted === '' ? `Install one with: ${installCommand()}` : 'Correct BRIEFING_BROWSER, or unset it to have one found.',
  ].join('\n'))
}

const unpackedPattern = /^chromium-[\d.]+$/
const tellingPattern = /error|cannot|not found|no such|failed|denied/i

interface Candidate {
  readonly name: string
  /** Nothing where there is no such browser. */
  options: (chromium: BrowserType) => LaunchOptions | undefined | Promise<LaunchOptions | undefined>
}

/** Where a browser may come from, in the order in which it is looked for. */
const sources: Readonly<Record<string, Candidate>> = {
  playwright: { name: 'Playwright’s own', options: playwrightOptions },
  npm: { name: 'npm’s @sparticuz/chromium', options: npmOptions },
  system: { name: 'the system’s', options: systemOptions },
}

function candidates(wanted: string): Candidate[] {
  const named = sources[wanted]
  if (wanted === '' || named)
    return named ? [named] : Object.values(sources)
  if (!isAbsolute(wanted))
    throw new Failure('usage', `BRIEFING_BROWSER is “${wanted}”. It takes an absolute path to a Chromium or Chrome, or one of: ${Object.keys(sources).join(', ')}.`)
  return [{ name: wanted, options: () => existsSync(wanted) ? { executablePath: wanted } : undefined }]
}

/** Playwright keeps a small headless browser beside the full one. Either works, and the small one starts sooner. */
function playwrightOptions(chromium: BrowserType): LaunchOptions | undefined {
  const full = chromium.executablePath()
  const registry = dirname(dirname(dirname(full)))
  if (!existsSync(registry))
    return undefined
  // Without a path Playwright takes its headless shell.
  if (readdirSync(registry).some(name => name.startsWith('chromium_headless_shell-')))
    return {}
  return existsSync(full) ? { executablePath: full } : undefined
}

async function npmOptions(): Promise<LaunchOptions | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return undefined
  const folder = await unpackedChromium()
  const libraries = join(folder, 'al2023', 'lib')
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...existsSync(libraries) && { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
    },
  }
}

function systemOptions(): LaunchOptions | undefined {
  const path = systemPaths().find(existsSync)
  return path === undefined ? undefined : { executablePath: path }
}

function systemPaths(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
      .map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (process.platform === 'win32') {
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(root => root !== undefined)
      .flatMap(root => ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map(path => join(root, path)))
  }
  return (process.env.PATH ?? '').split(':').filter(Boolean).flatMap(folder =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(name => join(folder, name)))
}

/** The one command that gets a browser on this platform. */
function installCommand(): string {
  if (process.platform !== 'linux')
    return 'npx playwright install --only-shell chromium'
  // Neither npm's nor Playwright's Chromium runs on musl.
  return existsSync('/etc/alpine-release') ? 'apk add chromium' : 'npx playwright install --with-deps --only-shell chromium'
}

/**
 * Unpacks npm's Chromium, once, into a folder that goes with `node_modules`, in about 2.5 s.
 * @returns the folder: `chromium`, `fonts.conf`, and `al2023/lib` where the system lacks NSS.
 */
async function unpackedChromium(): Promise<string> {
  const packageFolder = fileURLToPath(new URL('../../', import.meta.resolve('@sparticuz/chromium')))
  const version = npmVersion(packageFolder)
  const folder = join(packageFolder, '..', '..', '.cache', 'briefing', `chromium-${version}`)
  if (existsSync(folder))
    return folder

  const staged = stage(folder)
  mkdirSync(staged)
  await unpackInto(staged)
  // The loader exits with 127 if a library is missing. If none is, the system's own are better.
  if (spawnSync(join(staged, 'chromium'), ['--version']).status !== 127)
    rmSync(join(staged, 'al2023'), { recursive: true })
  writeFileSync(join(staged, 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')))
  commitOnce(staged, folder)
  for (const name of readdirSync(dirname(folder))) {
    if (unpackedPattern.test(name) && name !== `chromium-${version}`)
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
  }
  return folder
}

/** The exact version that is installed. The package does not export its `package.json`. */
function npmVersion(packageFolder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  return isRecord(manifest) ? String(manifest.version) : 'unknown'
}

/** The package always unpacks into the temporary folder of its process, so it runs in a process with another one. */
async function unpackInto(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `
    const { default: chromium } = await import(${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))})
    await chromium.executablePath()
  `], {
    // It unpacks NSS, which works on any Linux, only if it finds itself on Amazon's.
    env: { ...process.env, NODE_OPTIONS: '', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const end = (): void => {
    child.kill()
  }
  process.once('exit', end)
  let complaint = ''
  child.stderr.on('data', (chunk: Uint8Array) => complaint += String(chunk))
  const status = await new Promise(resolve => child.once('close', resolve))
  process.off('exit', end)
  if (status !== 0)
    throw new Failure('file', `Chromium could not be unpacked into ${folder}.\n${complaint}`)
}

/** The system's fonts, if it has any, and the package's Open Sans, so that text in a font that the deck does not bring is visible. */
function fontsConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${escapeUTF8(fonts)}</dir>
</fontconfig>
`
}

function firstLines(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const telling = message.split('\n').filter(line => tellingPattern.test(line))
  return (telling.length > 0 ? telling : message.split('\n')).slice(0, 2).join(' ').trim()
}
