import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { RadioGroup } from '../../ui/RadioGroup'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { PeerPicker } from '../contacts'
import { Form, succeeded } from '../info'
import { MissingDialog } from './MissingDialog'
import { UsernameField, type UsernameState } from './UsernameField'

/** Makes a channel: its name and text, whether it is public, and who is asked to come. */
export function NewChannel(props: { open: boolean; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [made, setMade] = createSignal<number>()
  const [missing, setMissing] = createSignal<{ chat: number; users: readonly number[] }>()
  const invite = async (chat: number, users: readonly number[]) => {
    if (users.length === 0) return
    await succeeded(
      api.addMembers({ chat, users }).then((left) => {
        if (left.length > 0) setMissing({ chat, users: left })
      }),
    )
  }
  return (
    <>
      <Show when={props.open && made() === undefined}>
        <Describe
          onDone={(chat) => {
            setMade(chat)
            location.hash = chatLink(chat)
          }}
          onClose={props.onClose}
        />
      </Show>
      <Show when={made()}>
        {(chat) => (
          <PeerPicker
            open
            title={t('group.add.subscribers')}
            multiple
            none
            max={200}
            confirm={t('group.add')}
            filter={(peer) => peer.kind === 'user' && !peer.self && !peer.deleted && !peer.bot}
            onDone={(users) => invite(chat(), users)}
            onClose={() => {
              setMade(undefined)
              props.onClose()
            }}
          />
        )}
      </Show>
      <Show when={missing()}>
        {(left) => <MissingDialog chat={left().chat} users={left().users} onClose={() => setMissing(undefined)} />}
      </Show>
    </>
  )
}

function Describe(props: { onDone: (chat: number) => void; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [title, setTitle] = createSignal('')
  const [about, setAbout] = createSignal('')
  const [type, setType] = createSignal<'private' | 'public'>('private')
  const [username, setUsername] = createSignal('')
  const [state, setState] = createSignal<UsernameState>('empty')
  const [busy, setBusy] = createSignal(false)
  const ready = () => title().trim() !== '' && (type() === 'private' || state() === 'free')
  const make = async (event: Event) => {
    event.preventDefault()
    if (busy() || !ready()) return
    setBusy(true)
    await succeeded(build())
    setBusy(false)
  }
  const build = async () => {
    const chat = await api.createChannel({ kind: 'channel', title: title().trim(), about: about().trim() })
    // It is there: a link that was taken meanwhile can be chosen anew in its settings.
    if (type() === 'public') await succeeded(api.setChatUsername({ chat, username: username() }))
    props.onDone(chat)
  }
  return (
    <Dialog
      open
      firm
      flush
      title={t('channel.new')}
      size="m"
      onClose={props.onClose}
      footer={
        <Button kind="primary" type="submit" form="new-channel" busy={busy()} disabled={!ready()}>
          {t('channel.new.make')}
        </Button>
      }
    >
      <form id="new-channel" onSubmit={make}>
        <Form>
          <TextField label={t('channel.name')} value={title()} onInput={setTitle} count={128} autofocus required />
          <TextArea
            label={t('group.about')}
            value={about()}
            onInput={setAbout}
            count={255}
            hint={t('channel.about.hint')}
          />
        </Form>
        <RadioGroup
          label={t('channel.type')}
          hideLabel
          options={[
            { value: 'private', label: t('group.type.private'), hint: t('channel.type.private.hint') },
            { value: 'public', label: t('group.type.public'), hint: t('channel.type.public.hint') },
          ]}
          value={type()}
          onChange={setType}
        />
        <Show when={type() === 'public'}>
          <Form>
            <UsernameField value={username()} onInput={setUsername} onState={setState} />
          </Form>
        </Show>
      </form>
    </Dialog>
  )
}
