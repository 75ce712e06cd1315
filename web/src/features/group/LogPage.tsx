import { createMemo, createResource, createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { type LogEntry, type LogFilter, logFilters } from '../../api/log'
import type { Group, PeerId } from '../../api/peer'
import { dateLabel } from '../../lang/format'
import { t } from '../../lang/lang'
import { dayStart } from '../../lib/dates'
import { Bars } from '../../ui/Bars'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import { SearchField } from '../../ui/SearchField'
import { VirtualRows } from '../../ui/VirtualRows'
import { createPages, InfoPage, ListState } from '../info'
import { joinsByDay } from '../invites'
import styles from './Log.module.css'
import { LogRow } from './LogRow'

const toggled = <T,>(all: readonly T[], one: T): readonly T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one]

/** What was done in a chat of late, by whom. */
export function LogPage(props: { group: Group }): JSX.Element {
  const { api, tables } = useAccount()
  const [query, setQuery] = createSignal('')
  const [filters, setFilters] = createSignal<readonly LogFilter[]>([])
  const [admins, setAdmins] = createSignal<readonly PeerId[]>([])
  const chat = () => props.group.id
  const asked = createMemo(() => ({ chat: chat(), query: query().trim(), filters: filters(), admins: admins() }))
  const pages = createPages(asked, async (what, have: readonly LogEntry[]) => {
    const before = have.at(-1)?.id
    return { items: await api.log({ ...what, ...(before === undefined ? {} : { before }) }) }
  })
  const [all] = createResource(chat, (id) =>
    api
      .members({ chat: id, filter: 'admins', query: '', offset: 0, limit: 100 })
      .then((page) => page.members.map((member) => member.who))
      .catch(() => []),
  )
  const byKey = createMemo(() => new Map(pages.items().map((entry) => [entry.id, entry])))
  const days = createMemo(() =>
    joinsByDay(
      pages.items().map((entry) => entry.date),
      dayStart,
    ),
  )
  const items = (): readonly MenuItem[] => [
    ...logFilters.map((filter) => ({
      label: t(`log.filter.${filter}`),
      checked: filters().includes(filter),
      onSelect: () => setFilters(toggled(filters(), filter)),
    })),
    'line',
    ...(all.latest ?? []).map((id) => ({
      label: tables.peers[id]?.name ?? '',
      checked: admins().includes(id),
      onSelect: () => setAdmins(toggled(admins(), id)),
    })),
  ]
  const limited = () => query() !== '' || filters().length > 0 || admins().length > 0
  return (
    <InfoPage
      title={t('log.title')}
      parent="admins"
      list
      top={
        <div class={styles.top}>
          <div class={styles.search}>
            <SearchField label={t('log.search')} value={query()} onInput={setQuery} busy={pages.busy()} />
            <MenuButton icon="sliders" label={t('log.filter')} items={items} />
          </div>
          <Show when={days().length > 2}>
            <Bars
              label={t('log.chart')}
              pointLabel={t('log.day')}
              points={days().map((one) => dateLabel(one.day))}
              series={[{ name: t('log.chart'), values: days().map((one) => one.count) }]}
            />
          </Show>
        </div>
      }
    >
      <ListState pages={pages} icon="history" empty={limited() ? t('log.notFound') : t('log.none')}>
        <VirtualRows
          label={t('log.title')}
          keys={[...byKey().keys()]}
          guess={72}
          onNearEnd={pages.more}
          render={(key) => <Show when={byKey().get(key)}>{(entry) => <LogRow entry={entry()} />}</Show>}
        />
      </ListState>
    </InfoPage>
  )
}
