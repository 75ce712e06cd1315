import { expect, it } from 'vitest'
import { bareId, channelPeer, colorOf } from './color'
import { initials } from './initials'
import { callingCode, caretAfter, digits, formatPhone } from './phone'

it('makes initials', () => {
  expect(
    ['Ann', 'Ann Lee', 'Ann van Lee', 'élan', '«Cats» (fans)', '👩‍👩‍👧 Family', '!!!', '', '李 小龙'].map(initials),
  ).toEqual(['A', 'AL', 'AL', 'É', 'CF', 'F', '!', '', '李小'])
})

it('knows ids and colours', () => {
  expect([5, -7, -1_000_000_000_042].map(bareId)).toEqual([5, 7, 42])
  expect(channelPeer(42)).toBe(-1_000_000_000_042)
  expect(colorOf(-1_000_000_000_042)).toBe(0)
})

it('formats phone numbers while they are typed', () => {
  const typed = '12345678901'
  expect([...typed].map((_, i) => formatPhone(typed.slice(0, i + 1)))).toEqual([
    '+1',
    '+1 2',
    '+1 23',
    '+1 234',
    '+1 234 5',
    '+1 234 56',
    '+1 234 567',
    '+1 234 567 8',
    '+1 234 567 89',
    '+1 234 567 890',
    '+1 234 567 8901',
  ])
  expect(formatPhone('+9996621234')).toBe('+999 66 2 1234')
  expect(formatPhone('+٤٤ 7911123456')).toBe('+44 7911 123456')
  expect(formatPhone('+')).toBe('+')
  expect(formatPhone('5551234', [{ code: '555', pattern: 'XX-XX' }])).toBe('+555 12-34')
  expect(digits('+1 (23) 4')).toBe('1234')
  expect(['4912', '3801', '712'].map((n) => callingCode(n))).toEqual(['49', '380', '7'])
  expect([0, 1, 4, 5].map((n) => caretAfter('+1 234 5', n))).toEqual([1, 2, 6, 8])
})
