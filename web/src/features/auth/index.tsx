import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'

export function Login(): JSX.Element {
  const { api } = useAccount()
  const [hash, setHash] = createSignal('')
  const [phone, setPhone] = createSignal('')
  const [code, setCode] = createSignal('')
  const [name, setName] = createSignal('')
  const next = async (event: Event) => {
    event.preventDefault()
    if (hash() === '') {
      setHash((await api.sendCode({ phone: phone() })).hash)
      return
    }
    const answer = await api.signIn({ phone: phone(), hash: hash(), code: code() })
    if (answer.kind === 'signUp') await api.signUp({ phone: phone(), hash: hash(), firstName: name(), lastName: '' })
  }
  return (
    <form onSubmit={next}>
      <TextField label={t('auth.phone')} value={phone()} onInput={setPhone} />
      <Show when={hash()}>
        <TextField label={t('auth.code')} value={code()} onInput={setCode} />
        <TextField label={t('auth.name')} value={name()} onInput={setName} />
      </Show>
      <Button type="submit">{t('auth.next')}</Button>
    </form>
  )
}
