/**
 * The conditions that PDF/A-3a (ISO 19005-3) adds to those of PDF/UA-1, as far as a printed deck can break them. Signatures, forms, layers
 * and the insides of font programs are not among them.
 */
import type { PDFObject } from '@cantoo/pdf-lib'
import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream, PDFString } from '@cantoo/pdf-lib'
import { dictIn, listIn, nameIn, readPdf, textIn } from './pdf.ts'

/** Prefixes of XMP whose properties PDF/A knows. */
const knownSchemas = new Set(['dc', 'pdf', 'xmp', 'xmpMM', 'pdfaid'])
const property = /^<(\w+):(\w+)>/gm
const extension = /<pdfaSchema:prefix>(\w+)<\/pdfaSchema:prefix>[\s\S]*?<pdfaProperty:name>(\w+)<\/pdfaProperty:name>\s*<pdfaProperty:valueType>Integer</g
const mediaType = /^[-\w+.]+\/[-\w+.]+$/
const filters = new Set(['FlateDecode', 'DCTDecode', 'ASCIIHexDecode', 'ASCII85Decode', 'RunLengthDecode', 'CCITTFaxDecode', 'JBIG2Decode', 'JPXDecode'])
const actions = new Set(['GoTo', 'URI'])
/** Keys that no dictionary of this kind may have. */
const forbiddenKeys = {
  catalog: ['AA', 'Requirements', 'NeedsRendering', 'Perms', 'AcroForm', 'OCProperties'],
  names: ['AlternatePresentations', 'JavaScript'],
  page: ['AA', 'PresSteps'],
  stream: ['F', 'FFilter', 'FDecodeParms', 'Alternates', 'OPI', 'PS', 'Ref', 'Subtype2'],
  graphicsState: ['TR', 'TR2', 'HTP'],
}

/** Says what keeps a file that is PDF/UA-1 from being PDF/A-3a, one sentence each, with the clause; nothing if nothing does. */
export async function archiveProblems(bytes: Uint8Array): Promise<string[]> {
  const { objects, xmp } = await readPdf(bytes)
  const { catalog, context } = objects
  const problems: string[] = []
  const when = (isWrong: boolean, problem: string): void => {
    if (isWrong)
      problems.push(problem)
  }
  const none = (dict: PDFDict | undefined, kind: keyof typeof forbiddenKeys, clause: string): void =>
    forbiddenKeys[kind].forEach(key => when(dict?.has(PDFName.of(key)) === true, `${clause}: ${kind} with ${key}`))

  when(bytes.subarray(10, 14).some(byte => byte <= 127), '6.1.2: the comment below the header is not binary')
  when(listIn(context.obj({ ID: context.trailerInfo.ID ?? null }), 'ID').length !== 2, '6.1.3: no identifier')
  none(catalog, 'catalog', '6.5')
  none(dictIn(catalog, 'Names'), 'names', '6.10')

  const streamProblems = ({ dict }: PDFStream): void => {
    none(dict, 'stream', '6.1.7')
    for (const filter of listIn(dict, 'Filter'))
      when(!(filter instanceof PDFName && filters.has(filter.decodeText())), `6.1.7.2: a filter ${filter.toString()}`)
    when(dict.lookup(PDFName.of('Interpolate')) === PDFBool.True, '6.2.8: a picture that is to be smoothed')
  }

  const seen = new Set<PDFObject>()
  const walk = (value: PDFObject): void => {
    if (seen.has(value))
      return
    seen.add(value)
    if (value instanceof PDFString || value instanceof PDFHexString)
      return when(value.asBytes().length > 32767, '6.1.13: a string that is too long')
    if (value instanceof PDFName) {
      when(value.decodeText().length > 127, '6.1.13: a name that is too long')
      return when(value.decodeText() === 'DeviceCMYK', '6.2.4.3: a colour that the output intent does not cover')
    }
    if (value instanceof PDFArray)
      return value.asArray().forEach(walk)
    const dict = value instanceof PDFStream ? value.dict : value
    if (!(dict instanceof PDFDict))
      return
    dict.entries().forEach(([key, inner]) => [key, inner].forEach(walk))
    if (value instanceof PDFStream)
      streamProblems(value)
    const type = nameIn(dict, 'Type')
    if (type === 'ExtGState' || dict.has(PDFName.of('ca')))
      none(dict, 'graphicsState', '6.2.5')
    if (type === 'Page') {
      none(dict, 'page', '6.5')
      when(!(dict.get(PDFName.of('Resources'))), '6.2.2: a page without resources of its own')
    }
    const flags = dict.lookup(PDFName.of('F'))
    when(nameIn(dict, 'Subtype') === 'Link' && !(flags instanceof PDFNumber && (flags.asNumber() & 0b100100111) === 0b100), '6.3.2: a link that is not printed')
    const action = dictIn(dict, 'A')
    when(action !== undefined && action.has(PDFName.of('S')) && !actions.has(nameIn(action, 'S') ?? ''), `6.5.1: an action ${nameIn(action, 'S')}`)
  }
  context.enumerateIndirectObjects().forEach(([, object]) => walk(object))

  when(!xmp.includes('<pdfaid:part>3</pdfaid:part>') || !xmp.includes('<pdfaid:conformance>A</pdfaid:conformance>'), '6.6.4: the XMP does not say that this is PDF/A-3a')
  const described = new Set(Array.from(xmp.matchAll(extension), ([, prefix = '', name = '']) => `${prefix}:${name}`))
  for (const [, prefix = '', name = ''] of xmp.matchAll(property))
    when(!knownSchemas.has(prefix) && !prefix.startsWith('pdfa') && !['rdf', 'x'].includes(prefix) && !described.has(`${prefix}:${name}`), `6.6.2.3: ${prefix}:${name} is not described`)

  const intents = listIn(catalog, 'OutputIntents').map(intent => intent instanceof PDFRef ? context.lookup(intent) : intent)
  const intent = intents[0] instanceof PDFDict ? intents[0] : undefined
  const profile = intent?.lookup(PDFName.of('DestOutputProfile'))
  when(intents.length !== 1 || nameIn(intent, 'S') !== 'GTS_PDFA1' || textIn(intent, 'OutputConditionIdentifier') === undefined, '6.2.3: no output intent')
  problems.push(...profile instanceof PDFRawStream ? profileProblems(Buffer.from(inflateSync(profile.contents))) : ['6.2.3: the output intent has no profile'])

  const associated = new Set(listIn(catalog, 'AF').map(file => file instanceof PDFRef ? context.lookup(file) : file))
  for (const file of [...seen].filter(value => value instanceof PDFDict && value.has(PDFName.of('EF')))) {
    const specification = file instanceof PDFDict ? file : undefined
    const embedded = dictIn(specification, 'EF')?.lookup(PDFName.of('F'))
    const dict = embedded instanceof PDFStream ? embedded.dict : undefined
    when(nameIn(specification, 'AFRelationship') === undefined || !associated.has(file), '6.8: a file that is associated with nothing')
    when(!mediaType.test(nameIn(dict, 'Subtype') ?? ''), '6.8: a file without a media type')
    when(textIn(dictIn(dict, 'Params'), 'ModDate') === undefined, '6.8: a file without a date')
  }
  return [...new Set(problems)]
}

/** What is wrong with a profile of sRGB (ICC.1:2004-10): its head, and where its parts are. */
function profileProblems(icc: Buffer): string[] {
  const parts = Array.from({ length: icc.readUInt32BE(128) }, (_, i) => {
    const [offset, length] = [icc.readUInt32BE(136 + 12 * i), icc.readUInt32BE(140 + 12 * i)]
    return { name: icc.toString('latin1', 132 + 12 * i, 136 + 12 * i), offset, length, type: icc.toString('latin1', offset, offset + 4) }
  })
  const found = Object.fromEntries(parts.map(({ name, type }) => [name, type]))
  const types = { desc: 'mluc', cprt: 'mluc', wtpt: 'XYZ ', chad: 'sf32', rXYZ: 'XYZ ', gXYZ: 'XYZ ', bXYZ: 'XYZ ', rTRC: 'para', gTRC: 'para', bTRC: 'para' }
  const isWhole = icc.readUInt32BE(0) === icc.length && parts.every(({ offset, length }) => offset % 4 === 0 && offset + length <= icc.length)
  return [
    ...icc.toString('latin1', 12, 24) === 'mntrRGB XYZ ' && icc.toString('latin1', 36, 40) === 'acsp' && (icc[8] ?? 5) < 5 ? [] : ['6.2.3: the profile is not of a monitor'],
    ...isWhole && JSON.stringify(found) === JSON.stringify(types) ? [] : ['6.2.3: the profile is not whole'],
  ]
}
