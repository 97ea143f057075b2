/** Writes the structure tree of the finished file. */
import type { PDFContext, PDFDocument, PDFRef } from '@cantoo/pdf-lib'
import type { Kid, MarkedContent, StructureElement, TableAttributes } from './tree.ts'
import { PDFDict, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib'
import { refIn, textString } from './objects.ts'
import { roles } from './tree.ts'

/** A mark of the finished file: its page, the form XObject if it is in one, and its number. */
export interface NewMark {
  readonly page: PDFRef
  readonly form?: PDFRef
  readonly mcid: number
}

/** A page or form, and what each of its marks belongs to. */
export interface MarkHolder {
  readonly dict: PDFDict
  readonly owners: ReadonlyMap<number, MarkedContent>
}

/**
 * Writes `document` as the file's structure tree, with the parent tree of `holders` and of the annotations, and gives each page, form and
 * annotation its key in it. `marks` says what each content became.
 * @returns where each element is.
 */
export function writeTree(pdf: PDFDocument, document: StructureElement, marks: ReadonlyMap<MarkedContent, readonly NewMark[]>, holders: readonly MarkHolder[]): ReadonlyMap<StructureElement, PDFRef> {
  const { context } = pdf
  const root = context.nextRef()
  const writer = new TreeWriter(context, marks)
  const kid = writer.write(document, root)
  const { tree: parentTree, nextKey } = writer.parentTree(holders)
  const roleMap = writer.roleMap()
  const idTree = writer.idTree()
  context.assign(root, context.obj({
    Type: 'StructTreeRoot',
    K: kid,
    ParentTree: parentTree,
    ParentTreeNextKey: nextKey,
    ...roleMap && { RoleMap: roleMap },
    ...idTree && { IDTree: idTree },
  }))
  pdf.catalog.set(PDFName.of('StructTreeRoot'), root)
  return writer.refs
}

class TreeWriter {
  readonly refs = new Map<StructureElement, PDFRef>()
  private readonly contentOwners = new Map<MarkedContent, PDFRef>()
  private readonly annotationOwners = new Map<PDFRef, PDFRef>()

  constructor(private readonly context: PDFContext, private readonly marks: ReadonlyMap<MarkedContent, readonly NewMark[]>) {}

  write(element: StructureElement, parent: PDFRef): PDFRef {
    const ref = this.context.nextRef()
    this.refs.set(element, ref)
    const page = element.kids.flatMap(kid => this.marksOf(kid))[0]?.page
    const kids = element.kids.flatMap(kid => this.writeKid(kid, ref, page))
    const attributes = this.attributesOf(element)
    const dict = this.context.obj({ S: element.type, P: parent })
    if (page && element.kids.some(kid => kid.kind !== 'element'))
      dict.set(PDFName.of('Pg'), page)
    this.setOneOrAll(dict, 'K', kids)
    this.setOneOrAll(dict, 'A', attributes)
    for (const [key, text] of [['Alt', element.alt], ['ActualText', element.actualText], ['Lang', element.lang]] as const) {
      if (text !== undefined)
        dict.set(PDFName.of(key), textString(text))
    }
    if (element.id !== undefined)
      dict.set(PDFName.of('ID'), PDFString.of(element.id))
    this.context.assign(ref, dict)
    return ref
  }

  private marksOf(kid: Kid): readonly NewMark[] {
    return kid.kind === 'content' ? this.marks.get(kid) ?? [] : []
  }

  /** Writes what the element `owner` has as a kid. On the element's own page, a mark's number is enough. */
  private writeKid(kid: Kid, owner: PDFRef, page: PDFRef | undefined): (PDFRef | PDFNumber | PDFDict)[] {
    if (kid.kind === 'element')
      return [this.write(kid, owner)]
    if (kid.kind === 'annotation') {
      this.annotationOwners.set(kid.ref, owner)
      const home = refIn(this.context.lookup(kid.ref, PDFDict), 'P')
      return [this.context.obj({ Type: 'OBJR', Obj: kid.ref, ...home && home !== page && { Pg: home } })]
    }
    this.contentOwners.set(kid, owner)
    return this.marksOf(kid).map(mark => mark.page === page && !mark.form
      ? PDFNumber.of(mark.mcid)
      : this.context.obj({ Type: 'MCR', Pg: mark.page, ...mark.form && { Stm: mark.form }, MCID: mark.mcid }))
  }

  private attributesOf({ table, numbering, box }: StructureElement): PDFDict[] {
    return [
      ...table ? this.tableAttributes(table) : [],
      ...numbering === undefined ? [] : [this.context.obj({ O: 'List', ListNumbering: numbering })],
      ...box ? [this.context.obj({ O: 'Layout', BBox: box.map(n => Math.round(n * 100) / 100) })] : [],
    ]
  }

  private tableAttributes({ scope, headers, rowSpan, colSpan }: TableAttributes): PDFDict[] {
    const dict = this.context.obj({
      O: 'Table',
      ...scope !== undefined && { Scope: scope },
      ...headers.length > 0 && { Headers: headers.map(header => PDFString.of(header)) },
      ...rowSpan > 1 && { RowSpan: rowSpan },
      ...colSpan > 1 && { ColSpan: colSpan },
    })
    return dict.keys().length > 1 ? [dict] : []
  }

  /** Sets one value, an array of several, or nothing for none. */
  private setOneOrAll(dict: PDFDict, key: string, values: (PDFRef | PDFNumber | PDFDict)[]): void {
    const [first, ...others] = values
    if (first)
      dict.set(PDFName.of(key), others.length === 0 ? first : this.context.obj(values))
  }

  /** The tree that leads back from marks and annotations to their elements (ISO 32000-1, 14.7.4.4). */
  parentTree(holders: readonly MarkHolder[]): { tree: PDFRef, nextKey: number } {
    const numbers: (PDFNumber | PDFRef)[] = []
    let nextKey = 0
    for (const { dict, owners } of holders) {
      const refs = Array.from({ length: Math.max(-1, ...owners.keys()) + 1 }, (_, mcid) => {
        const owner = owners.get(mcid)
        return owner && this.contentOwners.get(owner)
      })
      dict.set(PDFName.of('StructParents'), PDFNumber.of(nextKey))
      numbers.push(PDFNumber.of(nextKey++), this.context.register(this.context.obj(refs)))
    }
    for (const [annotation, element] of this.annotationOwners) {
      this.context.lookup(annotation, PDFDict).set(PDFName.of('StructParent'), PDFNumber.of(nextKey))
      numbers.push(PDFNumber.of(nextKey++), element)
    }
    return { tree: this.context.register(this.context.obj({ Nums: numbers })), nextKey }
  }

  /** Maps the used types that PDF 1.7 does not have to those that it has. */
  roleMap(): Record<string, string> | undefined {
    const used = new Set(Array.from(this.refs.keys(), element => element.type))
    const entries = Object.entries(roles).filter(([type]) => used.has(type))
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }

  /** The tree that leads from the ids of header cells to the cells, if there are any. */
  idTree(): PDFRef | undefined {
    const ids = [...this.refs].flatMap(([{ id }, ref]) => id === undefined ? [] : [[id, ref] as const]).sort(([a], [b]) => a < b ? -1 : 1)
    return ids.length > 0 ? this.context.register(this.context.obj({ Names: ids.flatMap(([id, ref]) => [PDFString.of(id), ref]) })) : undefined
  }
}
