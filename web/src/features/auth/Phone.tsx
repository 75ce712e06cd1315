import { createEffect, createResource, createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Country } from '../../api/auth'
import { language, ltr, t } from '../../lang/lang'
import { caretAfter, digits, formatPhone } from '../../lib/phone'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { countryOf, homeCountry, type Login } from './state'

/** A country by its letters, as a flag; fonts without flags show the letters. */
const flag = (iso: string): string =>
  /^[A-Z]{2}$/.test(iso) ? String.fromCodePoint(...[...iso].map((c) => 0x1f1a5 + c.charCodeAt(0))) : ''

export interface PhoneProps {
  login: Login
  phone: string
  onPhone: (phone: string) => void
  error: string | undefined
}

/** The first step: the number. */
export function Phone(props: PhoneProps): JSX.Element {
  const account = useAccount()
  let input: HTMLInputElement | undefined
  const [countries] = createResource(
    () => language().code,
    (lang) => account.api.countries({ lang }).catch(() => []),
    { initialValue: [] },
  )
  const [meant, setMeant] = createSignal<Country>()
  const chosen = () => countryOf(props.phone, countries(), meant())
  const patterns = () => {
    const own = countries().flatMap(({ code, pattern }) => (pattern ? [{ code, pattern }] : []))
    return own.length > 0 ? own : undefined
  }
  createEffect(() => {
    const home = homeCountry(navigator.languages, countries())
    if (home && props.phone === '') choose(home)
  })
  const choose = (country: Country) => {
    setMeant(country)
    const before = chosen()
    const rest = digits(props.phone).slice(before?.code.length ?? 0)
    props.onPhone(formatPhone(`+${country.code}${before ? rest : ''}`, patterns()))
  }
  const type = (typed: string) => {
    const caret = input?.selectionStart ?? typed.length
    const count = digits(typed.slice(0, caret)).length
    const formatted = formatPhone(typed === '' || typed.startsWith('+') ? typed : `+${typed}`, patterns())
    props.login.clearError()
    props.onPhone(formatted)
    if (!input) return
    input.value = formatted
    const at = caretAfter(formatted, count)
    input.setSelectionRange(at, at)
  }
  const options = () => [
    { value: '', label: t('auth.country.none') },
    ...countries().map((country) => ({
      value: `${country.iso}${country.code}`,
      label: `${flag(country.iso)} ${country.name} ${ltr(`+${country.code}`)}`,
    })),
  ]
  return (
    <>
      <Show when={countries().length > 0}>
        <Select
          label={t('auth.country')}
          options={options()}
          value={chosen() ? `${chosen()?.iso}${chosen()?.code}` : ''}
          onChange={(value) => {
            const country = countries().find((c) => `${c.iso}${c.code}` === value)
            if (country) choose(country)
            input?.focus()
          }}
        />
      </Show>
      <TextField
        ref={(el) => (input = el)}
        autofocus
        label={t('auth.phone')}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        dir="ltr"
        value={props.phone}
        onInput={type}
        error={props.error}
        hint={account.server()?.testNumbers ? t('auth.phone.test') : undefined}
      />
      <Button kind="primary" type="submit" wide busy={props.login.busy()}>
        {t('auth.next')}
      </Button>
    </>
  )
}
