import { createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Importer } from '../../api/invites'
import type { Group } from '../../api/peer'
import { dayAt } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ListRow } from '../../ui/ListRow'
import { MenuButton } from '../../ui/MenuButton'
import { SearchField } from '../../ui/SearchField'
import { VirtualRows } from '../../ui/VirtualRows'
import { PeerAvatar, PeerName } from '../contacts'
import { createPages, InfoPage, infoHref, ListState, succeeded } from '../info'
import styles from './Invites.module.css'

/** Who asks to join, to be let in or not. */
export function RequestsPage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const [query, setQuery] = createSignal('')
  const [asked, setAsked] = createSignal<'all' | 'none'>()
  const chat = () => props.group.id
  const pages = createPages(query, async (text, have: readonly Importer[]) => {
    const after = have.at(-1)
    const answer = await api.importers({
      chat: chat(),
      waiting: true,
      query: text.trim(),
      ...(after ? { after } : {}),
    })
    return { items: answer.importers, count: answer.count }
  })
  onCleanup(
    account.on((event) => {
      if (event.kind === 'changed' && event.what === 'full' && event.chat === chat()) void pages.reload()
    }),
  )
  const byKey = createMemo(() => new Map(pages.items().map((one) => [String(one.user), one])))
  const answer = async (user: number, approve: boolean) => {
    if (await succeeded(api.answerRequest({ chat: chat(), user, approve }))) {
      pages.change((items) => items.filter((one) => one.user !== user))
    }
  }
  const answerAll = async (approve: boolean) => {
    if (await succeeded(api.answerAllRequests({ chat: chat(), approve }))) await pages.reload()
  }
  const row = (key: string) => (
    <Show when={byKey().get(key)}>
      {(one) => (
        <div class={styles.request}>
          <ListRow
            wrap
            leading={<PeerAvatar peer={tables.peers[one().user]} size={44} person />}
            title={<PeerName peer={tables.peers[one().user]} person />}
            subtitle={one().about ?? t('invites.asked', { when: dayAt(one().date) })}
            href={infoHref(one().user, '')}
          />
          <div class={styles.answers}>
            <Button kind="primary" onClick={() => answer(one().user, true)}>
              {props.group.kind === 'channel' ? t('invites.approve.channel') : t('invites.approve')}
            </Button>
            <Button onClick={() => answer(one().user, false)}>{t('invites.dismiss')}</Button>
          </div>
        </div>
      )}
    </Show>
  )
  return (
    <InfoPage
      title={t('info.requests')}
      parent="profile"
      list
      actions={
        <Show when={pages.items().length > 1}>
          <MenuButton
            label={t('info.menu')}
            items={() => [
              { label: t('invites.approveAll'), icon: 'check', onSelect: () => setAsked('all') },
              { label: t('invites.dismissAll'), icon: 'close', danger: true, onSelect: () => setAsked('none') },
            ]}
          />
        </Show>
      }
      top={<SearchField label={t('invites.search')} value={query()} onInput={setQuery} />}
    >
      <ListState pages={pages} icon="addUser" empty={t('invites.noRequests')}>
        <VirtualRows
          label={t('info.requests')}
          keys={[...byKey().keys()]}
          guess={104}
          onNearEnd={pages.more}
          render={row}
        />
      </ListState>
      <Confirm
        open={asked() !== undefined}
        title={asked() === 'all' ? t('invites.approveAll') : t('invites.dismissAll')}
        text={t('invites.allText', { n: pages.count() })}
        confirm={asked() === 'all' ? t('invites.approve') : t('invites.dismiss')}
        danger={asked() === 'none'}
        onConfirm={() => answerAll(asked() === 'all')}
        onClose={() => setAsked(undefined)}
      />
    </InfoPage>
  )
}
