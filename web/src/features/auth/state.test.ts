import { expect, it } from 'vitest'
import type { CodeSent, SignedIn } from '../../api/auth'
import { ApiError } from '../../api/client'
import { countryOf, createLogin, homeCountry, type LoginApi, testCode } from './state'

const sent: CodeSent = { hash: 'h1', via: 'sms', length: 5, timeout: 60 }

function fake(over: Partial<LoginApi> = {}) {
  const calls: unknown[] = []
  const log =
    <A, R>(name: string, answer: R) =>
    async (args: A): Promise<R> => {
      calls.push([name, args])
      return answer
    }
  const inside: SignedIn = { kind: 'in', me: 1 }
  const api: LoginApi = {
    sendCode: log('sendCode', sent),
    resendCode: log('resendCode', { ...sent, hash: 'h2' }),
    cancelCode: log('cancelCode', undefined),
    signIn: log('signIn', inside),
    signUp: log('signUp', inside),
    checkPassword: log('checkPassword', inside),
    loginToken: log('loginToken', inside),
    ...over,
  }
  return { api, calls }
}

it('leads from the number over the code to the names of who is new', async () => {
  const { api, calls } = fake({ signIn: async () => ({ kind: 'signUp', terms: 'Be kind' }) })
  const login = createLogin(api)
  await login.sendCode('+999 662 1234')
  expect(login.step()).toMatchObject({ at: 'code', phone: '+9996621234' })
  await login.enterCode('22 222')
  expect(login.step()).toEqual({ at: 'signUp', phone: '+9996621234', hash: 'h1', code: '22222', terms: 'Be kind' })
  await login.signUp(' Ann ', '')
  expect(calls.at(-1)).toEqual(['signUp', { phone: '+9996621234', hash: 'h1', firstName: 'Ann', lastName: '' }])
})

it('stays where it is and says what was wrong', async () => {
  const wrong = new ApiError({ code: 400, text: 'PHONE_CODE_INVALID' })
  const login = createLogin(fake({ signIn: () => Promise.reject(wrong) }).api)
  await login.sendCode('1')
  await login.enterCode('11111')
  expect(login.step().at).toBe('code')
  expect(login.error()).toBe(wrong)
  expect(login.busy()).toBe(false)
  login.back()
  expect(login.error()).toBeUndefined()
})

it('gives back the code of a number that was wrong, and takes the one that was sent last', async () => {
  const { api, calls } = fake()
  const login = createLogin(api)
  await login.sendCode('1')
  await login.resend()
  await login.enterCode('12345')
  expect(calls.at(-1)).toEqual(['signIn', { phone: '+1', hash: 'h2', code: '12345' }])
  login.back()
  expect(calls.at(-1)).toEqual(['cancelCode', { phone: '+1', hash: 'h2' }])
})

it('asks for a password where there is one', async () => {
  const { api, calls } = fake({ signIn: async () => ({ kind: 'password', hint: 'cat' }) })
  const login = createLogin(api)
  await login.sendCode('1')
  await login.enterCode('12345')
  expect(login.step()).toEqual({ at: 'password', hint: 'cat' })
  await login.enterPassword('tom')
  expect(calls.at(-1)).toEqual(['checkPassword', { password: 'tom' }])
})

it('asks nothing while it has to wait', async () => {
  let time = 1000
  let asked = 0
  const flood = new ApiError({ code: 420, text: 'FLOOD_WAIT', seconds: 30 })
  const sendCode = () => {
    asked++
    return Promise.reject(flood)
  }
  const login = createLogin(fake({ sendCode }).api, () => time)
  await login.sendCode('1')
  expect(login.barred()).toBe(31_000)
  await login.sendCode('1')
  expect(asked).toBe(1)
  time = 31_000
  await login.sendCode('1')
  expect(asked).toBe(2)
})

it('knows the codes of test numbers', () => {
  expect(testCode('+99966 2 1234')).toBe('22222')
  expect(testCode('+49 151 1234')).toBeUndefined()
})

const countries = [
  { iso: 'AT', name: 'Austria', code: '43' },
  { iso: 'CA', name: 'Canada', code: '1' },
  { iso: 'US', name: 'United States', code: '1' },
]

it('finds the country of a number and of a language', () => {
  expect(countryOf('+43 66', countries)?.iso).toBe('AT')
  expect(countryOf('+1 212', countries)?.iso).toBe('US')
  expect(countryOf('+1 212', countries, countries[1])?.iso).toBe('CA')
  expect(countryOf('', countries)).toBeUndefined()
  expect(homeCountry(['de-AT', 'en-US'], countries)?.iso).toBe('AT')
  expect(homeCountry(['en'], countries)?.iso).toBe('US')
})
