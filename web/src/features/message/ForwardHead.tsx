import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Forward } from '../../api/message'
import { t, tx } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import styles from './Heads.module.css'

/** ForwardHead is where a message comes from: a person, somebody who hides behind a name, a post of a channel. */
export function ForwardHead(props: { forward: Forward; saved: boolean }): JSX.Element {
  const { tables } = useAccount()
  const peer = () => (props.forward.from === undefined ? undefined : tables.peers[props.forward.from])
  const name = () => peer()?.name || props.forward.name || t('service.nobody')
  const source = () => {
    const { from, post } = props.forward
    return from === undefined ? undefined : chatLink(from, post)
  }
  const node = () => (
    <Show
      when={source()}
      fallback={
        <b title={t('feed.forward.hidden')}>
          <bdi>{name()}</bdi>
        </b>
      }
    >
      <a href={source()} class={styles.source}>
        <bdi>{name()}</bdi>
      </a>
    </Show>
  )
  return (
    <div class={styles.forward}>
      {tx('feed.forward', { name: node() })}
      <Show when={props.forward.author}>
        <span> ({props.forward.author})</span>
      </Show>
      <Show when={props.saved && props.forward.savedFrom}>
        {(saved) => (
          <>
            {' '}
            <a href={chatLink(saved().chat, saved().id)} class={styles.source}>
              {t('feed.forward.show')}
            </a>
          </>
        )}
      </Show>
    </div>
  )
}
