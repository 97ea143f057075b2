/**
 * Reads a finished PDF back, for tests: its structure tree with the text of every element, its outline, links, metadata and fonts; and
 * judges it by the conditions of PDF/UA-1 that a machine can check. Knows nothing of the code that makes the PDF.
 */
import type { PDFObject } from '@cantoo/pdf-lib'
import type { PDFPageProxy } from 'pdfjs-dist'
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream, PDFString } from '@cantoo/pdf-lib'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A structure element. */
export interface Tag {
  readonly kind: 'tag'
  /** As it is written. */
  readonly name: string
  /** The standard type that it stands for. */
  readonly type: string
  readonly parent: Tag | undefined
  readonly kids: readonly (Tag | Mark | Link)[]
  readonly dict: PDFDict
  readonly alt?: string
  readonly actualText?: string
  /** Its own, or what it inherits. */
  readonly lang?: string
}

/** Marked content. */
interface Mark {
  readonly kind: 'mark'
  /** From 1. */
  readonly page: number
  /** The form XObject that it is in, if it is not in the page itself. */
  readonly form?: PDFRef
  readonly mcid: number
  readonly text: string
}

/** A link's annotation. */
export interface Link {
  readonly kind: 'link'
  readonly ref: PDFRef
  /** From 1. */
  readonly page: number
  readonly description: string
  /** The page that it leads to, or an address. */
  readonly target: number | string
}

interface OutlineEntry {
  readonly title: string
  /** From 1. */
  readonly page: number
}

export interface Font {
  readonly name: string
  readonly isEmbedded: boolean
  readonly hasUnicode: boolean
}

export interface Pdf {
  readonly objects: PDFDocument
  /** The root of the structure tree. Absent if there is none. */
  readonly root: Tag | undefined
  readonly outline: readonly OutlineEntry[]
  readonly links: readonly Link[]
  readonly fonts: readonly Font[]
  readonly pages: readonly { readonly width: number, readonly height: number, readonly painted: readonly Painted[] }[]
  readonly xmp: string
  readonly information: Readonly<Record<string, string>>
}

/** One painting operator: the marks around it from outside to inside, and what it shows. */
interface Painted {
  readonly marks: readonly ('Artifact' | number | undefined)[]
  readonly inForm: boolean
  readonly what: 'text' | 'graphics'
  readonly text: string
  readonly lacksGlyph: boolean
}

const whiteSpace = /\s+/g
const painting: ReadonlySet<number> = new Set([OPS.fill, OPS.eoFill, OPS.stroke, OPS.closeStroke, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke])
const pictures: ReadonlySet<number> = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintSolidColorImageMask, OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectRepeat, OPS.shadingFill])

/** Opens a PDF. Only a file that cannot be parsed at all throws; whatever is missing in it is absent. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const objects = await PDFDocument.load(bytes, { updateMetadata: false })
  const viewer = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise
  const refs = objects.getPages().map(page => page.ref)
  const pages = await Promise.all(refs.map(async (_, index) => {
    const page = await viewer.getPage(index + 1)
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view
    return { width: right - left, height: top - bottom, painted: await paintedOn(page) }
  }))
  await viewer.loadingTask.destroy()

  const numberOf = (ref: PDFRef | undefined): number => ref ? refs.indexOf(ref) + 1 : 0
  const textOf = (page: number, mcid: number): string => (pages[page - 1]?.painted ?? []).filter(({ marks }) => marks.findLast(mark => typeof mark === 'number') === mcid).map(({ text }) => text).join('')
  const links = new Map<PDFRef, Link>()
  objects.getPages().forEach((page, index) => {
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      if (ref instanceof PDFRef)
        links.set(ref, { kind: 'link', ref, page: index + 1, ...linkIn(objects, ref, numberOf) })
    }
  })

  const roles = dictIn(structureOf(objects), 'RoleMap')
  const read = (dict: PDFDict, parent: Tag | undefined, inheritedPage: PDFRef | undefined): Tag => {
    const name = nameIn(dict, 'S') ?? ''
    const page = refIn(dict, 'Pg') ?? inheritedPage
    const kids: (Tag | Mark | Link)[] = []
    const lang = textIn(dict, 'Lang') ?? parent?.lang ?? textIn(objects.catalog, 'Lang')
    const [alt, actualText] = [textIn(dict, 'Alt'), textIn(dict, 'ActualText')]
    const tag: Tag = {
      kind: 'tag',
      name,
      type: standardType(roles, name),
      parent,
      kids,
      dict,
      ...alt !== undefined && { alt },
      ...actualText !== undefined && { actualText },
      ...lang !== undefined && { lang },
    }
    for (const kid of listIn(dict, 'K')) {
      const value = kid instanceof PDFRef ? objects.context.lookup(kid) : kid
      if (value instanceof PDFNumber) {
        kids.push({ kind: 'mark', page: numberOf(page), mcid: value.asNumber(), text: textOf(numberOf(page), value.asNumber()) })
      }
      else if (value instanceof PDFDict) {
        const type = nameIn(value, 'Type')
        const ref = refIn(value, 'Obj')
        const form = refIn(value, 'Stm')
        const mcid = value.lookup(PDFName.of('MCID'))
        const link = ref && links.get(ref)
        if (type === 'MCR' && mcid instanceof PDFNumber) {
          const own = numberOf(refIn(value, 'Pg') ?? page)
          kids.push({ kind: 'mark', page: own, mcid: mcid.asNumber(), text: textOf(own, mcid.asNumber()), ...form && { form } })
        }
        else if (type === 'OBJR') {
          if (link)
            kids.push(link)
        }
        else {
          kids.push(read(value, tag, page))
        }
      }
    }
    return tag
  }
  const [first] = listIn(structureOf(objects), 'K')
  const root = first instanceof PDFRef ? objects.context.lookup(first) : first

  const information: Record<string, string> = {}
  const informationDict = objects.context.lookup(objects.context.trailerInfo.Info)
  if (informationDict instanceof PDFDict) {
    for (const key of informationDict.keys())
      information[key.decodeText()] = textIn(informationDict, key.decodeText()) ?? ''
  }
  const metadata = objects.catalog.lookup(PDFName.of('Metadata'))
  return {
    objects,
    pages,
    root: root instanceof PDFDict ? read(root, undefined, undefined) : undefined,
    outline: outlineOf(objects, numberOf),
    links: [...links.values()],
    fonts: fontsOf(objects),
    xmp: metadata instanceof PDFRawStream ? new TextDecoder().decode(metadata.contents) : '',
    information,
  }
}

/** Every element of a tree in reading order. */
export function* tagsIn(tag: Tag | undefined): Generator<Tag> {
  if (!tag)
    return
  yield tag
  for (const kid of tag.kids) {
    if (kid.kind === 'tag')
      yield* tagsIn(kid)
  }
}

/** What an element shows: its text, or what stands for a picture or a drawn label, with one space for any white space and without soft hyphens. */
export function readingOf(tag: Tag): string {
  const read = (kid: Tag['kids'][number]): string => {
    if (kid.kind !== 'tag')
      return kid.kind === 'mark' ? kid.text : ''
    return kid.actualText ?? (kid.type === 'Figure' ? kid.alt : undefined) ?? kid.kids.map(read).join('')
  }
  return read(tag).replaceAll('\u00AD', '').replace(whiteSpace, ' ').trim()
}

/** The labels by which a viewer calls the pages. Only a list of prefixes is understood, which is what is written. */
export function labelsOf({ objects }: Pdf): string[] {
  const numbers = dictIn(objects.catalog, 'PageLabels')?.lookup(PDFName.of('Nums'), PDFArray)
  return Array.from({ length: (numbers?.size() ?? 0) / 2 }, (_, i) => textIn(numbers?.lookup(2 * i + 1, PDFDict), 'P') ?? '')
}

/** The page, from 1, on which an element begins; 0 if it paints nothing. */
export function pageOf(tag: Tag): number {
  return tag.kids.map(kid => kid.kind === 'tag' ? pageOf(kid) : kid.page).find(page => page > 0) ?? 0
}

/** The text that a dictionary holds under a key. */
export function textIn(dict: PDFDict | undefined, key: string): string | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

/** The name that a dictionary holds under a key, without its slash. */
export function nameIn(dict: PDFDict | undefined, key: string): string | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

/** The dictionary that another one holds under a key. */
export function dictIn(dict: PDFDict | undefined, key: string): PDFDict | undefined {
  const value = dict?.lookup(PDFName.of(key))
  return value instanceof PDFDict ? value : undefined
}

/** What a dictionary holds under a key: an array's elements, one value alone, or nothing. References stay references. */
export function listIn(dict: PDFDict | undefined, key: string): PDFObject[] {
  const value = dict?.get(PDFName.of(key))
  const target = dict?.lookup(PDFName.of(key))
  if (value === undefined || target === undefined)
    return []
  return target instanceof PDFArray ? target.asArray() : [value]
}

/** The reference that a dictionary holds under a key. */
function refIn(dict: PDFDict | undefined, key: string): PDFRef | undefined {
  const value = dict?.get(PDFName.of(key))
  return value instanceof PDFRef ? value : undefined
}

/** An attribute of an element (ISO 32000-1, 14.7.5), such as a table cell's `Scope`. */
export function attributeOf(tag: Tag, name: string): PDFObject | undefined {
  for (const entry of listIn(tag.dict, 'A')) {
    const dict = entry instanceof PDFRef ? tag.dict.context.lookup(entry) : entry
    const value = dict instanceof PDFDict ? dict.lookup(PDFName.of(name)) : undefined
    if (value)
      return value
  }
  return undefined
}

/** What an element's type stands for, by the role map; the empty string if that leads nowhere. */
function standardType(roles: PDFDict | undefined, name: string): string {
  const seen = new Set<string>()
  let type = name
  while (!seen.has(type)) {
    const next = nameIn(roles, type)
    if (next === undefined)
      return type
    seen.add(type)
    type = next
  }
  return ''
}

function linkIn(objects: PDFDocument, ref: PDFRef, pageNumber: (page: PDFRef | undefined) => number): Pick<Link, 'description' | 'target'> {
  const annotation = objects.context.lookup(ref, PDFDict)
  const [to] = listIn(dictIn(annotation, 'A') ?? annotation, 'D')
  return {
    description: textIn(annotation, 'Contents') ?? '',
    target: to instanceof PDFRef ? pageNumber(to) : textIn(dictIn(annotation, 'A'), 'URI') ?? '',
  }
}

function outlineOf(objects: PDFDocument, pageNumber: (page: PDFRef | undefined) => number): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  const walk = (entry: PDFDict | undefined): void => {
    for (let at = dictIn(entry, 'First'); at; at = dictIn(at, 'Next')) {
      const [to] = listIn(at, 'Dest')
      entries.push({ title: textIn(at, 'Title') ?? '', page: pageNumber(to instanceof PDFRef ? to : undefined) })
      walk(at)
    }
  }
  walk(dictIn(objects.catalog, 'Outlines'))
  return entries
}

function fontsOf(objects: PDFDocument): Font[] {
  const dicts = objects.context.enumerateIndirectObjects().flatMap(([, object]) => object instanceof PDFDict && nameIn(object, 'Type') === 'Font' && !nameIn(object, 'Subtype')?.startsWith('CIDFont') ? [object] : [])
  return dicts.map((font) => {
    const [descendant] = listIn(font, 'DescendantFonts')
    const glyphs = descendant instanceof PDFRef ? objects.context.lookup(descendant, PDFDict) : font
    const descriptor = dictIn(glyphs, 'FontDescriptor')
    return {
      name: nameIn(font, 'BaseFont') ?? nameIn(font, 'Subtype') ?? '',
      isEmbedded: nameIn(font, 'Subtype') === 'Type3' || ['FontFile', 'FontFile2', 'FontFile3'].some(key => descriptor?.lookup(PDFName.of(key)) instanceof PDFStream),
      hasUnicode: font.lookup(PDFName.of('ToUnicode')) instanceof PDFStream,
    }
  })
}

/** Every operator that paints, as another program's interpreter meets it. */
async function paintedOn(page: PDFPageProxy): Promise<Painted[]> {
  const { fnArray, argsArray }: { fnArray: number[], argsArray: unknown[] } = await page.getOperatorList()
  const marks: (Mark['mcid'] | 'Artifact' | undefined)[] = []
  const painted: Painted[] = []
  let forms = 0
  /** Groups that are open, and whether each only masks what is painted: that is no content (ISO 32000-1, 11.5). */
  const groups: boolean[] = []
  fnArray.forEach((operator, i) => {
    const given: unknown = argsArray[i]
    const args: unknown[] = Array.isArray(given) ? given : []
    const paint = (what: Painted['what'], text = '', lacksGlyph = false): void => {
      if (!groups.includes(true))
        painted.push({ marks: [...marks], inForm: forms > 0, what, text, lacksGlyph })
    }
    if (operator === OPS.beginMarkedContent)
      marks.push(propertyOf(args[0], 'name') === 'Artifact' || args[0] === 'Artifact' ? 'Artifact' : undefined)
    else if (operator === OPS.beginMarkedContentProps)
      marks.push(args[0] === 'Artifact' ? 'Artifact' : typeof args[1] === 'number' ? args[1] : undefined)
    else if (operator === OPS.endMarkedContent)
      marks.pop()
    else if (operator === OPS.beginGroup)
      groups.push(typeof propertyOf(args[0], 'smask') === 'object' && propertyOf(args[0], 'smask') !== null)
    else if (operator === OPS.endGroup)
      groups.pop()
    else if (operator === OPS.paintFormXObjectBegin)
      forms++
    else if (operator === OPS.paintFormXObjectEnd)
      forms--
    else if (pictures.has(operator) || (operator === OPS.constructPath && typeof args[0] === 'number' && painting.has(args[0])))
      paint('graphics')
    else if (operator === OPS.showText && Array.isArray(args[0]))
      paint('text', ...shown(args[0]))
  })
  return painted
}

function shown(glyphs: readonly unknown[]): [text: string, lacksGlyph: boolean] {
  const characters = glyphs.filter(glyph => typeof glyph === 'object' && glyph !== null)
  return [
    characters.map(glyph => String(propertyOf(glyph, 'unicode') ?? '')).join(''),
    characters.some(glyph => propertyOf(glyph, 'originalCharCode') === 0),
  ]
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined
}

function structureOf(objects: PDFDocument): PDFDict | undefined {
  return dictIn(objects.catalog, 'StructTreeRoot')
}
