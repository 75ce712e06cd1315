import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { ApiError } from '../../api/client'
import { firstLocalId, type Message } from '../../api/message'
import { errorText } from '../../lang/errors'
import { clock, compact, fullTime, span } from '../../lang/format'
import { language, t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { useFeed } from './context'
import styles from './Meta.module.css'

/** Meta is what stands small at the end of a message: when, whether it was read, changed, pinned. */
export function Meta(props: { message: Message }): JSX.Element {
  const message = () => props.message
  const title = () => {
    const at = fullTime(message().date)
    const edited = message().edited
    return edited === undefined ? at : t('feed.meta.editedAt', { at, edited: fullTime(edited) })
  }
  return (
    <span class={styles.meta}>
      <Show when={message().pinned}>
        <Mark icon="pin" label={t('feed.meta.pinned')} />
      </Show>
      <Show when={message().views !== undefined}>
        <span class={styles.count} title={t('feed.meta.views')}>
          <Mark icon="eye" label={t('feed.meta.views')} />
          {compact(message().views ?? 0)}
        </span>
      </Show>
      <Show when={message().ttl}>
        {(ttl) => <Mark icon="timer" label={t('feed.meta.ttl', { time: span(ttl()) })} />}
      </Show>
      <Show when={message().silent && message().out}>
        <Mark icon="mute" label={t('feed.meta.silent')} />
      </Show>
      <Show when={message().author && message().from === message().chat}>
        <span class={styles.author}>{message().author}</span>
      </Show>
      <Show when={message().edited !== undefined}>
        <span>{t('feed.meta.edited')}</span>
      </Show>
      <time dir={language().dir} title={title()} datetime={new Date(message().date * 1000).toISOString()}>
        {clock(message().date)}
      </time>
      <Show when={message().out && message().views === undefined}>
        <Delivery message={message()} />
      </Show>
    </span>
  )
}

function Mark(props: {
  icon: 'pin' | 'eye' | 'timer' | 'mute' | 'clock' | 'check' | 'checks'
  label: string
}): JSX.Element {
  return (
    <span role="img" aria-label={props.label} title={props.label}>
      <Icon name={props.icon} size={15} />
    </span>
  )
}

/** How far a message of one's own has come. A failed one offers what to do about it. */
function Delivery(props: { message: Message }): JSX.Element {
  const view = useFeed()
  const read = () => props.message.id < firstLocalId && view.readOut() >= props.message.id
  return (
    <Switch>
      <Match when={props.message.state === 'failed'}>
        <Failed message={props.message} />
      </Match>
      <Match when={props.message.state === 'sending'}>
        <Mark icon="clock" label={t('feed.meta.sending')} />
      </Match>
      <Match when={props.message.scheduled}>
        <Mark icon="clock" label={t('feed.meta.scheduled')} />
      </Match>
      <Match when={read()}>
        <span class={styles.read}>
          <Mark icon="checks" label={t('feed.meta.read')} />
        </span>
      </Match>
      <Match when={!read()}>
        <Mark icon="check" label={t('feed.meta.sent')} />
      </Match>
    </Switch>
  )
}

function Failed(props: { message: Message }): JSX.Element {
  const { api } = useAccount()
  const [at, setAt] = createSignal<HTMLElement>()
  const why = () => errorText(new ApiError({ code: 400, text: props.message.error ?? '' }))
  const where = () => ({ chat: props.message.chat, id: props.message.id })
  return (
    <>
      <button
        type="button"
        class={styles.failed}
        aria-label={t('feed.meta.failed', { why: why() })}
        title={why()}
        onClick={(e) => {
          e.stopPropagation()
          setAt(e.currentTarget)
        }}
      >
        <Icon name="failed" size={18} />
      </button>
      <Menu
        at={at()}
        label={t('feed.failed')}
        header={<p class={styles.why}>{why()}</p>}
        items={[
          { label: t('feed.retry'), icon: 'refresh', onSelect: () => void api.retry(where()) },
          { label: t('feed.discard'), icon: 'trash', danger: true, onSelect: () => void api.discard(where()) },
        ]}
        onClose={() => setAt(undefined)}
      />
    </>
  )
}
