/** The syntax of a content stream (ISO 32000-1, 7.8.2), operator by operator. */
import { Buffer } from 'node:buffer'

/** Part of a stream, as offsets in bytes. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** A number, a name, a string (Skia escapes brackets in it), an operator; and without a group, brackets of arrays and dictionaries. */
const tokens = /([-+.\d]+)|\/([^\s\0()<>[\]{}/%]*)|(\((?:[^\\)]|\\[\s\S])*\)|<[^<>]*>)|([^\s\0()<>[\]{}/%]+)|<<|>>|\S/g
const escapes = /\\([0-7]{1,3}|[^0-7])/g
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const whiteSpace = /\s/g

/** One operator, from its first operand to its own end. Its string is read when it is asked for. */
export class Operator implements ByteRange {
  constructor(
    private readonly stream: string,
    readonly name: string,
    readonly start: number,
    readonly end: number,
    readonly numbers: readonly number[],
    /** The last name among the operands, without its slash. */
    readonly nameOperand: string,
    private readonly string: string,
  ) {}

  /** The bytes of the last string among the operands (ISO 32000-1, 7.3.4), line continuations aside, which Skia does not write. */
  get stringOperand(): Uint8Array {
    const written = this.string.slice(1, -1)
    if (!this.string.startsWith('('))
      return Buffer.from(written.replace(whiteSpace, ''), 'hex')
    return Buffer.from(written.replace(escapes, (_, escape: string) =>
      escape >= '0' && escape <= '8' ? String.fromCharCode(Number.parseInt(escape, 8)) : named[escape] ?? escape), 'latin1')
  }

  /** Everything from the first operand on, as it is in the stream. */
  get source(): string {
    return this.stream.slice(this.start, this.end)
  }
}

/** Calls `visit` for every operator of a stream, in order. */
export function readOperators(bytes: Buffer, visit: (operator: Operator) => void): void {
  // One character for each byte.
  const stream = bytes.toString('latin1')
  let start = -1
  let numbers: number[] = []
  let name = ''
  let string = ''
  for (const { 0: token, 1: numberRead, 2: nameRead, 3: stringRead, 4: operator, index } of stream.matchAll(tokens)) {
    if (start < 0)
      start = index
    if (numberRead !== undefined)
      numbers.push(Number(numberRead))
    name = nameRead ?? name
    string = stringRead ?? string
    if (operator !== undefined) {
      visit(new Operator(stream, operator, start, index + token.length, numbers, name, string))
      start = -1
      numbers = []
      name = ''
      string = ''
    }
  }
}
