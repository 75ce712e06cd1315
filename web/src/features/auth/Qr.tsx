import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Failure'
import { QrCode } from '../../ui/QrCode'
import { Spinner } from '../../ui/Spinner'
import styles from './Login.module.css'
import type { Login } from './state'

/** Another way in: a code that a device which is logged in scans. It is renewed before it expires. */
export function Qr(props: { login: Login }): JSX.Element {
  const account = useAccount()
  const [url, setUrl] = createSignal<string>()
  const [error, setError] = createSignal<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false
  const renew = async () => {
    clearTimeout(timer)
    setError(undefined)
    try {
      const token = await account.api.loginToken({})
      if (gone) return
      if (token.kind !== 'token') {
        props.login.follow(token)
        return
      }
      setUrl(token.url)
      timer = setTimeout(renew, Math.max(1000, token.until - Date.now() - 1000))
    } catch (failure) {
      setError(failure)
    }
  }
  onMount(() => void renew())
  onCleanup(account.on((event) => event.kind === 'changed' && event.what === 'login' && void renew()))
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })
  return (
    <>
      <Show when={!error()} fallback={<Failure title={errorText(error())} onRetry={renew} />}>
        <div class={styles.qr}>
          <Show when={url()} fallback={<Spinner label={t('auth.qr.code')} size={40} />}>
            {(text) => <QrCode text={text()} label={t('auth.qr.code')} />}
          </Show>
        </div>
        <ol class={styles.steps}>
          <li>{t('auth.qr.1')}</li>
          <li>{t('auth.qr.2')}</li>
          <li>{t('auth.qr.3')}</li>
        </ol>
      </Show>
      <Button wide onClick={props.login.back}>
        {t('auth.qr.phone')}
      </Button>
    </>
  )
}
