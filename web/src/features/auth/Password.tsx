import { createSignal, type JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import type { Login } from './state'

/** The password of an account that has one besides the code. */
export function Password(props: {
  login: Login
  hint: string | undefined
  error: string | undefined
  onSubmit: (submit: () => void) => void
}): JSX.Element {
  const [password, setPassword] = createSignal('')
  props.onSubmit(() => void props.login.enterPassword(password()))
  return (
    <>
      <TextField
        autofocus
        label={t('auth.password')}
        type="password"
        autocomplete="current-password"
        value={password()}
        onInput={(typed) => {
          props.login.clearError()
          setPassword(typed)
        }}
        error={props.error}
        hint={props.hint ? t('auth.password.hint', { hint: props.hint }) : t('auth.forgot')}
      />
      <Button kind="primary" type="submit" wide busy={props.login.busy()}>
        {t('auth.next')}
      </Button>
    </>
  )
}
