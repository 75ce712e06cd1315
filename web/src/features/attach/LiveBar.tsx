import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { firstLocalId } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { countdown } from '../../lib/dates'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { toast } from '../../ui/Toast'
import styles from './LiveBar.module.css'

/** How often a place is told anew, in milliseconds. */
const pause = 15_000

/** LiveBar says that one shares where one is with a chat, keeps that up to date, and ends it. */
export function LiveBar(props: { chat: PeerId }): JSX.Element {
  const { api, tables } = useAccount()
  const [now, setNow] = createSignal(Date.now() / 1000)
  const [busy, setBusy] = createSignal(false)
  const timer = setInterval(() => setNow(Date.now() / 1000), 1000)
  onCleanup(() => clearInterval(timer))
  const shared = createMemo(() =>
    Object.values(tables.messages).filter(
      (m) => m.chat === props.chat && m.out && m.id < firstLocalId && !m.scheduled && m.body.kind === 'location',
    ),
  )
  const live = () =>
    shared().flatMap((m) =>
      m.body.kind === 'location' && m.body.live && m.body.live.until > now()
        ? [{ id: m.id, until: m.body.live.until }]
        : [],
    )
  const sharing = createMemo(() => live().length > 0)
  createEffect(() => {
    if (!sharing() || !isSecureContext || !('geolocation' in navigator)) return
    let last = 0
    const watch = navigator.geolocation.watchPosition(({ coords }) => {
      if (Date.now() - last < pause) return
      last = Date.now()
      const { latitude: lat, longitude: long, heading } = coords
      const turned = heading === null || Number.isNaN(heading) ? {} : { heading: Math.max(1, Math.round(heading)) }
      for (const { id } of live())
        void api.moveLocation({ chat: props.chat, id, lat, long, ...turned }).catch(() => undefined)
    })
    onCleanup(() => navigator.geolocation.clearWatch(watch))
  })
  const stop = async () => {
    setBusy(true)
    try {
      await Promise.all(live().map(({ id }) => api.stopLocation({ chat: props.chat, id })))
    } catch (error) {
      toast(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Show when={sharing()}>
      <div class={styles.bar} role="status">
        <Icon name="location" size={20} />
        <span class={styles.words}>{t('attach.location.sharing', { time: countdown(longest(live(), now())) })}</span>
        <Button kind="danger-plain" busy={busy()} onClick={stop}>
          {t('attach.location.stop')}
        </Button>
      </div>
    </Show>
  )
}

const longest = (live: readonly { until: number }[], now: number): number =>
  Math.max(0, ...live.map(({ until }) => until - now))
