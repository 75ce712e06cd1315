/** One row of the grid: the name of a section, or emoji. */
export type GridRow<E> =
  | { readonly kind: 'title'; readonly section: string; readonly top: number }
  | { readonly kind: 'cells'; readonly section: string; readonly top: number; readonly cells: readonly E[] }

export interface Section<E> {
  readonly key: string
  readonly emoji: readonly E[]
}

export const cellSize = 44
export const titleSize = 32

/** layOut puts sections in rows of so many columns; those without emoji are left out. */
export function layOut<E>(sections: readonly Section<E>[], columns: number): { rows: GridRow<E>[]; height: number } {
  const rows: GridRow<E>[] = []
  let top = 0
  for (const s of sections) {
    if (s.emoji.length === 0) continue
    rows.push({ kind: 'title', section: s.key, top })
    top += titleSize
    for (let i = 0; i < s.emoji.length; i += columns) {
      rows.push({ kind: 'cells', section: s.key, top, cells: s.emoji.slice(i, i + columns) })
      top += cellSize
    }
  }
  return { rows, height: top }
}

/** A place in the grid. */
export interface Cell {
  readonly row: number
  readonly column: number
}

/** firstCell is the first place with an emoji; there is none in an empty grid. */
export function firstCell(rows: readonly GridRow<unknown>[]): Cell | undefined {
  const row = rows.findIndex((r) => r.kind === 'cells')
  return row < 0 ? undefined : { row, column: 0 }
}

const width = (r: GridRow<unknown> | undefined): number => (r?.kind === 'cells' ? r.cells.length : 0)

/** moveCell is where a key leads; undefined: nowhere, or it is none that moves. */
export function moveCell(
  rows: readonly GridRow<unknown>[],
  at: Cell,
  key: string,
  page: number,
  rtl: boolean,
): Cell | undefined {
  const [right, left] = rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  switch (key) {
    case right:
      return at.column + 1 < width(rows[at.row])
        ? { row: at.row, column: at.column + 1 }
        : step(rows, { ...at, column: 0 }, 1)
    case left:
      return at.column > 0
        ? { row: at.row, column: at.column - 1 }
        : step(rows, { ...at, column: Number.POSITIVE_INFINITY }, -1)
    case 'ArrowDown':
      return step(rows, at, 1)
    case 'ArrowUp':
      return step(rows, at, -1)
    case 'PageDown':
      return far(rows, at, page)
    case 'PageUp':
      return far(rows, at, -page)
    case 'Home':
      return { row: at.row, column: 0 }
    case 'End':
      return { row: at.row, column: Math.max(0, width(rows[at.row]) - 1) }
  }
  return undefined
}

/** step is the same column of the next row with emoji, or its last one. */
function step(rows: readonly GridRow<unknown>[], at: Cell, by: 1 | -1): Cell | undefined {
  for (let row = at.row + by; row >= 0 && row < rows.length; row += by) {
    if (width(rows[row]) > 0) return { row, column: Math.min(at.column, width(rows[row]) - 1) }
  }
  return undefined
}

function far(rows: readonly GridRow<unknown>[], at: Cell, by: number): Cell | undefined {
  let last: Cell | undefined
  let now: Cell | undefined = at
  for (let i = 0; i < Math.abs(by) && now; i++) {
    now = step(rows, now, by > 0 ? 1 : -1)
    last = now ?? last
  }
  return last
}
