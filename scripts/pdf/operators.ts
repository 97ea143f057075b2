/** The syntax of a content stream (ISO 32000-1, 7.8.2), operator by operator. */
import { Buffer } from 'node:buffer'

/** Part of a stream, as offsets in bytes. */
export interface Range {
  readonly start: number
  readonly end: number
}

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

const latin1 = new TextDecoder('latin1')
const escapes = /\\([0-7]{1,3}|[^0-7])/g
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const notHex = /[<>\s]/g

/** One operator, from its first operand to its own end. Its operands are read when they are asked for. */
export class Operator implements Range {
  constructor(
    private readonly bytes: Uint8Array,
    readonly name: string,
    readonly start: number,
    readonly end: number,
    readonly numbers: readonly number[],
    private readonly nameRange: Range | undefined,
    private readonly stringRange: Range | undefined,
  ) {}

  /** The last name among the operands, without its slash. */
  get nameOperand(): string {
    return this.nameRange ? ascii(this.bytes, this.nameRange.start, this.nameRange.end) : ''
  }

  /** The last string among the operands. */
  get stringOperand(): Uint8Array {
    return stringIn(this.bytes.subarray(this.stringRange?.start ?? 0, this.stringRange?.end ?? 0))
  }

  /** Everything from the first operand on, as it stands. */
  get source(): string {
    return latin1.decode(this.bytes.subarray(this.start, this.end))
  }
}

/** Calls `visit` for every operator of a stream, in order. */
export function readOperators(bytes: Uint8Array, visit: (operator: Operator) => void): void {
  const { length } = bytes
  const kindAt = (at: number): number => kinds[bytes[at] ?? 32] ?? whiteSpace
  const endOfWord = (from: number): number => {
    let end = from
    while (end < length && kindAt(end) !== whiteSpace && kindAt(end) !== delimiter)
      end++
    return end
  }

  let numbers: number[] = []
  let first = -1
  let name: Range | undefined
  let string: Range | undefined
  let i = 0
  while (i < length) {
    const byte = bytes[i]
    const kind = kindAt(i)
    if (kind === whiteSpace) {
      i++
      continue
    }
    const start = i
    if (first < 0)
      first = start
    if (kind === numeric) {
      while (i < length && kindAt(i) === numeric)
        i++
      numbers.push(numberIn(bytes, start, i))
    }
    else if (byte === 0x2F) { // a name
      i = endOfWord(i + 1)
      name = { start: start + 1, end: i }
    }
    else if (byte === 0x28 || (byte === 0x3C && bytes[i + 1] !== 0x3C)) { // a string, literal or in hexadecimal digits
      i = byte === 0x28 ? endOfLiteral(bytes, i) : bytes.indexOf(0x3E, i) + 1
      string = { start, end: i }
    }
    else if (kind === delimiter) { // of an array or a dictionary
      i += bytes[i + 1] === byte ? 2 : 1
    }
    else {
      i = endOfWord(i)
      visit(new Operator(bytes, ascii(bytes, start, i), first, i, numbers, name, string))
      name = undefined
      string = undefined
      first = -1
      if (numbers.length > 0)
        numbers = []
    }
  }
}

/** Quicker than a decoder for the few characters of a name. */
function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++)
    text += String.fromCharCode(bytes[i] ?? regular)
  return text
}

function numberIn(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 0x2D
  let value = 0
  let scale = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte === 0x2E) {
      scale = 1
    }
    else if (byte >= 0x30) {
      value = value * 10 + byte - 0x30
      scale *= 10
    }
  }
  return (negative ? -value : value) / (scale === 0 ? 1 : scale)
}

function endOfLiteral(bytes: Uint8Array, start: number): number {
  let depth = 0
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] === 0x5C)
      i++
    else if (bytes[i] === 0x28)
      depth++
    else if (bytes[i] === 0x29 && --depth === 0)
      return i + 1
  }
  return bytes.length
}

/** A string's bytes (ISO 32000-1, 7.3.4), line continuations aside, which Skia does not write. */
function stringIn(written: Uint8Array): Uint8Array {
  if (written[0] !== 0x28)
    return Buffer.from(latin1.decode(written).replace(notHex, ''), 'hex')
  return Buffer.from(latin1.decode(written.subarray(1, -1)).replace(escapes, (_, escape: string) =>
    escape >= '0' && escape <= '8' ? String.fromCharCode(Number.parseInt(escape, 8)) : named[escape] ?? escape), 'latin1')
}
