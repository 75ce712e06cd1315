import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { ApiError } from '../../api/client'
import { forEver } from '../../api/dialogs'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { locale, t } from '../../lang/lang'
import { dateTime } from '../../lib/dates'
import { ofKind } from '../../lib/kind'
import { chatLink } from '../../lib/route'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/Toast'
import styles from './ClosedBar.module.css'
import type { Closed } from './closed'

/** ClosedBar stands in the place of the box where one cannot write: it says why, or offers what one can do. */
export function ClosedBar(props: { chat: PeerId; closed: Closed }): JSX.Element {
  const { api, tables } = useAccount()
  const [busy, setBusy] = createSignal(false)
  const [requested, setRequested] = createSignal(false)
  const muted = () => (tables.dialogs[props.chat]?.mutedUntil ?? 0) > Date.now() / 1000
  const act = (what: () => Promise<unknown>) => async () => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      if (error instanceof ApiError && error.text === 'INVITE_REQUEST_SENT') setRequested(true)
      else toast(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  const join = act(() => api.joinChat({ chat: props.chat }))
  const unblock = act(() => api.setBlocked({ peer: props.chat, blocked: false }))
  const mute = act(() => api.mutePeer({ chat: props.chat, until: muted() ? 0 : forEver }))
  const at = <K extends Closed['kind']>(kind: K) => ofKind(props.closed, kind)
  return (
    <div class={styles.bar}>
      <Switch fallback={<p class={styles.why}>{why(props.closed)}</p>}>
        <Match when={at('join')}>
          {(closed) => (
            <Show when={!requested()} fallback={<p class={styles.why}>{t('composer.requested')}</p>}>
              <Button kind="primary" wide busy={busy()} onClick={join}>
                {closed().request ? t('composer.request') : t('composer.join')}
              </Button>
            </Show>
          )}
        </Match>
        <Match when={at('mute')}>
          <Button wide icon={muted() ? 'bell' : 'mute'} busy={busy()} onClick={mute}>
            {muted() ? t('composer.unmute') : t('composer.mute')}
          </Button>
        </Match>
        <Match when={at('unblock')}>
          <Button wide busy={busy()} onClick={unblock}>
            {t('composer.unblock')}
          </Button>
        </Match>
        <Match when={at('moved')}>
          {(closed) => (
            <a class={styles.link} href={chatLink(closed().chat)}>
              {t('composer.moved')}
            </a>
          )}
        </Match>
      </Switch>
    </div>
  )
}

function why(closed: Closed): string {
  switch (closed.kind) {
    case 'deleted':
      return t('composer.closed.deleted')
    case 'gone':
      return t('composer.closed.gone')
    case 'left':
      return t('composer.closed.left')
    case 'admins':
      return t('composer.closed.admins')
    case 'topic':
      return t('composer.closed.topic')
    case 'forbidden':
      return t('composer.closed.forbidden')
    case 'until':
      return t('composer.closed.until', { time: dateTime(closed.date, locale()) })
    default:
      return ''
  }
}
