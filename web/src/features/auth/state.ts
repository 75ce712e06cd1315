import { createSignal } from 'solid-js'
import type { AuthApi, CodeSent, Country, SignedIn } from '../../api/auth'
import { waitOf } from '../../lang/errors'
import { callingCode, digits } from '../../lib/phone'

/** Where in the log-in one is. */
export type Step =
  | { readonly at: 'phone' }
  | { readonly at: 'code'; readonly phone: string; readonly sent: CodeSent; readonly since: number }
  | {
      readonly at: 'signUp'
      readonly phone: string
      readonly hash: string
      readonly code: string
      readonly terms?: string
    }
  | { readonly at: 'password'; readonly hint?: string }
  | { readonly at: 'qr' }

/** What the log-in needs of the server. */
export type LoginApi = Pick<
  AuthApi,
  'sendCode' | 'resendCode' | 'cancelCode' | 'signIn' | 'signUp' | 'checkPassword' | 'loginToken'
>

/** createLogin is a log-in: the step, what goes on, and what went wrong, as signals, and what leads on. */
export function createLogin(api: LoginApi, clock: () => number = Date.now) {
  const [step, setStep] = createSignal<Step>({ at: 'phone' })
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  /** Until when one has to wait, in ms since 1970: what the server said with a flood error. */
  const [barred, setBarred] = createSignal(0)

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (busy() || barred() > clock()) return
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (failure) {
      const wait = waitOf(failure)
      if (wait !== undefined) setBarred(clock() + wait * 1000)
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const move = (to: Step) => {
    setError(undefined)
    setStep(to)
  }
  /** Goes on after an answer; who is in needs no further step. */
  const follow = (answer: SignedIn, signUp?: { phone: string; hash: string; code: string }) => {
    if (answer.kind === 'password') move({ at: 'password', ...(answer.hint ? { hint: answer.hint } : {}) })
    if (answer.kind === 'signUp' && signUp) {
      move({ at: 'signUp', ...signUp, ...(answer.terms ? { terms: answer.terms } : {}) })
    }
  }

  return {
    step,
    busy,
    error,
    barred,
    clearError: () => setError(undefined),
    sendCode: (phone: string) =>
      attempt(async () => {
        const number = `+${digits(phone)}`
        const sent = await api.sendCode({ phone: number })
        move({ at: 'code', phone: number, sent, since: clock() })
      }),
    resend: () =>
      attempt(async () => {
        const at = step()
        if (at.at !== 'code') return
        const sent = await api.resendCode({ phone: at.phone, hash: at.sent.hash })
        move({ ...at, sent, since: clock() })
      }),
    enterCode: (typed: string) =>
      attempt(async () => {
        const at = step()
        if (at.at !== 'code') return
        const { phone, sent } = at
        const code = digits(typed)
        follow(await api.signIn({ phone, hash: sent.hash, code }), { phone, hash: sent.hash, code })
      }),
    signUp: (firstName: string, lastName: string) =>
      attempt(async () => {
        const at = step()
        if (at.at !== 'signUp') return
        const { phone, hash } = at
        follow(await api.signUp({ phone, hash, firstName: firstName.trim(), lastName: lastName.trim() }))
      }),
    enterPassword: (password: string) => attempt(async () => follow(await api.checkPassword({ password }))),
    follow,
    qr: () => move({ at: 'qr' }),
    back: () => {
      const at = step()
      if (at.at === 'code') api.cancelCode({ phone: at.phone, hash: at.sent.hash }).catch(() => {}) // it expires
      move({ at: 'phone' })
    },
  }
}

export type Login = ReturnType<typeof createLogin>

/** testCode is the code of a test number (99966XYYYY), for servers that have those. */
export const testCode = (phone: string): string | undefined => /^99966(\d)\d{4}$/.exec(digits(phone))?.[1]?.repeat(5)

/** countryOf is the country that a number is of, as far as it has been typed: of several the one that is meant, else the first. */
export function countryOf(number: string, countries: readonly Country[], meant?: Country): Country | undefined {
  const typed = digits(number)
  if (typed === '') return undefined
  const code = callingCode(
    typed,
    countries.map((country) => ({ code: country.code, pattern: country.pattern ?? '' })),
  )
  if (meant?.code === code) return meant
  return (
    countries.find((country) => country.code === code && preferred.has(country.iso)) ??
    countries.find((c) => c.code === code)
  )
}

/** The largest of countries that share a calling code. */
const preferred = new Set(['US', 'RU', 'GB', 'NO', 'IT', 'AU', 'MA', 'FI', 'FR'])

/** homeCountry is the country that a person's languages tell of, such as "de-AT". */
export function homeCountry(languages: readonly string[], countries: readonly Country[]): Country | undefined {
  for (const language of languages) {
    const region = /-([A-Z]{2})\b/.exec(language)?.[1]
    const found = region && countries.find((country) => country.iso === region)
    if (found) return found
  }
  for (const language of languages) {
    try {
      const region = new Intl.Locale(language).maximize().region
      const found = countries.find((country) => country.iso === region)
      if (found) return found
    } catch {
      // No language that Intl knows.
    }
  }
  return undefined
}
