/** What PDF/A-3a (ISO 19005-3, level A) requires beyond PDF/UA-1, so that a file can be read in decades. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import type { Scan } from './content.ts'
import type { Pages } from './pages.ts'
import { Buffer } from 'node:buffer'
import { PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { PdfError } from './error.ts'
import { textString } from './objects.ts'

/** XMP: which part and level of PDF/A it is, and, because PDF/A does not know PDF/UA's property, what that is (6.6.2.3). */
export const archiveXmp = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

const privateUse = /[\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/u

/**
 * Adds the colour profile of the print (6.2.3), and removes what an archive must not have.
 * @throws {PdfError} of kind `content` for a character that only its font can explain (6.2.11.7).
 */
export function archive({ context, catalog }: PDFDocument, { paintings }: Pages, scans: readonly Scan[]): void {
  scans.forEach((scan, page) => {
    const text = [...Array.from(paintings[page]?.values() ?? [], painting => painting.text), ...unmarkedIn(scan)].find(text => privateUse.test(text))
    if (text !== undefined)
      throw new PdfError('content', `Page ${page + 1} of the PDF has a character of a font of symbols in “${text}”, which an archive cannot read. Make it a picture with an alternative text, or export without --archive.`)
  })
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream)
      object.dict.delete(PDFName.of('Interpolate'))
  }
  const icc = sRgb()
  const profile = context.register(PDFRawStream.of(context.obj({ N: 3, Length: icc.length }), icc))
  catalog.set(PDFName.of('OutputIntents'), context.obj([{
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: textString('sRGB'),
    Info: textString('sRGB (IEC 61966-2-1)'),
    DestOutputProfile: profile,
  }]))
}

/** The texts of a stream that are not tagged. */
function unmarkedIn({ units }: Scan): string[] {
  return units.flatMap(({ unmarked, form }) => [...unmarked ? [unmarked.text] : [], ...form ? unmarkedIn(form) : []])
}

/** An ICC profile (ICC.1:2004-10, version 4.2) of sRGB (IEC 61966-2-1): its primaries under D50, and its curve. */
function sRgb(): Buffer {
  const whitePoint = numbers(0.9642, 1, 0.8249)
  const curve = element('para', Buffer.from([0, 3, 0, 0]), numbers(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
  const elements = Object.entries({
    desc: text('sRGB'),
    cprt: text('No copyright'),
    wtpt: element('XYZ ', whitePoint),
    chad: element('sf32', numbers(1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)),
    rXYZ: element('XYZ ', numbers(0.43607, 0.22249, 0.01392)),
    gXYZ: element('XYZ ', numbers(0.38515, 0.71687, 0.09708)),
    bXYZ: element('XYZ ', numbers(0.14307, 0.06061, 0.7141)),
    rTRC: curve,
    gTRC: curve,
    bTRC: curve,
  })
  const header = Buffer.alloc(128)
  header.set([4, 0x20], 8)
  header.write('mntrRGB XYZ ', 12, 'latin1')
  // The first of January 2000, because the same print is always the same bytes.
  header.set([2000 >> 8, 2000 & 255, 0, 1, 0, 1], 24)
  header.write('acsp', 36, 'latin1')
  header.set(whitePoint, 68)
  const table = Buffer.alloc(4 + 12 * elements.length)
  table.writeUInt32BE(elements.length)
  let end = header.length + table.length
  elements.forEach(([signature, data], i) => {
    table.write(signature, 4 + 12 * i, 'latin1')
    table.writeUInt32BE(end, 8 + 12 * i)
    table.writeUInt32BE(data.length, 12 + 12 * i)
    end += data.length
  })
  header.writeUInt32BE(end)
  return Buffer.concat([header, table, ...elements.map(([, data]) => data)])
}

/** A text in the profile, in American English. An even number of letters, so that what follows begins at a multiple of four. */
function text(words: string): Buffer {
  const record = Buffer.from('\0\0\0\u0001\0\0\0\fenUS\0\0\0\0\0\0\0\u001C', 'latin1')
  record.writeUInt32BE(2 * words.length, 12)
  return element('mluc', record, Buffer.from(words, 'utf16le').swap16())
}

function element(type: string, ...data: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(type.padEnd(8, '\0'), 'latin1'), ...data])
}

/** Numbers as the profile has them: with sixteen bits after the point. */
function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => bytes.writeInt32BE(Math.round(value * 0x10000), 4 * i))
  return bytes
}
