import { createResource, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ListRow } from '../../ui/ListRow'
import { toast } from '../../ui/Toast'
import { aboutOf, PeerAvatar, PeerName } from '../contacts'
import { Note } from '../info'

/** Tells who could not be added, and sends them the link instead if one wants that. */
export function MissingDialog(props: { chat: PeerId; users: readonly PeerId[]; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const [link] = createResource(async () => {
    const full = await api.full({ chat: props.chat }).catch(() => undefined)
    return full?.kind === 'group' ? full.link : undefined
  })
  const send = async () => {
    const text = link()
    if (!text) return
    for (const chat of props.users) {
      try {
        await api.sendText({ chat, text, entities: [] })
      } catch (error) {
        toast({ text: errorText(error), icon: 'failed' })
      }
    }
    toast({ text: t('group.missing.sent', { n: props.users.length }), icon: 'check' })
    props.onClose()
  }
  return (
    <Dialog
      open
      flush
      title={t('group.missing')}
      size="s"
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('group.missing.skip')}</Button>
          <Show when={link()}>
            <Button kind="primary" icon="link" autofocus onClick={send}>
              {t('group.missing.send')}
            </Button>
          </Show>
        </>
      }
    >
      <Note>{t('group.missing.text', { n: props.users.length })}</Note>
      <For each={props.users}>
        {(id) => (
          <ListRow
            leading={<PeerAvatar peer={tables.peers[id]} size={40} person />}
            title={<PeerName peer={tables.peers[id]} person />}
            subtitle={aboutOf(tables.peers[id])}
          />
        )}
      </For>
    </Dialog>
  )
}
