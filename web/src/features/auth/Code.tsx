import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { CodeSent } from '../../api/auth'
import { countdown } from '../../lang/format'
import { t } from '../../lang/lang'
import { digits } from '../../lib/phone'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import styles from './Login.module.css'
import { type Login, type Step, testCode } from './state'

const where = (via: CodeSent['via']) => t(`auth.code.${via}`)

export interface CodeProps {
  login: Login
  step: Extract<Step, { at: 'code' }>
  code: string
  onCode: (code: string) => void
  error: string | undefined
}

/** The second step: the code, which goes off by itself when all its digits are there. */
export function Code(props: CodeProps): JSX.Element {
  const account = useAccount()
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 500)
  onCleanup(() => clearInterval(timer))
  const left = () => {
    const { timeout } = props.step.sent
    return timeout === undefined ? undefined : Math.max(0, Math.ceil(timeout - (now() - props.step.since) / 1000))
  }
  let input: HTMLInputElement | undefined
  createEffect(
    on(
      () => props.error,
      (error) => error && input?.select(),
      { defer: true },
    ),
  )
  const type = (typed: string) => {
    const code = digits(typed)
    props.login.clearError()
    props.onCode(code)
    if (code.length === (props.step.sent.length ?? 5)) void props.login.enterCode(code)
  }
  const test = () => (account.server()?.testNumbers ? testCode(props.step.phone) : undefined)
  return (
    <>
      <TextField
        ref={(el) => (input = el)}
        autofocus
        class={styles.code}
        label={t('auth.code')}
        inputmode="numeric"
        autocomplete="one-time-code"
        dir="ltr"
        value={props.code}
        onInput={type}
        error={props.error}
        hint={test() ? t('auth.code.test', { code: test() ?? '' }) : where(props.step.sent.via)}
      />
      <Button kind="primary" type="submit" wide busy={props.login.busy()}>
        {t('auth.next')}
      </Button>
      <Show when={left() !== undefined}>
        <Show
          when={left() === 0}
          fallback={<p class={styles.small}>{t('auth.resendIn', { time: countdown(left() ?? 0) })}</p>}
        >
          <Button wide onClick={() => void props.login.resend()}>
            {t('auth.resend')}
          </Button>
        </Show>
      </Show>
      <Button wide onClick={props.login.back}>
        {t('auth.number')}
      </Button>
    </>
  )
}
