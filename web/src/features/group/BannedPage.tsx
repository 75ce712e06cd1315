import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { Group } from '../../api/peer'
import { dateTime } from '../../lang/format'
import { t } from '../../lang/lang'
import { SearchField } from '../../ui/SearchField'
import { InfoPage } from '../info'
import { MemberList } from './MemberList'

/** Who may do less than others in a group, or was removed from a chat. */
export function BannedPage(props: { group: Group; kind: 'restricted' | 'removed' }): JSX.Element {
  const { tables } = useAccount()
  const [query, setQuery] = createSignal('')
  const about = (member: Member) => {
    const name = member.by === undefined ? '' : (tables.peers[member.by]?.name ?? '')
    const until = member.banned?.until ?? 0
    const words = props.kind === 'removed' ? t('group.removed.by', { name }) : t('group.restricted.by', { name })
    return until === 0 ? words : `${words} · ${t('group.until', { date: dateTime(until) })}`
  }
  const title = () => (props.kind === 'removed' ? t('group.removed') : t('group.restricted'))
  return (
    <InfoPage
      title={title()}
      parent={props.kind === 'removed' ? 'edit' : 'permissions'}
      list
      top={<SearchField label={t('group.members.search')} value={query()} onInput={setQuery} />}
    >
      <MemberList
        group={props.group}
        filter={props.kind}
        query={query()}
        label={title()}
        empty={props.kind === 'removed' ? t('group.removed.none') : t('group.restricted.none')}
        about={about}
      />
    </InfoPage>
  )
}
