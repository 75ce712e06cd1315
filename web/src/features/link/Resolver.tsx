import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Invite } from '../../api/link'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import type { Route } from '../../lib/route'
import { Late } from '../../ui/Late'
import { Spinner } from '../../ui/Spinner'
import { toast } from '../../ui/Toast'
import { composerFor } from '../composer'
import { PeerPicker } from '../contacts'
import { InviteDialog } from './InviteDialog'
import styles from './Link.module.css'
import { isLink, type LinkRoute, placeIn } from './state'

export interface ResolverProps {
  route: Route
  /** Goes on from the link: the browser's back does not come to it again. */
  onGo: (to: Route) => void
}

/** Resolver finds out what a link in the address means and goes there; nothing for all other addresses. */
export function Resolver(props: ResolverProps): JSX.Element {
  const account = useAccount()
  const { api } = account
  const [busy, setBusy] = createSignal(false)
  const [invite, setInvite] = createSignal<{ hash: string; about: Extract<Invite, { kind: 'invite' }> }>()
  const [sharing, setSharing] = createSignal<string>()

  const write = (chat: PeerId, text: string | undefined) => {
    if (text) composerFor(account, chat).insert(text)
  }
  const enter = (chat: PeerId, route: LinkRoute) => {
    props.onGo(placeIn(chat, route))
    if ('text' in route) write(chat, route.text)
  }
  const fail = (why: string) => {
    toast(why)
    props.onGo({ at: 'chats' })
  }
  const find = async (route: LinkRoute): Promise<void> => {
    switch (route.at) {
      case 'username': {
        const chat = await api.resolveUsername({ username: route.name })
        if (chat === undefined) fail(t('links.nobody', { name: route.name }))
        else enter(chat, route)
        return
      }
      case 'phone': {
        const chat = await api.resolvePhone({ phone: route.phone })
        if (chat === undefined) fail(t('links.noNumber'))
        else enter(chat, route)
        return
      }
      case 'private': {
        const chat = -1_000_000_000_000 - route.channel
        if (await api.loadPeer({ chat }).catch(() => false)) enter(chat, route)
        else fail(t('links.notMember'))
        return
      }
      case 'invite': {
        const about = await api.checkInvite({ hash: route.hash })
        if (about.kind === 'known') enter(about.chat, route)
        else setInvite({ hash: route.hash, about })
        return
      }
      case 'share':
        setSharing(route.text)
    }
  }
  createEffect(
    on(
      () => props.route,
      (route) => {
        setInvite(undefined)
        setSharing(undefined)
        if (!isLink(route)) return
        let gone = false
        onCleanup(() => {
          gone = true
        })
        setBusy(true)
        find(route)
          .catch((error) => gone || fail(errorText(error)))
          .finally(() => setBusy(false))
      },
    ),
  )
  const away = () => props.onGo({ at: 'chats' })
  return (
    <>
      <Show when={busy()}>
        <Late>
          <div class={styles.busy}>
            <Spinner label={t('links.opening')} size={40} />
          </div>
        </Late>
      </Show>
      <Show when={invite()}>
        {(at) => (
          <InviteDialog
            hash={at().hash}
            about={at().about}
            onJoined={(chat) => props.onGo({ at: 'chat', chat })}
            onClose={() => invite() && away()}
          />
        )}
      </Show>
      <PeerPicker
        open={sharing() !== undefined}
        title={t('links.share')}
        from="chats"
        onDone={([chat]) => {
          const text = sharing()
          if (chat === undefined) return
          props.onGo({ at: 'chat', chat })
          write(chat, text)
        }}
        onClose={() => {
          if (props.route.at === 'share') away()
        }}
      />
    </>
  )
}
