import { createEffect, createRoot } from 'solid-js'
import { expect, it } from 'vitest'
import { createTables } from './tables'

const typing = (until: number) => [{ who: 1, what: 'typing', until }] as const

it('changes what is there in its parts, takes in what is new and removes what is gone', () => {
  const { tables, apply, clear } = createTables()
  apply([
    { table: 'typing', id: 1, set: typing(5) },
    { table: 'typing', id: 2, set: typing(6) },
  ])
  const first = tables.typing[1]
  apply([
    { table: 'typing', id: 1, set: typing(7) },
    { table: 'typing', id: 2 },
    { table: 'typing', id: 3, set: typing(8) },
  ])
  expect(tables.typing[1]).toBe(first)
  expect(JSON.parse(JSON.stringify(tables.typing))).toEqual({ 1: typing(7), 3: typing(8) })
  clear()
  expect(Object.keys(tables.typing)).toEqual([])
})

it('tells of many changes at once', async () => {
  const { tables, apply } = createTables()
  apply([
    { table: 'typing', id: 1, set: typing(1) },
    { table: 'typing', id: 2, set: typing(1) },
  ])
  let runs = 0
  const dispose = createRoot((end) => {
    createEffect(() => {
      runs++
      return [tables.typing[1]?.[0]?.until, tables.typing[2]?.[0]?.until]
    })
    return end
  })
  apply([
    { table: 'typing', id: 1, set: typing(2) },
    { table: 'typing', id: 2, set: typing(2) },
  ])
  expect(runs).toBe(2)
  dispose()
})
