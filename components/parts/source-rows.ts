/** The rows of SourceKind: what the article has from whom, paragraph by paragraph. */
import type { Statement } from '../../briefing/model.ts'
import { sourcingOf } from '../../briefing/model.ts'

/** One kind of source, and the paragraphs that have something from it. */
interface SourceRow {
  readonly name: string
  /** In ascending order. `reading`: the credit is not in the paragraph itself. */
  readonly paragraphs: readonly { readonly paragraph: number, readonly reading: boolean }[]
}

/**
 * Returns a row for each outlet or medium and each document; then for people, organisations and governments without an outlet; and for the author,
 * with words in quotation marks that have no speaker. What is over the body is in no paragraph and has no row.
 */
export function sourceRows(all: readonly Statement[]): SourceRow[] {
  const statements = all.filter(({ paragraph }) => paragraph > 0)
  const outlets = [...new Set(statements.flatMap(statement => outletOf(statement) ?? []))]
  const documents = [...new Map(statements.flatMap(({ via, speaker }) => !via && speaker.kind === 'document' ? [[speaker.id, speaker]] : [])).values()]
  const rows = [
    ...outlets.map(name => rowOf(`Credited to ${name}`, statements.filter(statement => outletOf(statement) === name))),
    ...documents.map(({ id, name }) => rowOf(`Credited to the ${name}`, statements.filter(({ via, speaker }) => !via && speaker.id === id))),
    rowOf('A person, no outlet credited', statements.filter(statement => ['named', 'unnamed'].includes(sourcingOf(statement)) && !['document', 'media', 'unstated'].includes(statement.speaker.kind))),
    rowOf('An organisation, no outlet credited', statements.filter(statement => sourcingOf(statement) === 'organisation')),
    rowOf('A government, no outlet credited', statements.filter(statement => sourcingOf(statement) === 'government')),
    rowOf('The author, nobody credited', statements.filter(statement => sourcingOf(statement) === 'author' || statement.speaker.kind === 'unstated')),
  ]
  return rows.filter(({ paragraphs }) => paragraphs.length > 0)
}

/** The name of the newspaper or station that a statement is credited to, as an outlet or as the speaker. */
function outletOf({ via, speaker }: Statement): string | undefined {
  return via?.name ?? (speaker.kind === 'media' ? speaker.name : undefined)
}

function rowOf(name: string, own: readonly Statement[]): SourceRow {
  const paragraphs = [...new Set(own.map(({ paragraph }) => paragraph))].sort((a, b) => a - b)
  return { name, paragraphs: paragraphs.map(paragraph => ({ paragraph, reading: own.filter(statement => statement.paragraph === paragraph).every(({ reading }) => reading !== undefined) })) }
}
