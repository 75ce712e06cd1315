import { describe, expect, it } from 'vitest'
import { readPlace } from './place'
import { filled, moved, newRow, without, withText } from './rows'

describe('readPlace', () => {
  it('reads coordinates and addresses of maps', () => {
    const berlin = { lat: 52.5163, long: 13.3777 }
    for (const text of [
      '52.5163, 13.3777',
      '52.5163 13.3777',
      '52.5163° N, 13.3777° E',
      'geo:52.5163,13.3777',
      'https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=16/52.5/13.3',
      'https://www.openstreetmap.org/#map=16/52.5163/13.3777',
      'https://maps.google.com/maps/@52.5163,13.3777,15z',
    ]) {
      expect(readPlace(text), text).toEqual(berlin)
    }
    expect(readPlace('33.8688 S, 151.2093 W')).toEqual({ lat: -33.8688, long: -151.2093 })
  })

  it('takes nothing that is not on earth', () => {
    for (const text of ['', 'Berlin', '91, 0', '0, 181', '52.5']) expect(readPlace(text), text).toBeUndefined()
  })
})

describe('rows', () => {
  it('has an empty row at the end until there are enough', () => {
    const [a, b] = [newRow(), newRow()]
    const one = withText([a, b], b.key, 'x', 3)
    expect(one.map((row) => row.text)).toEqual(['', 'x', ''])
    const full = withText(one, one[2]?.key ?? 0, 'y', 3)
    expect(full.map((row) => row.text)).toEqual(['', 'x', 'y'])
    expect(without(full, b.key, 3).map((row) => row.text)).toEqual(['', 'y', ''])
    expect(filled(full)).toHaveLength(2)
  })

  it('moves a row', () => {
    const rows = ['a', 'b', 'c'].map((text) => newRow(text))
    expect(moved(rows, rows[2]?.key ?? 0, 0).map((row) => row.text)).toEqual(['c', 'a', 'b'])
    expect(moved(rows, rows[0]?.key ?? 0, 1).map((row) => row.text)).toEqual(['b', 'a', 'c'])
  })
})
