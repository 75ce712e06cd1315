import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { toast } from '../../ui/Toast'
import { type allowedOf, copyRich, createView, type FeedControl, FeedDialogs } from '../feed'
import styles from './SelectionBar.module.css'

/** SelectionBar is how many messages are chosen, and what may be done with all of them. */
export function SelectionBar(props: { feed: FeedControl }): JSX.Element {
  const account = useAccount()
  const { feed } = props
  const view = createView(feed, () => undefined)
  const { chat } = feed.where
  const messages = () =>
    [...feed.selection.ids()]
      .sort((a, b) => a - b)
      .map((id) => account.tables.messages[messageKey(chat, id)])
      .filter((message) => message !== undefined)
  const every = (may: (allowed: ReturnType<typeof allowedOf>) => boolean) =>
    messages().every((m) => may(view.allowed(m)))
  const n = () => feed.selection.ids().size
  const copy = async () => {
    const name = (from: number) => account.tables.peers[from]?.name ?? ''
    const all = messages()
    const one = all[0]
    if (all.length === 1 && one) await copyRich(one)
    else await copyRich({ text: all.map((m) => `${name(m.from)}:\n${m.text}`).join('\n\n'), entities: [] })
    toast({ text: t('feed.copied'), icon: 'copy' })
    feed.selection.clear()
  }
  return (
    <div class={styles.bar} role="toolbar" aria-label={t('chat.selection')}>
      <IconButton icon="close" label={t('chat.selection.end')} onClick={() => feed.selection.clear()} />
      <span class={styles.count} role="status">
        {t('chat.selection.count', { n: n() })}
      </span>
      <Show when={every((may) => may.copy)}>
        <Button icon="copy" onClick={copy}>
          {t('chat.selection.copy')}
        </Button>
      </Show>
      <Show when={every((may) => may.report)}>
        <Button icon="flag" onClick={() => view.ask({ kind: 'report', messages: messages() })}>
          {t('feed.act.report')}
        </Button>
      </Show>
      <Show when={every((may) => may.remove !== undefined)}>
        <Button kind="danger-plain" icon="trash" onClick={() => view.ask({ kind: 'delete', messages: messages() })}>
          {t('feed.act.delete')}
        </Button>
      </Show>
      <Show when={every((may) => may.forward)}>
        <Button kind="primary" icon="forward" onClick={() => view.ask({ kind: 'forward', messages: messages() })}>
          {t('feed.act.forward')}
        </Button>
      </Show>
      <FeedDialogs view={view} />
    </div>
  )
}
