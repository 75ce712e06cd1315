import { createMemo, createResource, type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Importer, Invite } from '../../api/invites'
import type { Group } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { dateLabel, dayAt } from '../../lang/format'
import { t } from '../../lang/lang'
import { dayStart } from '../../lib/dates'
import { Bars } from '../../ui/Bars'
import { Failure } from '../../ui/Failure'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { Skeleton } from '../../ui/Skeleton'
import { VirtualRows } from '../../ui/VirtualRows'
import { PeerAvatar, PeerName } from '../contacts'
import { createPages, InfoPage, infoHref, ListState } from '../info'
import styles from './Invites.module.css'
import { joinsByDay } from './joins'
import { inviteName, inviteWords, whenMade } from './words'

/** A link, and who came in by it. */
export function InvitePage(props: { group: Group; hash: string }): JSX.Element {
  const account = useAccount()
  const chat = () => props.group.id
  const link = () => `${account.server()?.links ?? ''}${props.hash}`
  const [invite, { refetch }] = createResource(link, (now) => account.api.invite({ chat: chat(), link: now }))
  const ready = () => (invite.state === 'ready' ? invite() : undefined)
  return (
    <InfoPage title={t('invites.one')} parent="links" list>
      <Switch fallback={<Skeleton label={t('info.loading')} />}>
        <Match when={invite.error !== undefined}>
          <Failure title={t('info.failed')} text={errorText(invite.error)} onRetry={() => refetch()} />
        </Match>
        <Match when={ready()}>{(known) => <Joined group={props.group} invite={known()} />}</Match>
      </Switch>
    </InfoPage>
  )
}

function Joined(props: { group: Group; invite: Invite }): JSX.Element {
  const { api, tables } = useAccount()
  const maker = () => tables.peers[props.invite.admin]
  const pages = createPages(
    () => props.invite.link,
    async (link, have: readonly Importer[]) => {
      const after = have.at(-1)
      const answer = await api.importers({
        chat: props.group.id,
        link,
        waiting: false,
        query: '',
        ...(after ? { after } : {}),
      })
      return { items: answer.importers, count: answer.count }
    },
  )
  const byKey = createMemo(() => new Map(pages.items().map((one) => [String(one.user), one])))
  const days = createMemo(() =>
    joinsByDay(
      pages.items().map((one) => one.date),
      dayStart,
    ),
  )
  return (
    <>
      <Section>
        <ListRow icon="link" wrap title={<bdi>{inviteName(props.invite)}</bdi>} subtitle={inviteWords(props.invite)} />
        <ListRow
          leading={<PeerAvatar peer={maker()} size={32} person still />}
          title={<PeerName peer={maker()} person />}
          subtitle={t('invites.madeAt', { date: whenMade(props.invite) })}
        />
      </Section>
      <Show when={days().length > 1}>
        <div class={styles.chart}>
          <Bars
            label={t('invites.chart')}
            pointLabel={t('log.day')}
            points={days().map((one) => dateLabel(one.day))}
            series={[{ name: t('invites.chart'), values: days().map((one) => one.count) }]}
          />
        </div>
      </Show>
      <ListState pages={pages} icon="users" empty={t('invites.nobodyJoined')}>
        <VirtualRows
          label={t('invites.whoJoined')}
          keys={[...byKey().keys()]}
          guess={60}
          onNearEnd={pages.more}
          render={(key) => (
            <Show when={byKey().get(key)}>
              {(one) => (
                <ListRow
                  leading={<PeerAvatar peer={tables.peers[one().user]} size={44} person />}
                  title={<PeerName peer={tables.peers[one().user]} person />}
                  subtitle={dayAt(one().date)}
                  href={infoHref(one().user, '')}
                />
              )}
            </Show>
          )}
        />
      </ListState>
    </>
  )
}
