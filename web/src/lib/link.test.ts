import { describe, expect, it } from 'vitest'
import { asksFirst, phoneLink, safeLink, shownLink } from './link'

describe('safeLink', () => {
  it.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
    ['example.org', 'http://example.org/'],
    ['localhost:8080/x', 'http://localhost:8080/x'],
    ['mailto:a@b.c', 'mailto:a@b.c'],
    ['tel:+123', 'tel:+123'],
    ['tg://resolve?domain=a', 'tg://resolve?domain=a'],
    ['https://президент.рф/', 'https://xn--d1abbgf6aiiy.xn--p1ai/'],
  ])('lets %s be one', (from, to) => expect(safeLink(from)?.href).toBe(to))

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a/b',
    'about:blank',
    'intent://x#Intent;end',
    'http://',
    '',
    'http://a b',
  ])('refuses %j', (from) => {
    const to = safeLink(from)
    expect(to === undefined || to.href.startsWith('http')).toBe(true)
    expect(to?.href ?? '').not.toMatch(/^(?:javascript|data|vbscript|file|blob|about|intent):/i)
  })
})

describe('asksFirst', () => {
  it('trusts a text that says where it goes', () => {
    expect(asksFirst('example.org', 'https://example.org/path')).toBe(false)
    expect(asksFirst('write me', 'mailto:a@b.c')).toBe(false)
  })
  it('asks where text, letters or a name before the host mislead', () => {
    expect(asksFirst('bank.example', 'https://evil.example')).toBe(true)
    expect(asksFirst('here', 'https://evil.example')).toBe(true)
    expect(asksFirst('https://аррӏе.com', 'https://аррӏе.com')).toBe(true)
    expect(asksFirst('https://bank.example@evil.example', 'https://bank.example@evil.example')).toBe(true)
  })
})

it('shows addresses readably, the host as it is', () => {
  expect(shownLink('https://ru.wikipedia.org/wiki/%D0%9C%D0%B8%D1%80')).toBe('https://ru.wikipedia.org/wiki/Мир')
  expect(shownLink('https://аррӏе.com')).toBe('https://xn--80ak6aa92e.com')
  expect(shownLink('https://a.b/%E2%80%AEgnp')).toBe('https://a.b/%E2%80%AEgnp')
})

it('makes links of phone numbers', () => expect(phoneLink('+1 (234) 56-78')).toBe('tel:+12345678'))
