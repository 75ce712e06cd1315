import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { dateLabel } from '../../lang/format'
import { t } from '../../lang/lang'
import { Chip } from '../../ui/Chip'
import { IconButton } from '../../ui/IconButton'
import { SearchField } from '../../ui/SearchField'
import type { FeedControl } from '../feed'
import { MemberDialog } from './MemberDialog'
import { SearchHits } from './SearchHits'
import styles from './SearchPanel.module.css'
import { createSearch } from './search'
import { UntilDialog } from './UntilDialog'

/** SearchPanel finds messages in the chat: a field in place of the header, what was found below it. */
export function SearchPanel(props: { feed: FeedControl; text: string; onClose: () => void }): JSX.Element {
  const { tables } = useAccount()
  const search = createSearch(props.feed, props.text)
  const { chat } = props.feed.where
  const [listed, setListed] = createSignal(true)
  const [asking, setAsking] = createSignal<'from' | 'until'>()
  const group = () => tables.peers[chat]?.kind === 'group'
  const opener = document.activeElement
  const close = () => {
    props.onClose()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }
  const show = (place: number) => {
    setListed(false)
    void search.show(place)
  }
  const type = (text: string) => {
    setListed(true)
    search.change({ text })
  }
  const place = () => (search.at() < 0 ? undefined : t('chat.search.place', { at: search.at() + 1, n: search.count() }))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || search.ids().length === 0) return
    event.preventDefault()
    show(event.shiftKey ? Math.max(0, search.at() - 1) : search.at() + 1)
  }
  return (
    <search class={styles.panel}>
      <div class={styles.bar}>
        <IconButton icon="back" label={t('chat.search.end')} onClick={close} />
        <div class={styles.field}>
          <SearchField
            label={t('chat.search')}
            value={search.filters().text}
            busy={search.state() === 'busy'}
            autofocus
            ref={(el) => queueMicrotask(() => el.focus())}
            onInput={type}
            onClear={() => search.filters().text === '' && close()}
            onFocus={() => setListed(true)}
            onKeyDown={onKeyDown}
          />
        </div>
        <Show when={place()}>
          <span class={styles.place} role="status">
            {place()}
          </span>
        </Show>
        <Show when={search.ids().length > 0}>
          <IconButton
            icon="up"
            label={t('chat.search.older')}
            disabled={search.at() + 1 >= search.count()}
            onClick={() => show(search.at() + 1)}
          />
          <IconButton
            icon="down"
            label={t('chat.search.newer')}
            disabled={search.at() <= 0}
            onClick={() => show(search.at() - 1)}
          />
        </Show>
        <Show when={group()}>
          <IconButton icon="user" label={t('chat.search.from')} onClick={() => setAsking('from')} />
        </Show>
        <IconButton icon="calendar" label={t('chat.search.until')} onClick={() => setAsking('until')} />
      </div>
      <Show when={search.filters().from !== undefined || search.filters().until !== undefined}>
        <div class={styles.filters}>
          <Show when={search.filters().from}>
            {(from) => (
              <Chip
                icon="user"
                label={t('chat.search.fromName', { name: tables.peers[from()]?.name ?? '' })}
                removeLabel={t('chat.search.anybody')}
                onRemove={() => search.change({ from: undefined })}
              />
            )}
          </Show>
          <Show when={search.filters().until}>
            {(until) => (
              <Chip
                icon="calendar"
                label={t('chat.search.untilDay', { date: dateLabel(until() - 1) })}
                removeLabel={t('chat.search.anyDay')}
                onRemove={() => search.change({ until: undefined })}
              />
            )}
          </Show>
        </div>
      </Show>
      <Show when={listed()}>
        <SearchHits chat={chat} search={search} onShow={show} />
      </Show>
      <MemberDialog
        open={asking() === 'from'}
        chat={chat}
        onPick={(from) => {
          setListed(true)
          search.change({ from })
        }}
        onClose={() => setAsking(undefined)}
      />
      <UntilDialog
        open={asking() === 'until'}
        onPick={(until) => {
          setListed(true)
          search.change({ until })
        }}
        onClose={() => setAsking(undefined)}
      />
    </search>
  )
}
