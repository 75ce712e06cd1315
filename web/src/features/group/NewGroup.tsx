import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import { PeerAvatar, PeerPicker } from '../contacts'
import { Form, succeeded } from '../info'
import { MissingDialog } from './MissingDialog'
import styles from './NewGroup.module.css'
import { initialTtls } from './periods'

export interface NewGroupProps {
  open: boolean
  /** Who is in it in any case: the group of a chat with somebody. */
  with?: readonly PeerId[]
  onClose: () => void
}

/** A basic group has so many members at most, its maker among them. */
const most = 200

/** Makes a group: people first, then its name. */
export function NewGroup(props: NewGroupProps): JSX.Element {
  const [people, setPeople] = createSignal<readonly PeerId[]>()
  const [missing, setMissing] = createSignal<{ chat: PeerId; users: readonly PeerId[] }>()
  const close = () => {
    setPeople(undefined)
    props.onClose()
  }
  return (
    <>
      <PeerPicker
        open={props.open && people() === undefined && missing() === undefined}
        title={t('group.new.people')}
        multiple
        none
        max={most - 1}
        confirm={t('group.new.next')}
        chosen={props.with ?? []}
        filter={(peer) => peer.kind === 'user' && !peer.self && !peer.deleted}
        onDone={(chosen) => {
          setPeople(chosen)
        }}
        onClose={() => people() === undefined && close()}
      />
      <Show when={props.open && people()}>
        {(chosen) => (
          <NameGroup
            people={chosen()}
            onDone={(chat, left) => {
              location.hash = chatLink(chat)
              if (left.length > 0) setMissing({ chat, users: left })
              close()
            }}
            onClose={close}
          />
        )}
      </Show>
      <Show when={missing()}>
        {(left) => <MissingDialog chat={left().chat} users={left().users} onClose={() => setMissing(undefined)} />}
      </Show>
    </>
  )
}

function NameGroup(props: {
  people: readonly PeerId[]
  onDone: (chat: PeerId, missing: readonly PeerId[]) => void
  onClose: () => void
}): JSX.Element {
  const { api, tables } = useAccount()
  const [title, setTitle] = createSignal('')
  const [topics, setTopics] = createSignal(false)
  const [ttl, setTtl] = createSignal('0')
  const [busy, setBusy] = createSignal(false)
  const make = async (event: Event) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    await succeeded(topics() ? makeForum() : makeGroup())
    setBusy(false)
  }
  const makeGroup = async () => {
    const made = await api.createGroup({ title: title().trim(), users: props.people, ttl: Number(ttl()) })
    props.onDone(made.chat, made.missing)
  }
  // Topics are for supergroups: it is one from the beginning.
  const makeForum = async () => {
    const chat = await api.createChannel({ kind: 'group', title: title().trim(), about: '', forum: true })
    if (Number(ttl()) > 0) await api.setTtl({ chat, seconds: Number(ttl()) })
    const missing = props.people.length > 0 ? await api.addMembers({ chat, users: props.people }) : []
    props.onDone(chat, missing)
  }
  return (
    <Dialog
      open
      firm
      flush
      title={t('group.new')}
      size="s"
      onClose={props.onClose}
      footer={
        <Button kind="primary" type="submit" form="new-group" busy={busy()} disabled={title().trim() === ''}>
          {t('group.new.make')}
        </Button>
      }
    >
      <form id="new-group" onSubmit={make}>
        <Form>
          <TextField label={t('group.name')} value={title()} onInput={setTitle} count={128} autofocus required />
          <Select label={t('info.ttl')} options={initialTtls()} value={ttl()} onChange={setTtl} />
        </Form>
        <Switch label={t('group.topics')} hint={t('group.topics.hint')} checked={topics()} onChange={setTopics} />
        <Faces people={props.people.map((id) => tables.peers[id])} />
      </form>
    </Dialog>
  )
}

function Faces(props: { people: readonly Parameters<typeof PeerAvatar>[0]['peer'][] }): JSX.Element {
  return (
    <Show when={props.people.length > 0}>
      <div class={styles.faces}>
        {props.people.slice(0, 12).map((peer) => (
          <PeerAvatar peer={peer} size={36} still person />
        ))}
      </div>
    </Show>
  )
}
