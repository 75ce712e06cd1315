import { createSignal, type JSX, Show } from 'solid-js'
import { useFull } from '../../api/fulls'
import type { Group } from '../../api/peer'
import { may } from '../../api/rights'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { SearchField } from '../../ui/SearchField'
import { InfoPage, Note } from '../info'
import { AddMembers } from './AddMembers'
import { MemberList } from './MemberList'

/** Everybody in a group or channel, to be searched and, for who may, managed. */
export function MembersPage(props: { group: Group }): JSX.Element {
  const [query, setQuery] = createSignal('')
  const [adding, setAdding] = createSignal(false)
  const { full } = useFull(() => props.group.id)
  const channel = () => props.group.kind === 'channel'
  const title = () => (channel() ? t('info.subscribers') : t('info.members'))
  const add = () => (channel() ? t('group.add.subscribers') : t('group.add.members'))
  const hidden = () => {
    const now = full()
    return now?.kind === 'group' && now.hiddenMembers
  }
  return (
    <InfoPage
      title={title()}
      parent="profile"
      list
      actions={
        <Show when={may(props.group, 'inviteUsers')}>
          <IconButton icon="addUser" label={add()} onClick={() => setAdding(true)} />
        </Show>
      }
      top={<SearchField label={t('group.members.search')} value={query()} onInput={setQuery} />}
    >
      <Show when={hidden()}>
        <Note>{t('group.members.hidden')}</Note>
      </Show>
      <MemberList
        group={props.group}
        filter="recent"
        query={query()}
        label={title()}
        empty={query() === '' ? t('group.members.none') : t('group.members.notFound')}
      />
      <AddMembers open={adding()} group={props.group} onClose={() => setAdding(false)} />
    </InfoPage>
  )
}
