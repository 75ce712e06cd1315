import { expect, it } from 'vitest'
import { rowsOf } from './rows'

it('has each chat once, and a header over the first of each kind', () => {
  const rows = rowsOf({ known: [1, 2], others: [2, 3], recent: [], messages: ['1/5', '1/4'] })
  expect([...rows].map(([key, row]) => [key, row.first])).toEqual([
    ['known 1', true],
    ['known 2', false],
    ['others 3', true],
    ['1/5', true],
    ['1/4', false],
  ])
})
