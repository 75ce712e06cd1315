import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import styles from './Login.module.css'
import type { Login } from './state'

/** What a new person is asked: names. */
export function SignUp(props: {
  login: Login
  terms: string | undefined
  error: string | undefined
  onSubmit: (submit: () => void) => void
}): JSX.Element {
  const [first, setFirst] = createSignal('')
  const [last, setLast] = createSignal('')
  props.onSubmit(() => void props.login.signUp(first(), last()))
  return (
    <>
      <Show when={first()}>
        <span class={styles.face}>
          <Avatar name={`${first()} ${last()}`} color={5} size={72} />
        </span>
      </Show>
      <TextField
        autofocus
        label={t('auth.firstName')}
        autocomplete="given-name"
        maxlength={64}
        value={first()}
        onInput={(name) => {
          props.login.clearError()
          setFirst(name)
        }}
        error={props.error}
      />
      <TextField
        label={t('auth.lastName')}
        autocomplete="family-name"
        maxlength={64}
        value={last()}
        onInput={setLast}
      />
      <Show when={props.terms}>
        <div class={styles.small}>
          {t('auth.terms')}
          <p class={styles.terms}>{props.terms}</p>
        </div>
      </Show>
      <Button kind="primary" type="submit" wide busy={props.login.busy()}>
        {t('auth.signUp')}
      </Button>
    </>
  )
}
