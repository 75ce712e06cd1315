import { expect, it } from 'vitest'
import { errorText, waitOf } from './errors'

const failed = (code: number, text: string, seconds?: number) =>
  Object.assign(new Error(text), { code, text, ...(seconds === undefined ? {} : { seconds }) })

it('says what is known of an error', () => {
  expect(errorText(failed(400, 'PHONE_CODE_INVALID'))).toBe('This is not the code. Check it and try again.')
  expect(errorText(failed(420, 'FLOOD_WAIT', 75))).toContain('Wait 1:15')
  expect(errorText(failed(420, 'FLOOD_WAIT', 75), 9)).toContain('Wait 0:09')
  expect(errorText(failed(420, 'SLOWMODE_WAIT', 5))).toContain('Slow mode')
  expect(waitOf(failed(420, 'FLOOD_WAIT', 75))).toBe(75)
})

it('says something useful about any other', () => {
  expect(errorText(failed(400, 'NEVER_HEARD_OF'))).toContain('NEVER_HEARD_OF')
  expect(errorText(failed(500, 'INTERNAL'))).toContain('The server failed')
  expect(errorText(failed(0, 'TIMEOUT'))).toContain('does not answer')
  expect(errorText(new TypeError('x'))).toContain('this page')
  expect(waitOf(new TypeError('x'))).toBeUndefined()
})
