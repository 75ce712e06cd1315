// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import { addMonths, between, firstDay, weeks } from './calendar'
import { DateTimePicker } from './DateTimePicker'

afterEach(cleanup)

describe('days', () => {
  it('fill whole weeks from the day weeks begin with', () => {
    const november = new Date(2026, 10, 22)
    expect(weeks(november, 1)[0]?.[0]).toEqual(new Date(2026, 9, 26))
    expect(weeks(november, 7)[0]?.[0]).toEqual(new Date(2026, 10, 1))
    for (let m = 0; m < 48; m++) {
      for (const first of [1, 6, 7]) {
        const month = weeks(new Date(2023, m, 10), first)
        const days = month.flat().filter((d) => d.getMonth() === m % 12)
        expect(days).toHaveLength(new Date(2023, m + 1, 0).getDate())
        for (const week of month) expect(week[0]?.getDay()).toBe(first % 7)
      }
    }
  })

  it('of a longer month become the last one of a shorter', () => {
    expect(addMonths(new Date(2024, 0, 31), 1)).toEqual(new Date(2024, 1, 29))
    expect(addMonths(new Date(2024, 1, 29), 12)).toEqual(new Date(2025, 1, 28))
    expect(addMonths(new Date(2024, 2, 31), -1)).toEqual(new Date(2024, 1, 29))
  })

  it('stay between two', () => {
    const d = new Date(2024, 5, 5)
    expect(between(d, new Date(2024, 5, 5, 13), undefined)).toBe(d)
    expect(between(d, new Date(2024, 5, 6, 13), undefined)).toEqual(new Date(2024, 5, 6))
    expect(between(d, undefined, new Date(2024, 5, 4, 1))).toEqual(new Date(2024, 5, 4))
  })

  it('begin weeks as people do', () => {
    expect(firstDay('en-US')).toBe(7)
    expect(firstDay('de')).toBe(1)
    expect(firstDay('ar-EG')).toBe(6)
  })
})

describe('DateTimePicker', () => {
  function setup(min?: Date) {
    const [value, setValue] = createSignal(new Date(2026, 10, 22, 23, 5))
    render(() => <DateTimePicker value={value()} onChange={setValue} min={min} max={new Date(2027, 1, 10)} time />)
    return value
  }
  const focused = () => document.activeElement?.getAttribute('aria-label')
  const key = (k: string, shiftKey = false) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key: k, shiftKey })

  it('is a grid of one month with one stop for the keyboard', () => {
    setup()
    const grid = screen.getByRole('grid', { name: 'November 2026' })
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
    const chosen = screen.getByRole('button', { name: 'Sunday, November 22, 2026', pressed: true })
    expect(chosen.tabIndex).toBe(0)
  })

  it('is moved through by keys, over the ends of months', () => {
    setup()
    screen.getByRole('button', { name: 'Sunday, November 22, 2026' }).focus()
    key('ArrowRight')
    expect(focused()).toBe('Monday, November 23, 2026')
    key('ArrowDown')
    key('ArrowDown')
    expect(focused()).toBe('Monday, December 7, 2026')
    key('Home')
    expect(focused()).toBe('Sunday, December 6, 2026')
    key('End')
    expect(focused()).toBe('Saturday, December 12, 2026')
    key('PageUp')
    expect(focused()).toBe('Thursday, November 12, 2026')
    key('PageUp', true)
    expect(focused()).toBe('Wednesday, November 12, 2025')
  })

  it('does not leave what is allowed', () => {
    const value = setup(new Date(2026, 10, 20, 12))
    screen.getByRole('button', { name: 'Sunday, November 22, 2026' }).focus()
    key('ArrowUp')
    expect(focused()).toBe('Friday, November 20, 2026')
    key('PageDown', true)
    expect(focused()).toBe('Wednesday, February 10, 2027')
    key('ArrowRight')
    expect(focused()).toBe('Wednesday, February 10, 2027')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /February 11/ }).disabled).toBe(true)
    expect(value()).toEqual(new Date(2026, 10, 22, 23, 5))
  })

  it('keeps the time when the day changes, and the day when the time does', () => {
    const value = setup()
    fireEvent.click(screen.getByRole('button', { name: 'Next month' }))
    fireEvent.click(screen.getByRole('button', { name: /December 3,/ }))
    expect(value()).toEqual(new Date(2026, 11, 3, 23, 5))
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '08:30' } })
    expect(value()).toEqual(new Date(2026, 11, 3, 8, 30))
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '' } })
    expect(value()).toEqual(new Date(2026, 11, 3, 8, 30))
  })
})
