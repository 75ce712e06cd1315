import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { Group, PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Confirm } from '../../ui/Confirm'
import { Failure } from '../../ui/Failure'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { Skeleton } from '../../ui/Skeleton'
import { aboutOf, PeerAvatar, PeerName } from '../contacts'
import { InfoPage, Note, succeeded } from '../info'

/** The group in which a channel's posts are discussed, or the channel that a group discusses. */
export function DiscussionPage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const { full } = useFull(() => props.group.id)
  const [asked, setAsked] = createSignal<PeerId | 'none' | 'new'>()
  const channel = () => props.group.kind === 'channel'
  const linked = () => {
    const now = full()
    return now?.kind === 'group' ? now.linked : undefined
  }
  const [groups, { refetch }] = createResource(
    () => channel() && full() !== undefined && linked() === undefined,
    () => api.discussionGroups({}),
  )
  const unlink = () => {
    const id = channel() ? props.group.id : linked()
    return id === undefined ? undefined : succeeded(api.setDiscussion({ channel: id }))
  }
  const link = async (chosen: PeerId) => {
    const peer = tables.peers[chosen]
    const basic = peer !== undefined && peer.kind !== 'user' && peer.basic
    const group = basic ? await api.migrate({ chat: chosen }) : chosen
    // A group that hides what was written before cannot be one.
    await api.setHiddenHistory({ chat: group, on: false })
    await api.setDiscussion({ channel: props.group.id, group })
  }
  const make = async () => {
    const title = t('group.discussion.name', { name: props.group.name })
    const group = await api.createChannel({ kind: 'group', title, about: '' })
    await api.setDiscussion({ channel: props.group.id, group })
  }
  const confirmed = () => {
    const now = asked()
    if (now === 'none') return unlink()
    return succeeded(now === 'new' ? make() : link(now ?? 0))
  }
  const row = (id: PeerId, onClick?: () => void) => (
    <ListRow
      leading={<PeerAvatar peer={tables.peers[id]} size={44} />}
      title={<PeerName peer={tables.peers[id]} />}
      subtitle={aboutOf(tables.peers[id])}
      {...(onClick ? { onClick } : { href: formatRoute({ at: 'chat', chat: id }) })}
    />
  )
  const name = () => {
    const now = asked()
    return typeof now === 'number' ? (tables.peers[now]?.name ?? '') : ''
  }
  return (
    <InfoPage title={channel() ? t('info.discussion') : t('info.linkedChannel')} parent="edit">
      <Note>{channel() ? t('group.discussion.about') : t('group.discussion.aboutGroup')}</Note>
      <Show
        when={linked()}
        fallback={
          <Section>
            <Show when={channel()}>
              <ListRow icon="plus" accent title={t('group.discussion.new')} onClick={() => setAsked('new')} />
            </Show>
            <Switch fallback={<Skeleton label={t('info.loading')} count={3} />}>
              <Match when={groups.error !== undefined}>
                <Failure title={t('info.failed')} text={errorText(groups.error)} onRetry={() => refetch()} />
              </Match>
              <Match when={groups.state === 'ready' && groups()}>
                {(all) => <For each={all()}>{(id) => row(id, () => setAsked(id))}</For>}
              </Match>
            </Switch>
          </Section>
        }
      >
        {(id) => (
          <Section>
            {row(id())}
            <ListRow icon="close" danger title={t('group.discussion.unlink')} onClick={() => setAsked('none')} />
          </Section>
        )}
      </Show>
      <Confirm
        open={asked() !== undefined}
        title={asked() === 'none' ? t('group.discussion.unlink') : t('info.discussion')}
        text={
          asked() === 'none'
            ? t('group.discussion.unlink.text')
            : asked() === 'new'
              ? t('group.discussion.new.text')
              : t('group.discussion.link.text', { name: name() })
        }
        confirm={asked() === 'none' ? t('group.discussion.unlink') : t('group.discussion.link')}
        danger={asked() === 'none'}
        onConfirm={confirmed}
        onClose={() => setAsked(undefined)}
      />
    </InfoPage>
  )
}
