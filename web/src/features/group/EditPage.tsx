import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { Group } from '../../api/peer'
import { isAdmin, may, mayAsAdmin } from '../../api/rights'
import { number, t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { Buttons, DeleteGroup, Form, InfoPage, infoHref, PageRow, succeeded } from '../info'
import { EditSwitches } from './EditSwitches'

/** What a group or channel is called, and the way to all its settings. */
export function EditPage(props: { group: Group }): JSX.Element {
  const { full } = useFull(() => props.group.id)
  const [deleting, setDeleting] = createSignal(false)
  const known = () => {
    const now = full()
    return now?.kind === 'group' ? now : undefined
  }
  const group = () => props.group
  const channel = () => group().kind === 'channel'
  const page = (name: string) => infoHref(group().id, name)
  const count = (n: number | undefined) => (n === undefined ? undefined : number(n))
  const infoAdmin = () => mayAsAdmin(group(), 'changeInfo')
  return (
    <InfoPage title={channel() ? t('group.edit.channel') : t('group.edit')} parent="profile">
      <Show when={may(group(), 'changeInfo')}>
        <Names group={group()} about={known()?.about} />
      </Show>
      <Section>
        <Show when={group().creator || (infoAdmin() && known()?.canSetUsername)}>
          <PageRow
            icon={group().username ? 'globe' : 'lock'}
            title={channel() ? t('group.type.channel') : t('group.type')}
            value={group().username ? t('group.type.public') : t('group.type.private')}
            href={page('type')}
          />
        </Show>
        <Show when={mayAsAdmin(group(), 'inviteUsers')}>
          <PageRow icon="link" title={t('invites.title')} href={page('links')} />
          <PageRow
            icon="addUser"
            title={t('info.requests')}
            value={count(known()?.pending || undefined)}
            href={page('requests')}
          />
        </Show>
        <Show when={infoAdmin()}>
          <PageRow icon="heart" title={t('group.reactions')} value={reactionsWord(known())} href={page('reactions')} />
        </Show>
        <Show when={infoAdmin() && (channel() || group().linked)}>
          <PageRow
            icon="comment"
            title={channel() ? t('info.discussion') : t('info.linkedChannel')}
            value={known()?.linked === undefined ? t('group.discussion.none') : undefined}
            href={page('discussion')}
          />
        </Show>
      </Section>
      <EditSwitches group={group()} full={known()} />
      <Section>
        <Show when={!channel() && mayAsAdmin(group(), 'banUsers')}>
          <PageRow icon="key" title={t('group.permissions')} href={page('permissions')} />
        </Show>
        <PageRow icon="shield" title={t('info.admins')} value={count(known()?.admins)} href={page('admins')} />
        <Show when={known()?.canSeeMembers}>
          <PageRow
            icon="users"
            title={channel() ? t('info.subscribers') : t('info.members')}
            value={count(known()?.members)}
            href={page('members')}
          />
        </Show>
        <Show when={!group().basic && mayAsAdmin(group(), 'banUsers')}>
          <PageRow icon="block" title={t('group.removed')} value={count(known()?.removed)} href={page('removed')} />
        </Show>
        <Show when={isAdmin(group()) && !group().basic}>
          <PageRow icon="history" title={t('log.title')} href={page('log')} />
        </Show>
      </Section>
      <Show when={group().creator}>
        <Section>
          <ListRow
            icon="trash"
            danger
            title={channel() ? t('info.menu.deleteChannel') : t('info.menu.deleteGroup')}
            onClick={() => setDeleting(true)}
          />
        </Section>
      </Show>
      <DeleteGroup open={deleting()} group={group()} onClose={() => setDeleting(false)} />
    </InfoPage>
  )
}

function reactionsWord(
  full: { reactions: { kind: string; emoji?: readonly string[] } } | undefined,
): string | undefined {
  switch (full?.reactions.kind) {
    case 'all':
      return t('group.reactions.all')
    case 'none':
      return t('group.reactions.none')
    case 'some':
      return number(full.reactions.emoji?.length ?? 0)
    default:
      return undefined
  }
}

/** The name and the text of a chat. */
function Names(props: { group: Group; about: string | undefined }): JSX.Element {
  const { api } = useAccount()
  const [title, setTitle] = createSignal(props.group.name)
  const [about, setAbout] = createSignal(props.about ?? '')
  const [busy, setBusy] = createSignal(false)
  // What others change is shown, unless one is about to change it oneself.
  createEffect(
    on(
      () => props.group.name,
      (name, before) => title() === (before ?? name) && setTitle(name),
    ),
  )
  createEffect(
    on(
      () => props.about,
      (text, before) => about() === (before ?? '') && setAbout(text ?? ''),
    ),
  )
  const newTitle = () => title().trim() !== props.group.name && title().trim() !== ''
  const newAbout = () => props.about !== undefined && about().trim() !== props.about
  const save = async (event: Event) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    const chat = props.group.id
    const named = !newTitle() || (await succeeded(api.setTitle({ chat, title: title().trim() })))
    if (named && newAbout()) await succeeded(api.setAbout({ chat, about: about().trim() }))
    setBusy(false)
  }
  return (
    <Section>
      <form onSubmit={save}>
        <Form>
          <TextField
            label={props.group.kind === 'channel' ? t('channel.name') : t('group.name')}
            value={title()}
            onInput={setTitle}
            count={128}
            required
          />
          <TextArea label={t('group.about')} value={about()} onInput={setAbout} count={255} />
        </Form>
        <Show when={newTitle() || newAbout()}>
          <Buttons>
            <Button kind="primary" type="submit" busy={busy()}>
              {t('info.save')}
            </Button>
          </Buttons>
        </Show>
      </form>
    </Section>
  )
}
