import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Typing } from '../../api/dialog'
import { useFull } from '../../api/fulls'
import type { PeerId } from '../../api/peer'
import { list } from '../../lang/format'
import { number, t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { aboutOf, isOnline } from '../contacts'
import styles from './Header.module.css'

/** So many who type are named. */
const named = 2

/** Status is what is going on in a chat: who types, who is there, how many are in it. */
export function Status(props: { chat: PeerId }): JSX.Element {
  const { tables, connection } = useAccount()
  const { full } = useFull(() => props.chat)
  const peer = () => tables.peers[props.chat]
  const typing = () => (tables.typing[props.chat] ?? []).filter((one) => one.topic === undefined)
  const words = () => {
    const now = full()
    const about = aboutOf(peer())
    if (now?.kind !== 'group' || peer()?.kind !== 'group' || (now.online ?? 0) < 2) return about
    return t('chat.online', { about, online: number(now.online ?? 0) })
  }
  return (
    <span
      class={classes(styles.status, (typing().length > 0 || isOnline(peer())) && styles.lively)}
      aria-live="polite"
      aria-atomic="true"
    >
      <Switch fallback={words()}>
        <Match when={typing().length > 0}>
          <TypingWords typing={typing()} alone={props.chat > 0} />
        </Match>
        <Match when={connection() === 'updating' && words() === ''}>{t('chat.updating')}</Match>
      </Switch>
    </span>
  )
}

function TypingWords(props: { typing: readonly Typing[]; alone: boolean }): JSX.Element {
  const { tables } = useAccount()
  const what = () => {
    const kind = props.typing[0]?.what
    if (kind === 'choosing') return t('chat.does.choosing')
    if (kind === 'location') return t('chat.does.location')
    if (kind === 'contact') return t('chat.does.contact')
    return t('chat.does.typing')
  }
  const names = () => props.typing.map(({ who }) => tables.peers[who]?.name ?? '').filter((name) => name !== '')
  const who = () => {
    const all = names()
    if (all.length === 1) return t('chat.typing.one', { name: all[0] ?? '' })
    if (all.length <= named) return t('chat.typing.some', { names: list(all) })
    return t('chat.typing.many', { n: all.length })
  }
  return (
    <Show when={!props.alone} fallback={what()}>
      {who()}
    </Show>
  )
}
