import { createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member, MemberFilter } from '../../api/members'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import type { Anchor } from '../../ui/place'
import { VirtualRows } from '../../ui/VirtualRows'
import { createPages, ListState, MemberRow } from '../info'
import styles from './MemberList.module.css'
import { MemberMenu, memberActions } from './MemberMenu'

/** How many members one question brings. */
const pageSize = 100

export interface MemberListProps {
  group: Group
  filter: MemberFilter
  query: string
  label: string
  /** Said when there is nobody. */
  empty: string
  /** A line below the name instead of when they were here. */
  about?: (member: Member) => string | undefined
  /** What a press does instead of opening the profile. */
  onClick?: (member: Member) => void
  onBusy?: (busy: boolean) => void
}

/** Members of a kind in a virtual list, each with what one may do to them. */
export function MemberList(props: MemberListProps): JSX.Element {
  const account = useAccount()
  const [menu, setMenu] = createSignal<{ member: Member; at: Anchor }>()
  const pages = createPages(
    () => `${props.filter} ${props.query.trim()}`,
    async (_, have: readonly Member[]) => {
      const { filter, query } = props
      const answer = await account.api.members({
        chat: props.group.id,
        filter,
        query: query.trim(),
        offset: have.length,
        limit: pageSize,
      })
      return { items: answer.members, count: answer.count }
    },
  )
  onCleanup(
    account.on((event) => {
      if (event.kind === 'changed' && event.what === 'full' && event.chat === props.group.id) void pages.reload()
    }),
  )
  const byKey = createMemo(() => new Map(pages.items().map((member) => [String(member.who), member])))
  const me = () => account.me()?.id ?? 0
  const row = (key: string) => (
    <Show when={byKey().get(key)}>
      {(member) => {
        const acts = () => memberActions(props.group, member(), me()).length > 0
        const open = (at: Anchor) => acts() && setMenu({ member: member(), at })
        return (
          <div class={styles.row}>
            <MemberRow
              group={props.group}
              member={member()}
              query={props.query}
              about={props.about?.(member())}
              onMenu={open}
              {...(props.onClick ? { onClick: () => props.onClick?.(member()) } : {})}
            />
            <Show when={acts()}>
              <IconButton
                class={styles.more}
                icon="more"
                label={t('group.member.actions', { name: account.tables.peers[member().who]?.name ?? '' })}
                aria-haspopup="menu"
                onClick={(e) => open(e.currentTarget)}
              />
            </Show>
          </div>
        )
      }}
    </Show>
  )
  return (
    <>
      <ListState pages={pages} icon="users" empty={props.empty}>
        <VirtualRows
          label={props.label}
          keys={[...byKey().keys()]}
          guess={60}
          busy={pages.busy()}
          onNearEnd={pages.more}
          render={row}
        />
      </ListState>
      <MemberMenu group={props.group} shown={menu()} onClose={() => setMenu(undefined)} />
    </>
  )
}
