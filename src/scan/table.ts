import { fitted, type Paint } from './words.ts'

export type CellStyle = Parameters<Paint>[0]

/** One column of a table on a terminal. */
export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => string
  readonly style?: (row: Row) => CellStyle
  readonly right?: true
  /** Takes what is left of the line and is shortened to it; the last column only. */
  readonly rest?: true
}

/** A shortened text below this width says nothing; then its column is left out. */
const REST_COLUMNS_MIN = 16

const GAP = '  '

/** Lines of a table that is at most `width` characters wide, if its fixed columns are. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  paint: Paint,
): readonly string[] {
  const shown = measured(columns, rows, width)
  const line = (write: (column: Measured<Row>) => string) => shown.map(write).join(GAP).trimEnd()
  return [
    line(({ column, width }) => paint('dim', aligned(column.head, column, width))),
    ...rows.map((row) => line((it) => painted(row, it, paint))),
  ]
}

interface Measured<Row> {
  readonly column: Column<Row>
  readonly width: number
}

function measured<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly Measured<Row>[] {
  const fixed = columns
    .filter(({ rest }) => !rest)
    .map((column) => ({
      column,
      width: Math.max(column.head.length, ...rows.map((row) => column.cell(row).length)),
    }))
  const left = width - fixed.reduce((sum, { width }) => sum + width + GAP.length, 0)
  const last = columns.find(({ rest }) => rest)
  return last && left >= REST_COLUMNS_MIN ? [...fixed, { column: last, width: left }] : fixed
}

function painted<Row>(row: Row, { column, width }: Measured<Row>, paint: Paint): string {
  const text = aligned(column.cell(row), column, width)
  return column.style ? paint(column.style(row), text) : text
}

function aligned<Row>(text: string, { right, rest }: Column<Row>, width: number): string {
  if (rest) return fitted(text, width)
  return right ? text.padStart(width) : text.padEnd(width)
}
