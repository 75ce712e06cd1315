/** A line of a list that is being made. */
export interface Row {
  readonly key: number
  readonly text: string
}

let last = 0

export const newRow = (text = ''): Row => ({ key: ++last, text })

/** The list with a text in one row: there is always an empty row at the end, as long as there may be more. */
export function withText(rows: readonly Row[], key: number, text: string, max: number): Row[] {
  return grown(
    rows.map((row) => (row.key === key ? { ...row, text } : row)),
    max,
  )
}

export const without = (rows: readonly Row[], key: number, max: number): Row[] =>
  grown(
    rows.filter((row) => row.key !== key),
    max,
  )

/** The list with one row at another place. */
export function moved(rows: readonly Row[], key: number, to: number): Row[] {
  const row = rows.find((r) => r.key === key)
  const others = rows.filter((r) => r.key !== key)
  return row ? [...others.slice(0, to), row, ...others.slice(to)] : [...rows]
}

function grown(rows: Row[], max: number): Row[] {
  const empty = rows.length === 0 || rows.at(-1)?.text !== ''
  return empty && rows.length < max ? [...rows, newRow()] : rows
}

/** Those in which something stands. */
export const filled = (rows: readonly Row[]): Row[] => rows.filter((row) => row.text.trim() !== '')
