/** The syntax of a content stream (ISO 32000-1, 7.8.2), operator by operator. */
import { Buffer } from 'node:buffer'

/** Part of a stream, as offsets in bytes. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What a token is: an operand of some kind, a bracket of an array or a dictionary, or an operator. */
type TokenKind = 'number' | 'name' | 'string' | 'bracket' | 'operator'

const regular = 0
const whiteSpace = 1
const delimiter = 2
const numeric = 3
const kinds = new Uint8Array(256)
for (const code of [0, 9, 10, 12, 13, 32])
  kinds[code] = whiteSpace
for (const char of '()<>[]{}/%')
  kinds[char.charCodeAt(0)] = delimiter
for (const char of '0123456789+-.')
  kinds[char.charCodeAt(0)] = numeric

const slash = 0x2F
const parenthesis = 0x28
const closingParenthesis = 0x29
const lessThan = 0x3C
const greaterThan = 0x3E
const backslash = 0x5C
const minus = 0x2D
const point = 0x2E
const zero = 0x30

const latin1 = new TextDecoder('latin1')
const escapes = /\\([0-7]{1,3}|[^0-7])/g
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const notHex = /[<>\s]/g

/** One operator, from its first operand to its own end. Names and strings are read when they are asked for. */
export class Operator implements ByteRange {
  constructor(
    private readonly bytes: Uint8Array,
    readonly name: string,
    readonly start: number,
    readonly end: number,
    readonly numbers: readonly number[],
    private readonly nameRange: ByteRange | undefined,
    private readonly stringRange: ByteRange | undefined,
  ) {}

  /** The last name among the operands, without its slash. */
  get nameOperand(): string {
    return this.nameRange ? ascii(this.bytes, this.nameRange.start, this.nameRange.end) : ''
  }

  /** The last string among the operands. */
  get stringOperand(): Uint8Array {
    return stringIn(this.bytes.subarray(this.stringRange?.start ?? 0, this.stringRange?.end ?? 0))
  }

  /** Everything from the first operand on, as it is in the stream. */
  get source(): string {
    return latin1.decode(this.bytes.subarray(this.start, this.end))
  }
}

/** Calls `visit` for every operator of a stream, in order. */
export function readOperators(bytes: Uint8Array, visit: (operator: Operator) => void): void {
  let first = -1
  let numbers: number[] = []
  let name: ByteRange | undefined
  let string: ByteRange | undefined
  let end = 0
  for (let start = endOf(whiteSpace, bytes, 0); start < bytes.length; start = endOf(whiteSpace, bytes, end)) {
    const token = tokenAt(bytes, start)
    end = endOfToken(token, bytes, start)
    if (first < 0)
      first = start
    if (token === 'number') {
      numbers.push(numberIn(bytes, start, end))
    }
    else if (token === 'name') {
      name = { start: start + 1, end }
    }
    else if (token === 'string') {
      string = { start, end }
    }
    else if (token === 'operator') {
      visit(new Operator(bytes, ascii(bytes, start, end), first, end, numbers, name, string))
      first = -1
      numbers = []
      name = undefined
      string = undefined
    }
  }
}

function tokenAt(bytes: Uint8Array, at: number): TokenKind {
  const byte = bytes[at]
  const kind = kindAt(bytes, at)
  if (kind === numeric)
    return 'number'
  if (byte === slash)
    return 'name'
  if (byte === parenthesis || (byte === lessThan && bytes[at + 1] !== lessThan))
    return 'string'
  return kind === delimiter ? 'bracket' : 'operator'
}

function endOfToken(token: TokenKind, bytes: Uint8Array, start: number): number {
  switch (token) {
    case 'number': return endOf(numeric, bytes, start)
    case 'name': return endOfWord(bytes, start + 1)
    case 'string': return bytes[start] === parenthesis ? endOfLiteral(bytes, start) : endOfHex(bytes, start)
    case 'bracket': return start + (bytes[start + 1] === bytes[start] ? 2 : 1)
    case 'operator': return endOfWord(bytes, start)
  }
}

function kindAt(bytes: Uint8Array, at: number): number {
  return kinds[bytes[at] ?? 0] ?? regular
}

/** Where bytes of one kind end that begin at `from`: right there, if there are none. */
function endOf(kind: number, bytes: Uint8Array, from: number): number {
  let end = from
  while (end < bytes.length && kindAt(bytes, end) === kind)
    end++
  return end
}

function endOfWord(bytes: Uint8Array, from: number): number {
  let end = from
  while (end < bytes.length && kindAt(bytes, end) !== whiteSpace && kindAt(bytes, end) !== delimiter)
    end++
  return end
}

function endOfHex(bytes: Uint8Array, start: number): number {
  const at = bytes.indexOf(greaterThan, start)
  return at < 0 ? bytes.length : at + 1
}

function endOfLiteral(bytes: Uint8Array, start: number): number {
  let depth = 0
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] === backslash)
      i++
    else if (bytes[i] === parenthesis)
      depth++
    else if (bytes[i] === closingParenthesis && --depth === 0)
      return i + 1
  }
  return bytes.length
}

/** A name's few characters, which this reads more quickly than a decoder. */
function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++)
    text += String.fromCharCode(bytes[i] ?? 0)
  return text
}

function numberIn(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === minus
  let value = 0
  let scale = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte === point) {
      scale = 1
    }
    else if (byte >= zero) {
      value = value * 10 + byte - zero
      scale *= 10
    }
  }
  return (negative ? -value : value) / (scale === 0 ? 1 : scale)
}

/** A string's bytes (ISO 32000-1, 7.3.4), line continuations aside, which Skia does not write. */
function stringIn(written: Uint8Array): Uint8Array {
  if (written[0] !== parenthesis)
    return Buffer.from(latin1.decode(written).replace(notHex, ''), 'hex')
  return Buffer.from(latin1.decode(written.subarray(1, -1)).replace(escapes, (_, escape: string) =>
    escape >= '0' && escape <= '8' ? String.fromCharCode(Number.parseInt(escape, 8)) : named[escape] ?? escape), 'latin1')
}
