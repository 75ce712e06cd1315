import { afterEach, describe, expect, expectTypeOf, it } from 'vitest'
import { english, type Key, ltr, number, speak, t, tx } from './lang'

afterEach(() => speak(english))

describe('t', () => {
  it('fills holes and chooses the form of a plural', () => {
    expect(t('time.online')).toBe('online')
    expect(t('time.seenMinutes', { n: 1 })).toBe('last seen 1 minute ago')
    expect(t('time.seenMinutes', { n: 1200 })).toBe('last seen 1,200 minutes ago')
    expect(t('time.dayAt', { day: 'Monday', time: '10:00' })).toBe('Monday at 10:00')
  })

  it('knows which keys there are and what they need', () => {
    expectTypeOf<'time.seenMinutes'>().toExtend<Key>()
    expectTypeOf<'time.seenMinutes_one'>().not.toExtend<Key>()
    // @ts-expect-error: n is missing
    t('time.seenMinutes')
    // @ts-expect-error: there is no such key
    expect(t('time.nothing')).toBe('time.nothing')
  })

  it('speaks another language with its own plural forms, and English for what it lacks', () => {
    speak({
      code: 'pl',
      locale: 'pl',
      dir: 'ltr',
      texts: {
        'time.seenMinutes_one': '{n} min',
        'time.seenMinutes_few': '{n} minuty',
        'time.seenMinutes_many': '{n} minut',
      },
    })
    expect([1, 3, 5].map((n) => t('time.seenMinutes', { n }))).toEqual(['1 min', '3 minuty', '5 minut'])
    expect(t('time.online')).toBe('online')
  })

  it('keeps names that are written the other way apart', () => {
    expect(t('time.dayAt', { day: 'عمر', time: '1' })).toBe('\u2068عمر\u2069 at 1')
    speak({ code: 'ar', locale: 'ar-EG', dir: 'rtl', texts: { 'time.dayAt': '{day} في {time}' } })
    expect(t('time.dayAt', { day: 'عمر', time: 'Bob' })).toBe('عمر في \u2068Bob\u2069')
    expect(number(12)).toBe('١٢')
    expect(ltr('+1 2')).toBe('\u2066+1 2\u2069')
  })

  it('does not fill what a name brings along', () => {
    expect(t('time.dayAt', { day: '{time}', time: 'x' })).toBe('{time} at x')
  })
})

describe('tx', () => {
  it('leaves nodes as they are', () => {
    const node = { a: 1 }
    expect(tx('time.dayAt', { day: node, time: '10:00' })).toEqual([node, ' at ', '10:00'])
  })
})
