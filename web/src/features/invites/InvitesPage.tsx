import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { Invite } from '../../api/invites'
import type { Group } from '../../api/peer'
import { number, t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { PeerAvatar, PeerName } from '../contacts'
import { createPages, InfoPage, infoHref, ListState, PageRow, succeeded, useInfo } from '../info'
import { InviteDialog } from './InviteDialog'
import { InviteRow } from './InviteRow'
import { PrimaryLink } from './PrimaryLink'

/** The links by which one gets into a chat: one's own, or those of the admin that the page names. */
export function InvitesPage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const info = useInfo()
  const admin = () => (info.of === '' ? undefined : Number(info.of))
  const [making, setMaking] = createSignal(false)
  const [clearing, setClearing] = createSignal(false)
  const { full } = useFull(() => props.group.id)
  const load = (revoked: boolean) => async (_: unknown, have: readonly Invite[]) => {
    const after = have.at(-1)
    const who = admin()
    const answer = await api.invites({
      chat: props.group.id,
      revoked,
      ...(who === undefined ? {} : { admin: who }),
      ...(after ? { after } : {}),
    })
    return { items: answer.invites, count: answer.count }
  }
  const present = createPages(admin, load(false))
  const revoked = createPages(admin, load(true))
  const [admins] = createResource(async () =>
    props.group.creator && admin() === undefined ? api.adminsWithInvites({ chat: props.group.id }).catch(() => []) : [],
  )
  const others = () => (admins.latest ?? []).filter((one) => one.admin !== account.me()?.id)
  const primary = createMemo(() => present.items().find((one) => one.permanent))
  const more = () => present.items().filter((one) => !one.permanent)
  const reload = () => {
    void present.reload()
    void revoked.reload()
  }
  const pending = () => {
    const now = full()
    return now?.kind === 'group' ? now.pending : 0
  }
  const clear = async () => {
    const who = admin()
    const args = { chat: props.group.id, ...(who === undefined ? {} : { admin: who }) }
    if (await succeeded(api.deleteRevokedInvites(args))) reload()
  }
  return (
    <InfoPage title={t('invites.title')} parent={admin() === undefined ? 'edit' : 'links'}>
      <Show when={primary()}>
        {(invite) => <PrimaryLink group={props.group} invite={invite()} onChange={reload} />}
      </Show>
      <Show when={pending() > 0}>
        <Section>
          <PageRow
            icon="addUser"
            accent
            title={t('info.requests')}
            value={number(pending())}
            href={infoHref(props.group.id, 'requests')}
          />
        </Section>
      </Show>
      <Section title={t('invites.more')} footer={t('invites.more.hint')}>
        <Show when={admin() === undefined}>
          <ListRow icon="plus" accent title={t('invites.new')} onClick={() => setMaking(true)} />
        </Show>
        <Show when={more().length > 0 || !present.ready()}>
          <ListState pages={present} icon="link" empty="">
            <For each={more()}>{(invite) => <InviteRow group={props.group} invite={invite} onChange={reload} />}</For>
          </ListState>
        </Show>
        <Show when={present.count() > present.items().length}>
          <Button wide busy={present.busy()} onClick={() => present.more()}>
            {t('invites.showMore')}
          </Button>
        </Show>
      </Section>
      <Show when={others().length > 0}>
        <Section title={t('invites.others')}>
          <For each={others()}>
            {(one) => (
              <ListRow
                leading={<PeerAvatar peer={tables.peers[one.admin]} size={40} person />}
                title={<PeerName peer={tables.peers[one.admin]} person />}
                subtitle={t('invites.links', { n: one.count })}
                href={infoHref(props.group.id, `links/${one.admin}`)}
              />
            )}
          </For>
        </Section>
      </Show>
      <Show when={revoked.items().length > 0}>
        <Section title={t('invites.revokedOnes')}>
          <For each={revoked.items()}>
            {(invite) => <InviteRow group={props.group} invite={invite} onChange={reload} />}
          </For>
          <ListRow icon="trash" danger title={t('invites.deleteRevoked')} onClick={() => setClearing(true)} />
        </Section>
      </Show>
      <InviteDialog open={making()} group={props.group} onDone={reload} onClose={() => setMaking(false)} />
      <Confirm
        open={clearing()}
        title={t('invites.deleteRevoked')}
        text={t('invites.deleteRevoked.text')}
        confirm={t('info.delete')}
        danger
        onConfirm={clear}
        onClose={() => setClearing(false)}
      />
    </InfoPage>
  )
}
