/**
 * The conditions of PDF/UA-1 (ISO 14289-1) that a machine can check, as far as a printed deck can meet them: what the Matterhorn Protocol
 * lists, less forms, scripts, media and the insides of font programs, and more than it about the two directions of the structure tree.
 */
import type { Pdf, Tag } from './pdf.ts'
import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { attributeOf, dictIn, listIn, nameIn, readingOf, readPdf, tagsIn, textIn } from './pdf.ts'

const standardTypes = new Set(('Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD '
  + 'THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form').split(' '))

/** What may stand directly inside (ISO 14289-1, 7.2). */
const contents: Readonly<Record<string, readonly string[]>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption'],
}
/** What must stand directly around. */
const surroundings: Readonly<Record<string, readonly string[]>> = {
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC'],
}

const language = /^[A-Z]{1,8}(?:-[A-Z0-9]{1,8})*$/i
const heading = /^H[1-6]$/
const part = /<pdfuaid:part>1<\/pdfuaid:part>|pdfuaid:part="1"/
const title = /<dc:title>[\s\S]*<rdf:li[^>]*>\s*(?:[^\s<]|(?:[^\s<][^<]*)?<)[^<]*<\/rdf:li>[\s\S]*<\/dc:title>/
const version = /^%PDF-1\.[0-7]/

const forbidden = /[\0\uFFFE\uFEFF]/

/** Says what keeps a PDF from being PDF/UA-1, one sentence each, with the clause; nothing if nothing does. */
export async function pdfUaProblems(bytes: Uint8Array): Promise<string[]> {
  const pdf = await readPdf(bytes)
  const tags = [...tagsIn(pdf.root)]
  return [
    ...documentProblems(pdf, bytes),
    ...tags.flatMap(tagProblems),
    ...tags.filter(({ type }) => type === 'Table').flatMap(tableProblems),
    ...headingProblems(tags),
    ...contentProblems(pdf, tags),
    ...annotationProblems(pdf, tags),
    ...fontProblems(pdf),
  ]
}

function documentProblems({ objects, root, xmp }: Pdf, bytes: Uint8Array): string[] {
  const { catalog } = objects
  const isTrue = (dict: PDFDict | undefined, key: string): boolean => dict?.lookup(PDFName.of(key)) === PDFBool.True
  const metadata = catalog.lookup(PDFName.of('Metadata'))
  const specifications = objects.context.enumerateIndirectObjects().flatMap(([, object]) => object instanceof PDFDict && object.has(PDFName.of('EF')) ? [object] : [])
  return [
    ...given(!part.test(xmp), '5: the XMP does not say that this is PDF/UA-1'),
    ...given(!version.test(new TextDecoder('latin1').decode(bytes.subarray(0, 16))), '6.1: not a version from 1.0 to 1.7'),
    ...given(!isTrue(dictIn(catalog, 'MarkInfo'), 'Marked'), '6.2: not marked as tagged'),
    ...given(isTrue(dictIn(catalog, 'MarkInfo'), 'Suspects'), '7.1: its tags are suspects'),
    ...given(!(metadata instanceof PDFRawStream) || nameIn(metadata.dict, 'Type') !== 'Metadata' || nameIn(metadata.dict, 'Subtype') !== 'XML', '7.1: no metadata stream'),
    ...given(!title.test(xmp), '7.1: the XMP has no title'),
    ...given(!isTrue(dictIn(catalog, 'ViewerPreferences'), 'DisplayDocTitle'), '7.1: the window does not show the title'),
    ...given(!root, '7.1: no structure tree'),
    ...given(!language.test(textIn(catalog, 'Lang') ?? ''), '7.2: the document has no language'),
    ...given(catalog.has(PDFName.of('OCProperties')), '7.10: optional content'),
    ...specifications.filter(file => (textIn(file, 'F') ?? '') === '' || (textIn(file, 'UF') ?? '') === '').map(() => '7.11: an embedded file without a name'),
    ...given(catalog.has(PDFName.of('AcroForm')), '7.15: a form'),
    ...given(objects.context.trailerInfo.Encrypt !== undefined, '7.16: encrypted'),
  ]
}

function tagProblems(tag: Tag): string[] {
  const { type, parent, dict, alt, actualText } = tag
  const kids = tag.kids.flatMap(kid => kid.kind === 'tag' ? [kid.type] : [])
  const strange = contents[type] === undefined ? [] : tag.kids.filter(kid => kid.kind !== 'tag' || !contents[type]?.includes(kid.type))
  const captions = kids.filter(kid => kid === 'Caption').length
  return [
    ...given(type !== tag.name && standardTypes.has(tag.name), `7.1: the standard type ${tag.name} stands for ${type}`),
    ...given(!standardTypes.has(type), `7.1: ${tag.name} stands for no standard type`),
    ...given(parent !== undefined && dict.lookup(PDFName.of('P')) !== parent.dict, `7.1: ${tag.name} does not know its parent`),
    ...given(textIn(dict, 'Lang') !== undefined && !language.test(textIn(dict, 'Lang') ?? ''), `7.2: ${tag.name} is in no language`),
    ...strange.map(kid => `7.2: ${type} holds ${kid.kind === 'tag' ? kid.type : `a ${kid.kind}`}`),
    ...given(surroundings[type]?.includes(parent?.type ?? '') === false, `7.2: ${type} in ${parent?.type ?? 'nothing'}`),
    ...given(contents[type] !== undefined && (captions > 1 || (captions === 1 && kids[0] !== 'Caption' && (type !== 'Table' || kids.at(-1) !== 'Caption'))), `7.2: the caption of ${type}`),
    ...given((type === 'Figure' || type === 'Formula') && (alt ?? '') === '' && actualText === undefined, `7.3: ${type} without an alternative`),
    ...given(type === 'Note' && (textIn(dict, 'ID') ?? '') === '', '7.9: a note without an ID'),
    ...given(type === 'Link' && !tag.kids.some(kid => kid.kind === 'link'), `7.18.5: the link “${readingOf(tag)}” leads nowhere`),
    ...given(type === 'Form', '7.18.4: a form field'),
    ...given(tag.kids.length === 0 && type !== 'TD' && type !== 'TH', `7.1: ${type} is empty`),
  ]
}

/** A cell's place: which columns and rows it covers. */
interface Cell { readonly tag: Tag, readonly x: number, readonly y: number, readonly width: number, readonly height: number }

function tableProblems(table: Tag): string[] {
  const rows = [...tagsIn(table)].filter(({ type }) => type === 'TR')
  const covered = rows.map((): number[] => [])
  const cells: Cell[] = []
  const span = (cell: Tag, name: string): number => {
    const value = attributeOf(cell, name)
    return value instanceof PDFNumber ? value.asNumber() : 1
  }
  rows.forEach((row, y) => {
    let x = 0
    for (const tag of row.kids) {
      if (tag.kind !== 'tag')
        continue
      while (covered[y]?.[x] !== undefined)
        x++
      const [width, height] = [span(tag, 'ColSpan'), span(tag, 'RowSpan')]
      cells.push({ tag, x, y, width, height })
      for (let dy = 0; dy < height; dy++) {
        for (let dx = 0; dx < width; dx++) {
          const line = covered[y + dy]
          if (line)
            line[x + dx] = (line[x + dx] ?? 0) + 1
        }
      }
    }
  })
  const width = Math.max(...covered.map(line => line.length), 0)
  const ids = new Set(cells.flatMap(({ tag }) => tag.type === 'TH' ? [textIn(tag.dict, 'ID')] : []))
  const headersOf = (tag: Tag): (string | undefined)[] => {
    const value = attributeOf(tag, 'Headers')
    return value instanceof PDFArray ? value.asArray().map(header => header instanceof PDFString || header instanceof PDFHexString ? header.decodeText() : undefined) : []
  }
  const scopeOf = (tag: Tag): string => attributeOf(tag, 'Scope')?.toString() ?? ''
  return [
    ...covered.filter(line => line.length !== width || Array.from(line).some(count => count !== 1)).map(() => `7.2: the table “${readingOf(table).slice(0, 40)}” has rows of different lengths`),
    ...cells.filter(({ tag }) => tag.type === 'TH' && !['/Row', '/Column', '/Both'].includes(scopeOf(tag))).map(({ tag }) => `7.5: the header “${readingOf(tag)}” has no scope`),
    ...cells.flatMap(({ tag }) => headersOf(tag).filter(id => !ids.has(id)).map(id => `7.5: “${readingOf(tag)}” names a header ${id} that is not there`)),
  ]
}

function headingProblems(tags: readonly Tag[]): string[] {
  let last = 0
  return tags.filter(({ type }) => type === 'H' || heading.test(type)).flatMap((tag) => {
    if (tag.type === 'H')
      return [`7.4.4: an unnumbered heading “${readingOf(tag)}”`]
    const level = Number(tag.type.slice(1))
    const skips = level > last + 1
    last = level
    return given(skips, `7.4.2: the heading “${readingOf(tag)}” of level ${level} skips one`)
  })
}

/** Whatever is painted is an artifact or belongs to one element, and the structure tree and its parent tree say so alike. */
function contentProblems({ objects, pages }: Pdf, tags: readonly Tag[]): string[] {
  const owned = new Map<string, Tag>()
  const problems: string[] = []
  for (const tag of tags) {
    for (const kid of tag.kids) {
      if (kid.kind !== 'mark')
        continue
      const key = `${kid.form?.toString() ?? kid.page} ${kid.mcid}`
      problems.push(...given(owned.has(key), `7.1: mark ${key} belongs to two elements`))
      owned.set(key, tag)
      const holder = kid.form ? objects.context.lookup(kid.form) : objects.getPages()[kid.page - 1]?.node
      const dict = holder instanceof PDFRawStream ? holder.dict : holder instanceof PDFDict ? holder : undefined
      const parents = parentOf(objects.catalog, dict?.lookup(PDFName.of('StructParents')))
      problems.push(...given(!(parents instanceof PDFArray) || parents.lookup(kid.mcid) !== tag.dict, `7.1: the parent tree does not lead from mark ${key} to its ${tag.type}`))
    }
  }
  const inForms = new Set(tags.flatMap(tag => tag.kids.flatMap(kid => kid.kind === 'mark' && kid.form ? [`${kid.page} ${kid.mcid}`] : [])))
  pages.forEach(({ painted }, index) => painted.forEach(({ marks, inForm, what, text, lacksGlyph }) => {
    const page = index + 1
    const numbers = marks.filter(mark => typeof mark === 'number')
    const isArtifact = marks.includes('Artifact')
    const belongs = numbers.some(mcid => owned.has(`${page} ${mcid}`) || (inForm && inForms.has(`${page} ${mcid}`)))
    problems.push(
      ...given(!isArtifact && !belongs, `7.1: page ${page} paints ${what}${text === '' ? '' : ` “${text}”`} that is neither tagged nor an artifact`),
      ...given(isArtifact && belongs, `7.1: page ${page} has an artifact and tagged content in one another`),
      ...given(lacksGlyph, `7.21.8: page ${page} shows a character without a glyph after “${text}”`),
      ...given(forbidden.test(text), `7.21.7: page ${page} shows “${text}”, whose Unicode is forbidden`),
    )
  }))
  return problems
}

function annotationProblems({ objects, links }: Pdf, tags: readonly Tag[]): string[] {
  const owners = new Map(tags.flatMap(tag => tag.kids.flatMap(kid => kid.kind === 'link' ? [[kid.ref, tag] as const] : [])))
  return [
    ...objects.getPages().filter(page => listIn(page.node, 'Annots').length > 0 && nameIn(page.node, 'Tabs') !== 'S').map(() => '7.18.3: the tab order is not that of the structure'),
    ...links.flatMap(({ ref, page, description, target }) => {
      const annotation = objects.context.lookup(ref, PDFDict)
      const owner = owners.get(ref)
      return [
        ...given(nameIn(annotation, 'Subtype') !== 'Link', `7.18.1: page ${page} has an annotation that is no link`),
        ...given(owner?.type !== 'Link', `7.18.5: page ${page} has a link that is in no Link element`),
        ...given(!owner || parentOf(objects.catalog, annotation.lookup(PDFName.of('StructParent'))) !== owner.dict, `7.18.5: the parent tree does not lead from a link of page ${page} to its element`),
        ...given(description === '', `7.18.5: page ${page} has a link without a description`),
        ...given(target === '' || target === 0, `7.18.5: page ${page} has a link that leads nowhere`),
      ]
    }),
  ]
}

function fontProblems({ fonts, objects }: Pdf): string[] {
  const glyphFonts = objects.context.enumerateIndirectObjects().flatMap(([, object]) => object instanceof PDFDict && nameIn(object, 'Subtype') === 'CIDFontType2' ? [object] : [])
  return [
    ...fonts.flatMap(({ name, isEmbedded, hasUnicode }) => [
      ...given(!isEmbedded, `7.21.4.1: the font ${name} is not embedded`),
      ...given(!hasUnicode, `7.21.7: the font ${name} does not say what its characters are`),
    ]),
    ...glyphFonts.filter(font => !font.has(PDFName.of('CIDToGIDMap'))).map(() => '7.21.3.2: a font does not map its characters to glyphs'),
  ]
}

/** What the parent tree has under a key. Only a tree in one piece is understood, which is what is written. */
function parentOf(catalog: PDFDict, key: unknown): unknown {
  const numbers = listIn(dictIn(dictIn(catalog, 'StructTreeRoot'), 'ParentTree'), 'Nums')
  const at = numbers.findIndex((entry, i) => i % 2 === 0 && key instanceof PDFNumber && entry instanceof PDFNumber && entry.asNumber() === key.asNumber())
  const value = at < 0 ? undefined : numbers[at + 1]
  return value instanceof PDFRef ? catalog.context.lookup(value) : value
}

function given(isWrong: boolean, problem: string): string[] {
  return isWrong ? [problem] : []
}
