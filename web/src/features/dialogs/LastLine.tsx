import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Typing } from '../../api/dialog'
import type { PeerId } from '../../api/peer'
import { list } from '../../lang/format'
import { t } from '../../lang/lang'
import { summary as plain } from '../../lib/entities'
import { titleOf } from '../contacts'
import { summary } from '../feed'
import styles from './LastLine.module.css'
import { authorOf, lastMessage } from './state'

/** LastLine is what happens in a chat now, what one began to write there, or what was said last. */
export function LastLine(props: { chat: PeerId; current: boolean }): JSX.Element {
  const account = useAccount()
  const { tables } = account
  const typing = () => tables.typing[props.chat]
  const draft = () => (props.current ? undefined : tables.dialogs[props.chat]?.draft)
  const message = () => lastMessage(account, props.chat)
  const author = () => {
    const from = authorOf(message(), tables.peers[props.chat])
    if (from === undefined) return ''
    if (from === 'me') return t('dialogs.you')
    const peer = tables.peers[from]
    return peer?.kind === 'user' ? peer.firstName || titleOf(peer) : titleOf(peer)
  }
  return (
    <span class={styles.line} dir="auto">
      <Switch>
        <Match when={typing()?.length ? typing() : undefined}>
          {(now) => <Doing chat={props.chat} typing={now()} />}
        </Match>
        <Match when={draft()}>
          {(now) => (
            <>
              <span class={styles.draft}>{t('dialogs.draft')}</span> {plain(now())}
            </>
          )}
        </Match>
        <Match when={message()}>
          {(now) => (
            <>
              <Show when={author()}>
                {(name) => (
                  <>
                    <span class={styles.author}>{t('dialogs.author', { name: name() })}</span>{' '}
                  </>
                )}
              </Show>
              {summary(account, now())}
            </>
          )}
        </Match>
      </Switch>
    </span>
  )
}

function Doing(props: { chat: PeerId; typing: readonly Typing[] }): JSX.Element {
  const { tables } = useAccount()
  const words = () => {
    const [first] = props.typing
    const typed = first?.what === 'typing' || first?.what === 'other'
    if (props.chat > 0) return typed ? t('dialogs.typing') : t(`dialogs.doing.${what(first)}`)
    const names = props.typing.map(({ who }) => {
      const peer = tables.peers[who]
      return peer?.kind === 'user' ? peer.firstName || titleOf(peer) : titleOf(peer)
    })
    if (names.length > 2) return t('dialogs.typingMany', { n: names.length })
    return t(names.length === 1 ? 'dialogs.typingOne' : 'dialogs.typingTwo', { names: list(names) })
  }
  return (
    <span class={styles.typing}>
      <bdi>{words()}</bdi>
      <span class={styles.dots} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
    </span>
  )
}

const what = (typing: Typing | undefined): 'choosing' | 'location' | 'contact' | 'game' => {
  const now = typing?.what
  return now === undefined || now === 'typing' || now === 'other' ? 'choosing' : now
}
