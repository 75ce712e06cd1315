import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { PeerAvatar, PeerPicker } from '../contacts'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'

/** How many are loaded at once. */
const page = 100

/** Whom one has blocked. */
export function Blocked(): JSX.Element {
  const { api, tables } = useAccount()
  const [adding, setAdding] = createSignal(false)
  const people = createLoad(
    () => api.blocked({ offset: 0, limit: page }),
    (event) => event.kind === 'changed' && event.what === 'blocked',
  )
  const more = async (known: readonly PeerId[]) => {
    const next = await api.blocked({ offset: known.length, limit: page })
    people.set({ ids: [...known, ...next.ids], count: next.count })
  }
  const unblock = async (peer: PeerId) => {
    if (await attempt(api.setBlocked({ peer, blocked: false }))) await people.reload()
  }
  return (
    <Page
      title={t('settings.blocked')}
      up="privacy"
      actions={<IconButton icon="plus" label={t('settings.blocked.add')} onClick={() => setAdding(true)} />}
    >
      <Loaded of={people}>
        {(value) => (
          <Show when={value().ids.length > 0} fallback={<Empty icon="block" text={t('settings.blocked.none')} />}>
            <Section footer={t('settings.blocked.text')}>
              <For each={value().ids}>
                {(id) => (
                  <ListRow
                    leading={<PeerAvatar peer={tables.peers[id]} size={42} />}
                    title={tables.peers[id]?.name}
                    trailing={
                      <Button
                        aria-label={t('settings.unblock.name', { name: tables.peers[id]?.name ?? '' })}
                        onClick={() => void unblock(id)}
                      >
                        {t('settings.unblock')}
                      </Button>
                    }
                  />
                )}
              </For>
              <Show when={value().ids.length < value().count}>
                <Button wide onClick={() => void attempt(more(value().ids))}>
                  {t('settings.showMore')}
                </Button>
              </Show>
            </Section>
          </Show>
        )}
      </Loaded>
      <PeerPicker
        open={adding()}
        title={t('settings.blocked.add')}
        filter={(peer) => peer.kind === 'user' && !peer.self && !people.value()?.ids.includes(peer.id)}
        onDone={async ([peer]) => {
          if (peer !== undefined && (await attempt(api.setBlocked({ peer, blocked: true })))) await people.reload()
        }}
        onClose={() => setAdding(false)}
      />
    </Page>
  )
}
