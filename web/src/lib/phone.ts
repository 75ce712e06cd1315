/** How numbers of a country are written: "XXX XXX XXXX", after its calling code. */
export interface PhonePattern {
  readonly code: string
  readonly pattern: string
}

/** The commonest ones; others are cut into threes. */
const known: readonly PhonePattern[] = [
  { code: '1', pattern: 'XXX XXX XXXX' },
  { code: '7', pattern: 'XXX XXX XX XX' },
  { code: '20', pattern: 'XX XXXX XXXX' },
  { code: '30', pattern: 'XXX XXX XXXX' },
  { code: '31', pattern: 'X XX XX XX XX' },
  { code: '32', pattern: 'XXX XX XX XX' },
  { code: '33', pattern: 'X XX XX XX XX' },
  { code: '34', pattern: 'XXX XXX XXX' },
  { code: '39', pattern: 'XXX XXX XXXX' },
  { code: '41', pattern: 'XX XXX XX XX' },
  { code: '44', pattern: 'XXXX XXXXXX' },
  { code: '46', pattern: 'XX XXX XX XX' },
  { code: '48', pattern: 'XXX XXX XXX' },
  { code: '49', pattern: 'XXX XXXXXXXX' },
  { code: '52', pattern: 'XXX XXX XXXX' },
  { code: '55', pattern: 'XX XXXXX XXXX' },
  { code: '62', pattern: 'XXX XXXX XXXX' },
  { code: '81', pattern: 'XX XXXX XXXX' },
  { code: '82', pattern: 'XX XXXX XXXX' },
  { code: '84', pattern: 'XXX XXX XXX' },
  { code: '86', pattern: 'XXX XXXX XXXX' },
  { code: '90', pattern: 'XXX XXX XX XX' },
  { code: '91', pattern: 'XXXXX XXXXX' },
  { code: '98', pattern: 'XXX XXX XXXX' },
  { code: '234', pattern: 'XXX XXX XXXX' },
  { code: '351', pattern: 'XXX XXX XXX' },
  { code: '358', pattern: 'XX XXX XX XX' },
  { code: '375', pattern: 'XX XXX XX XX' },
  { code: '380', pattern: 'XX XXX XX XX' },
  { code: '420', pattern: 'XXX XXX XXX' },
  { code: '966', pattern: 'XX XXX XXXX' },
  { code: '971', pattern: 'XX XXX XXXX' },
  { code: '998', pattern: 'XX XXX XX XX' },
  { code: '999', pattern: '66 X XXXX' }, // test numbers
]

/** Calling codes of two digits; those of one are 1 and 7, all others have three. */
const pairs = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** digits is a phone number as the server knows it: the digits alone. */
export const digits = (typed: string): string =>
  typed.replace(/\p{Nd}/gu, (d) => String(digitValue(d))).replace(/\D/g, '')

/** digitValue is what a digit of any script counts; decimal digits stand in rows of ten from zero. */
function digitValue(d: string): number {
  const code = d.codePointAt(0) ?? 48
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}

/** callingCode is the calling code that a number begins with: of the list's, else as they are dealt out. */
export function callingCode(number: string, patterns: readonly PhonePattern[] = []): string {
  const listed = patterns.filter((p) => number.startsWith(p.code)).sort((a, b) => b.code.length - a.code.length)[0]
  if (listed) return listed.code
  return number.slice(0, /^[17]/.test(number) ? 1 : pairs.test(number) ? 2 : 3)
}

/**
 * formatPhone writes a number, or as much of it as has been typed, with spaces:
 * "+1 234 567 8901". Patterns are the server's list of countries; without them
 * it knows the commonest.
 */
export function formatPhone(typed: string, patterns: readonly PhonePattern[] = known): string {
  const number = digits(typed)
  if (number === '') return typed.trim().startsWith('+') ? '+' : ''
  const code = callingCode(number, patterns)
  const rest = number.slice(code.length)
  const pattern = patterns.find((p) => p.code === code)?.pattern ?? 'XXX XXX XXX'
  return rest === '' ? `+${code}` : `+${code} ${fill(pattern, rest)}`
}

function fill(pattern: string, rest: string): string {
  let out = ''
  let i = 0
  for (const c of pattern) {
    if (i >= rest.length) break
    if (!/[X\d]/i.test(c)) out += c
    else {
      out += rest.charAt(i)
      i++
    }
  }
  return out + rest.slice(i)
}

/** caretAfter is where the caret belongs in a formatted number after so many of its digits. */
export function caretAfter(formatted: string, count: number): number {
  let seen = 0
  for (let i = 0; i < formatted.length; i++) {
    if (/\d/.test(formatted.charAt(i))) seen++
    if (seen === count && count > 0) return i + 1
  }
  return count === 0 ? Math.min(1, formatted.length) : formatted.length
}
