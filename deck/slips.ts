/**
 * Finds slips in the deck's sources, with messages for the person who writes a deck. The type check finds most of them too, but with a compiler's
 * messages, and one slip in the evidence many times.
 */
import type { Problem } from '../briefing/basis.ts'
import type { SlideFile } from './slides.ts'
import { join } from 'node:path'
import ts from 'typescript'
import { evidencePath } from './article.ts'

/** A slip. Place and message are apart, so that equal ones can be merged. */
interface Slip {
  readonly file: string
  readonly line: number
  /** The entry of the evidence, such as `speakers.mayor`, if it is in one. */
  readonly entry: string
  readonly message: string
  readonly unknown?: Unknown
}

/** An id that a collection does not have. */
interface Unknown {
  readonly collection: string
  readonly id: string
  /** “did you mean …?”, if there is a similar one. */
  readonly suggestion: string
  /** The ids that it has, as a sentence. */
  readonly known: string
}

/**
 * Finds what does not fit together in the evidence, and references of slides to evidence that is not there.
 * @param root the deck's folder
 * @param files of its slides
 */
export function findSlips(root: string, files: readonly SlideFile[]): Problem[] {
  return together([...typeSlips(root, files.flatMap(referencesIn)), ...files.flatMap(unboundIn)])
}

interface Reference { readonly file: string, readonly line: number, readonly text: string }

const reference = /\$brief(?:\.\w+)+/g
// An attribute without a colon whose value is not a text.
const unbound = /<([A-Z]\w*)(?:\s[^<>]*?)?\s([a-z][\w-]*)="(\d+|true|false|\$brief[^"]*|\[[^"]*|Object\.[^"]*)"/g

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

function referencesIn({ file, text }: SlideFile): Reference[] {
  return Array.from(text.matchAll(reference), ({ 0: found, index }) => ({ file, line: lineAt(text, index), text: found }))
}

function unboundIn({ file, text }: SlideFile): Slip[] {
  return Array.from(text.matchAll(unbound), ({ 0: tag, 1: name = '', 2: prop = '', 3: value = '', index }) => ({
    file,
    line: lineAt(text, index + tag.length),
    entry: '',
    message: `${prop}="${value}" passes the text “${value}” to <${name}>. Write :${prop}="${value}".`,
  }))
}

function grouped(slips: readonly Slip[], keyOf: (slip: Slip) => string): Slip[][] {
  const groups = new Map<string, Slip[]>()
  for (const slip of slips)
    groups.set(keyOf(slip), [...groups.get(keyOf(slip)) ?? [], slip])
  return [...groups.values()]
}

/** Merges slips with the same message, or with unknown ids of one collection, into one problem that names all entries and lines. */
function together(slips: readonly Slip[]): Problem[] {
  return grouped(slips, ({ file, message, unknown }) => `${file} ${unknown?.collection ?? message}`).flatMap((group) => {
    const [first, ...others] = group
    if (!first)
      return []
    const byId = grouped(group, ({ unknown }) => unknown?.id ?? '')
    if (byId.length > 1)
      return [{ where: `${first.file}:${first.line}`, message: unknownIds(byId) }]
    const entries = [...new Set([first, ...others].map(({ entry }) => entry).filter(entry => entry !== ''))]
    const lines = [...new Set(others.map(({ line }) => line))].filter(line => line !== first.line)
    const also = lines.length === 0 ? '' : `\nThe same in line ${lines.join(', ')}.`
    return [{ where: `${first.file}:${first.line}`, message: `${entries.length === 0 ? '' : `${entries.join(', ')}: `}${first.message}${also}` }]
  })
}

function unknownIds(byId: readonly Slip[][]): string {
  const unknown = byId.flatMap(([slip]) => slip?.unknown ?? [])
  const ids = unknown.map(({ id, suggestion }, i) => `“${id}” (${[`line ${[...new Set(byId[i]?.map(({ line }) => line))].join(', ')}`, suggestion].filter(Boolean).join('; ')})`)
  return `${unknown[0]?.collection} has no ${ids.join(', ')}.\n${unknown[0]?.known}`
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
}

/** Type-checks the evidence, and the slides' references to it as if they were in a file beside it. */
function typeSlips(root: string, references: readonly Reference[]): Slip[] {
  const evidence = join(root, evidencePath)
  const slides = join(root, 'briefing', 'references-of-slides.ts')
  // `setup/main.ts` adds five to what the slides get; what those hold is not checked here.
  const head = 'import { evidence } from \'./evidence.ts\'; interface Open { [name: string]: Open } declare const open: Open; const $brief = { ...evidence, source: open, edition: open, contents: open, counts: open, review: open };'
  const onDisk = ts.createCompilerHost(options)
  const program = ts.createProgram([evidence, slides], options, {
    ...onDisk,
    fileExists: path => path === slides || onDisk.fileExists(path),
    getSourceFile: (path, languageVersion, ...more) => path === slides
      ? ts.createSourceFile(path, [head, ...references.map(({ text }) => text)].join('\n'), languageVersion)
      : onDisk.getSourceFile(path, languageVersion, ...more),
  })
  const inFile = (path: string): Diagnosis[] => {
    const source = program.getSourceFile(path)
    return source ? program.getSemanticDiagnostics(source).flatMap(diagnostic => explain(diagnostic, source, program.getTypeChecker())) : []
  }
  const found = inFile(evidence)
  // The consequences of a slip elsewhere are not reported.
  const causes = found.some(({ isCause }) => isCause) ? found.filter(({ isCause }) => isCause) : found.slice(0, 1)
  return [
    ...causes.map(({ isCause: _, ...slip }) => ({ ...slip, file: evidencePath })),
    ...found.length > 0
      ? []
      : inFile(slides).map(({ isCause: _, ...slip }) => {
          const { file = 'slides.md', line = 1 } = references[slip.line - 2] ?? {}
          return { ...slip, file, line, entry: '' }
        }),
  ]
}

interface Diagnosis extends Omit<Slip, 'file'> {
  /** Whether the slip itself is here, and not only a consequence of it. */
  readonly isCause: boolean
}

const mostIds = 20
const quoted = /'([^']+)'/g
const listAtEnd = /: ([\w, ]+)$/

function explain({ code, start = 0, messageText }: ts.Diagnostic, source: ts.SourceFile, checker: ts.TypeChecker): Diagnosis[] {
  const node = nodeAt(source, start)
  const message = typeof messageText === 'string' ? messageText : undefined
  const [first = '', ...others] = Array.from((message ?? '').matchAll(quoted), ([, name = '']) => name)
  const suggestion = message?.includes('Did you mean') === true ? ` Did you mean “${others.at(-1)}”?` : ''
  const found = { line: source.getLineAndCharacterOfPosition(start).line + 1, entry: entryAround(node), isCause: true }
  if ((code === 2551 || code === 2339) && ts.isPropertyAccessExpression(node.parent)) {
    const owner = node.parent.expression
    const ids = checker.getTypeAtLocation(owner).getProperties().map(({ name }) => name)
    const more = ids.length > mostIds ? ` and ${ids.length - mostIds} more` : ''
    const known = ids.length === 0 ? 'It is empty so far.' : `There are: ${ids.slice(0, mostIds).join(', ')}${more}.`
    const collection = owner.getText(source)
    return [{ ...found, entry: '', message: `${collection} has no “${first}”.${suggestion || ` ${known}`}`, unknown: { collection, id: first, suggestion: suggestion.replace(' D', 'd'), known } }]
  }
  if (code === 2304 || code === 2552)
    return [{ ...found, entry: '', message: `“${first}” does not exist.${suggestion}` }]
  if (code === 2741)
    return [{ ...found, message: `“${first}” is missing.` }]
  if ((code === 2739 || code === 2740) && message !== undefined)
    return [{ ...found, message: `${(listAtEnd.exec(message)?.[1] ?? '').split(', ').map(name => `“${name}”`).join(', ')} are missing.` }]
  if (code === 2561 || code === 2353)
    return [{ ...found, message: `“${first}” is read by nothing.${suggestion}` }]
  const literal = ts.isPropertyAssignment(node.parent) && node.parent.name === node ? node.parent : undefined
  if ((code === 2322 || code === 2820) && literal && (ts.isStringLiteral(literal.initializer) || ts.isNumericLiteral(literal.initializer)))
    return [{ ...found, message: `“${literal.name.getText(source)}” cannot be ${literal.initializer.getText(source)}; it takes ${expected(literal.initializer, checker)}.` }]
  return [{ ...found, isCause: false, message: `This does not fit the model (briefing/model.ts): ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300)}` }]
}

/** The values that a property may have, such as `1, 2, 3`. */
function expected(expression: ts.Expression, checker: ts.TypeChecker): string {
  const type = checker.getContextualType(expression)
  return type ? checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias).replaceAll(' | ', ', ').replaceAll('"', '\'') : 'something else'
}

function nodeAt(source: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = source
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, child => child.getStart(source) <= position && position < child.getEnd() ? child : undefined)
    if (!inner)
      return node
    node = inner
  }
}

/** The entry around a node: `speakers.mayor`. */
function entryAround(node: ts.Node): string {
  let id: string | undefined
  for (let around: ts.Node = node; !ts.isSourceFile(around); around = around.parent) {
    if (ts.isPropertyAssignment(around))
      id = around.name.getText()
    if (ts.isVariableDeclaration(around))
      return id === undefined ? '' : `${around.name.getText()}.${id}`
  }
  return ''
}
