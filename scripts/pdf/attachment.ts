/** Embeds a file in the PDF. */
import type { PDFDocument } from '@cantoo/pdf-lib'
import { PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { pdfDate } from './metadata.ts'
import { namesOf, textString } from './objects.ts'

export interface Attachment {
  readonly name: string
  /** What it is, for people who see it in a list (ISO 14289-1, 7.11 wants one). */
  readonly description: string
  /** A media type, such as `application/json`. */
  readonly type: string
  readonly data: Uint8Array
}

/** Embeds a file. The relationship is PDF 2.0's; readers of PDF 1.7 ignore it. */
export function attach(pdf: PDFDocument, { name, description, type, data }: Attachment, date: Date): void {
  const { context } = pdf
  const stamp = pdfDate(date)
  const stream = PDFRawStream.of(context.obj({
    Type: 'EmbeddedFile',
    Subtype: type,
    Length: data.length,
    Params: { Size: data.length, ModDate: stamp },
  }), data)
  const specification = context.register(context.obj({
    Type: 'Filespec',
    F: textString(name),
    UF: textString(name),
    Desc: textString(description),
    AFRelationship: 'Data',
    EF: { F: context.register(stream) },
  }))
  namesOf(pdf).set(PDFName.of('EmbeddedFiles'), context.obj({ Names: [textString(name), specification] }))
  pdf.catalog.set(PDFName.of('AF'), context.obj([specification]))
}
