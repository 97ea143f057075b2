/** Puts a table's cells into their columns, with the empty cells that the browser leaves out of the structure. */
import type { StructureElement } from './tree.ts'
import { make } from './tree.ts'

/**
 * Adds the empty cells. A cell's column is that of the column header that it names; above row headers is the table's corner.
 * `misfit` is the first row, from 0, with a cell whose column is not known.
 */
export function fillGaps(rows: readonly StructureElement[]): { rows: readonly StructureElement[], misfit?: number } {
  const grid = new Grid(rows)
  const columns = new Map<string, number>()
  const unplaced = new Set<number>()
  grid.pad(0, cornerOf(rows))
  for (const [y, row] of rows.entries()) {
    for (const cell of cellsOf(row)) {
      const column = cell.type === 'TD' ? cell.table?.headers.map(header => columns.get(header)).find(known => known !== undefined) : undefined
      if (column === undefined && cell.type === 'TD')
        unplaced.add(y)
      grid.pad(y, column ?? 0)
      const x = grid.nextColumn(y)
      if (column !== undefined && x > column)
        return { rows, misfit: y }
      if (cell.table?.scope === 'Column' && cell.table.colSpan === 1 && cell.id !== undefined)
        columns.set(cell.id, x)
      grid.add(y, cell)
    }
  }

  const { width } = grid
  for (const y of rows.keys()) {
    if (grid.nextColumn(y) < width && unplaced.has(y))
      return { rows, misfit: y }
    grid.pad(y, width)
  }
  const misfit = grid.takenColumns().findIndex(line => line.length !== width)
  return misfit < 0 ? { rows: grid.rows } : { rows, misfit }
}

/** Rows that are filled from left to right. Cells that span rows take columns of those below. */
class Grid {
  readonly rows: StructureElement[]

  constructor(rows: readonly StructureElement[]) {
    this.rows = rows.map(row => ({ ...row, kids: [] }))
  }

  /** Per row, which columns are taken. */
  takenColumns(): boolean[][] {
    const taken: boolean[][] = this.rows.map(() => [])
    this.rows.forEach((row, y) => {
      for (const cell of cellsOf(row)) {
        const { rowSpan = 1, colSpan = 1 } = cell.table ?? {}
        const x = firstFree(taken[y] ?? [])
        taken.slice(y, y + rowSpan).forEach(line => Array.from({ length: colSpan }, (_, i) => line[x + i] = true))
      }
    })
    return taken
  }

  get width(): number {
    return Math.max(...this.takenColumns().map(line => line.length))
  }

  /** Where the next cell of a row goes. */
  nextColumn(y: number): number {
    return firstFree(this.takenColumns()[y] ?? [])
  }

  add(y: number, cell: StructureElement): void {
    const row = this.rows[y]
    if (row)
      this.rows[y] = { ...row, kids: [...row.kids, cell] }
  }

  /** Adds empty cells until the next one goes to `column`, or already goes further right. */
  pad(y: number, column: number): void {
    while (this.nextColumn(y) < column)
      this.add(y, make('TD', []))
  }
}

function firstFree(line: readonly boolean[]): number {
  const hole = Array.from(line).findIndex(taken => !taken)
  return hole < 0 ? line.length : hole
}

/** How many cells are missing where row headers and column headers meet. */
function cornerOf(rows: readonly StructureElement[]): number {
  const named = new Set(rows.flatMap(row => cellsOf(row).flatMap(cell => cell.table?.headers ?? [])))
  const rowHeaders = Math.max(0, ...rows.slice(1).map(row => leading(row, cell => cell.table?.scope === 'Row')))
  const isHead = cellsOf(rows[0]).every(cell => cell.table?.scope === 'Column')
  return isHead ? Math.max(0, rowHeaders - leading(rows[0], cell => !named.has(cell.id ?? ''))) : 0
}

/** How many cells at the beginning of a row pass a test. */
function leading(row: StructureElement | undefined, belongs: (cell: StructureElement) => boolean): number {
  const end = cellsOf(row).findIndex(cell => !belongs(cell))
  return end < 0 ? cellsOf(row).length : end
}

function cellsOf(row: StructureElement | undefined): StructureElement[] {
  return row?.kids.flatMap(kid => kid.kind === 'element' ? [kid] : []) ?? []
}
