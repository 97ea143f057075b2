/** Measures whole commands as a user runs them: how long one takes, and how much memory its processes use together at most. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

export interface Measured {
  readonly seconds: number
  /** Shared pages counted once (PSS), in bytes; absent where the system does not say. */
  readonly peakMemory?: number
}

/** How often memory is read, in ms: seldom enough to cost nothing, often enough to catch a browser's peak. */
const samplingTime = 150

/**
 * Runs a command to its end.
 * @throws with its output if it fails.
 */
export async function measureCommand([name = '', ...args]: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Measured> {
  const began = performance.now()
  const child = spawn(name, args, { cwd, env: { ...process.env, NODE_ENV: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output += text)
  let peakMemory: number | undefined
  const sampling = setInterval(() => {
    const memory = child.pid === undefined ? undefined : memoryOfTree(child.pid)
    if (memory !== undefined)
      peakMemory = Math.max(memory, peakMemory ?? 0)
  }, samplingTime)
  await once(child, 'close')
  clearInterval(sampling)
  if (child.exitCode !== 0)
    throw new Error(`${name} ${args.join(' ')} ended with code ${child.exitCode} in ${cwd}.\n${output.slice(-4000)}`)
  return { seconds: (performance.now() - began) / 1000, ...peakMemory !== undefined && { peakMemory } }
}

const digits = /^\d+$/
const parentPattern = /\) \S (\d+)/
const pssPattern = /^Pss:\s+(\d+) kB/m

/** The memory of a process and all its descendants, in bytes. Only Linux says. */
function memoryOfTree(root: number): number | undefined {
  if (process.platform !== 'linux')
    return undefined
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter(name => digits.test(name))) {
    const parent = Number(parentPattern.exec(read(`/proc/${name}/stat`))?.[1])
    children.set(parent, [...children.get(parent) ?? [], Number(name)])
  }
  const tree = [root]
  for (const pid of tree)
    tree.push(...children.get(pid) ?? [])
  return tree.map(pid => 1024 * Number(pssPattern.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)).reduce((a, b) => a + b, 0)
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  }
  catch {
    return ''
  }
}
