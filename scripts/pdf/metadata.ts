/** A document's metadata: the information dictionary for old readers, XMP for new ones, both with the same facts. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib'
import { escapeUTF8 } from 'entities/escape'
import { archiveXmp } from './archive.ts'
import { textString } from './objects.ts'

/** The facts about a document. What is not known is left out. */
export interface Metadata {
  readonly title: string
  /** A BCP 47 tag, such as `en` or `en-GB`. */
  readonly language: string
  /** When the source was last changed: written as both the creation and the modification date. */
  readonly date: Date
  readonly author?: string
  readonly subject?: string
  readonly keywords?: readonly string[]
  /** Which state of the source this is, such as a commit. */
  readonly edition?: string
  /** False if it is known not to be PDF/UA, even where no program can check that. Then it does not say that it is. */
  readonly conforms?: boolean
  /** Whether it will be PDF/A-3a too, for archives. */
  readonly archive?: boolean
}

const fraction = /\.\d+(?=Z$)/
const separators = /[-:T]/g
const producer = '@cantoo/pdf-lib'

/** A date as PDF writes it (ISO 32000-1, 7.9.4), in UTC. */
export function pdfDate(date: Date): PDFString {
  return PDFString.of(`D:${date.toISOString().replace(fraction, '').replace(separators, '')}`)
}

/** Sets a document's information dictionary, its XMP stream (with PDF/UA-1's identification, ISO 14289-1, 5), title bar and language. */
export function setMetadata(pdf: PDFDocument, metadata: Metadata): void {
  const { context, catalog } = pdf
  const { title, author, subject, keywords = [], language } = metadata
  const date = metadata.date.toISOString().replace(fraction, '')
  const creatorTool = pdf.getCreator() ?? 'Chromium'

  const information = context.obj({})
  const entries: Record<string, string | undefined> = { Title: title, Author: author, Subject: subject, Keywords: keywords.join(', ') || undefined, Creator: creatorTool, Producer: producer }
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined)
      information.set(PDFName.of(key), textString(value))
  }
  const stamp = pdfDate(metadata.date)
  information.set(PDFName.of('CreationDate'), stamp)
  information.set(PDFName.of('ModDate'), stamp)
  context.trailerInfo.Info = context.register(information)

  // A metadata stream stays uncompressed, so that tools which know nothing of PDF find it.
  const xmp = Buffer.from(xmpOf(metadata, date, creatorTool))
  catalog.set(PDFName.of('Metadata'), context.register(PDFRawStream.of(context.obj({ Type: 'Metadata', Subtype: 'XML', Length: xmp.length }), xmp)))
  catalog.set(PDFName.of('Lang'), textString(language))
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }))
}

function xmpOf({ title, author, subject, keywords = [], language, edition, conforms = true, archive = false }: Metadata, date: string, creatorTool: string): string {
  const alternative = (text: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeUTF8(text)}</rdf:li></rdf:Alt>`
  const items = (kind: 'Bag' | 'Seq', texts: readonly string[]): string => `<rdf:${kind}>${texts.map(text => `<rdf:li>${escapeUTF8(text)}</rdf:li>`).join('')}</rdf:${kind}>`
  const properties: [name: string, value: string | undefined][] = [
    ['dc:format', 'application/pdf'],
    ['dc:title', alternative(title)],
    ['dc:creator', author === undefined ? undefined : items('Seq', [author])],
    ['dc:description', subject === undefined ? undefined : alternative(subject)],
    ['dc:subject', keywords.length === 0 ? undefined : items('Bag', keywords)],
    ['dc:language', items('Bag', [language])],
    ['pdf:Keywords', keywords.length === 0 ? undefined : escapeUTF8(keywords.join(', '))],
    ['pdf:Producer', escapeUTF8(producer)],
    ['xmp:CreateDate', date],
    ['xmp:ModifyDate', date],
    ['xmp:MetadataDate', date],
    ['xmp:CreatorTool', escapeUTF8(creatorTool)],
    ['xmpMM:VersionID', edition === undefined ? undefined : escapeUTF8(edition)],
    ['pdfuaid:part', conforms ? '1' : undefined],
  ]
  const namespaces = {
    dc: 'http://purl.org/dc/elements/1.1/',
    pdf: 'http://ns.adobe.com/pdf/1.3/',
    xmp: 'http://ns.adobe.com/xap/1.0/',
    xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
    pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
  }
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""${Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')}>
${properties.filter(([, value]) => value !== undefined).map(([name, value]) => `<${name}>${value}</${name}>`).join('\n')}
</rdf:Description>
${archive && conforms ? archiveXmp : ''}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
`
}
