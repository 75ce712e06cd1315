import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { chooseLanguage, offered } from '../../lang/choice'
import { errorText } from '../../lang/errors'
import { language, t } from '../../lang/lang'
import { formatPhone } from '../../lib/phone'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { Code } from './Code'
import styles from './Login.module.css'
import { Password } from './Password'
import { Phone } from './Phone'
import { Qr } from './Qr'
import { SignUp } from './SignUp'
import { createLogin, type Step } from './state'

export interface LoginProps {
  /** Another account is there to go back to. */
  onCancel?: (() => void) | undefined
}

/** The way in: number, code, and for new people their names; or a QR code. */
export function Login(props: LoginProps): JSX.Element {
  const account = useAccount()
  const login = createLogin(account.api)
  const [phone, setPhone] = createSignal('')
  const [code, setCode] = createSignal('')
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 1000)
  onCleanup(() => clearInterval(timer))
  createEffect(
    on(
      () => login.step().at,
      () => setCode(''),
    ),
  )
  let submit = () => {}
  const onSubmit = (fn: () => void) => {
    submit = fn
  }
  const error = () => {
    if (login.error() === undefined) return undefined
    const left = Math.ceil((login.barred() - now()) / 1000)
    return errorText(login.error(), left > 0 ? left : undefined)
  }
  const codeStep = () => {
    const step = login.step()
    return step.at === 'code' ? step : undefined
  }
  const signUpStep = () => {
    const step = login.step()
    return step.at === 'signUp' ? step : undefined
  }
  const passwordStep = () => {
    const step = login.step()
    return step.at === 'password' ? step : undefined
  }
  const send = (e: Event) => {
    e.preventDefault()
    if (login.step().at === 'phone') void login.sendCode(phone())
    else if (codeStep()) void login.enterCode(code())
    else submit()
  }
  return (
    <main class={styles.page}>
      <form class={styles.card} onSubmit={send} noValidate>
        <Header step={login.step()} />
        <Switch>
          <Match when={login.step().at === 'phone'}>
            <Phone login={login} phone={phone()} onPhone={setPhone} error={error()} />
            <Button wide icon="qr" onClick={login.qr}>
              {t('auth.qr')}
            </Button>
          </Match>
          <Match when={codeStep()}>
            {(at) => <Code login={login} step={at()} code={code()} onCode={setCode} error={error()} />}
          </Match>
          <Match when={signUpStep()}>
            {(at) => <SignUp login={login} terms={at().terms} error={error()} onSubmit={onSubmit} />}
          </Match>
          <Match when={passwordStep()}>
            {(at) => <Password login={login} hint={at().hint} error={error()} onSubmit={onSubmit} />}
          </Match>
          <Match when={login.step().at === 'qr'}>
            <Qr login={login} />
          </Match>
        </Switch>
        <Show when={props.onCancel}>
          <Button wide onClick={() => props.onCancel?.()}>
            {t('auth.cancel')}
          </Button>
        </Show>
      </form>
      <Show when={login.step().at === 'phone'}>
        <div class={styles.language}>
          <Select
            label={t('auth.language')}
            options={offered().map((l) => ({ value: l.code, label: l.native }))}
            value={language().code}
            onChange={(choice) => void chooseLanguage(choice)}
          />
        </div>
      </Show>
    </main>
  )
}

function Header(props: { step: Step }): JSX.Element {
  const account = useAccount()
  const title = () => {
    switch (props.step.at) {
      case 'phone':
        return t('auth.phone.title', { name: account.server()?.name ?? 'Heliograph' })
      case 'code':
        return formatPhone(props.step.phone)
      case 'signUp':
        return t('auth.signUp.title')
      case 'password':
        return t('auth.password.title')
      case 'qr':
        return t('auth.qr.title')
    }
  }
  const text = () => {
    if (props.step.at === 'phone') return t('auth.phone.text')
    if (props.step.at === 'signUp') return t('auth.signUp.text')
    return props.step.at === 'password' ? t('auth.password.text') : undefined
  }
  return (
    <header class={styles.header}>
      <img src="/icon.svg" alt="" width={72} height={72} />
      <h1 dir="auto">{title()}</h1>
      <p>{text()}</p>
    </header>
  )
}
