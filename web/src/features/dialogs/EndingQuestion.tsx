import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { formatRoute, parseRoute } from '../../lib/route'
import { Confirm } from '../../ui/Confirm'
import { Checkbox } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { titleOf } from '../contacts'
import { endingsOf } from './endings'

/** clear: its messages go; end: it goes, as `endingsOf` says; block: its person may not write any more. */
export type Ending = 'clear' | 'end' | 'block'

/** EndingQuestion asks before a chat, its messages or the connection to its person are gone. */
export function EndingQuestion(props: { chat: PeerId; what: Ending; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const [forAll, setForAll] = createSignal(false)
  const peer = () => tables.peers[props.chat]
  const name = () => titleOf(peer())
  const ends = () => {
    const now = peer()
    return now && endingsOf(now)
  }
  const leaving = () => ends()?.end === 'leave'
  const channel = () => peer()?.kind === 'channel'
  const words = (): { title: string; text: string; confirm: string } => {
    if (props.what === 'clear')
      return {
        title: t('dialogs.clear.title'),
        text: t('dialogs.clear.text', { name: name() }),
        confirm: t('dialogs.clear.confirm'),
      }
    if (props.what === 'block')
      return {
        title: t('dialogs.block.title', { name: name() }),
        text: t('dialogs.block.text', { name: name() }),
        confirm: t('dialogs.block.confirm'),
      }
    if (!leaving())
      return {
        title: t('dialogs.delete.title'),
        text: t('dialogs.delete.text', { name: name() }),
        confirm: t('dialogs.delete.confirm'),
      }
    return {
      title: channel() ? t('dialogs.menu.leaveChannel') : t('dialogs.menu.leaveGroup'),
      text: t('dialogs.leave.text', { name: name() }),
      confirm: forAll() ? t('dialogs.leave.deleteAll') : t('dialogs.leave.confirm'),
    }
  }
  const choice = (): string | undefined => {
    const all = ends()?.forAll
    if (props.what === 'block') return undefined
    if (all === 'both') return t('dialogs.forBoth', { name: name() })
    if (all === 'everyone' && props.what === 'end')
      return channel() ? t('dialogs.forSubscribers') : t('dialogs.forMembers')
    return undefined
  }
  const act = async () => {
    const { chat } = props
    if (props.what === 'block') await api.setBlocked({ peer: chat, blocked: true })
    else if (props.what === 'clear') await api.clearHistory({ chat, forAll: forAll() })
    else if (!leaving()) await api.deleteChat({ chat, forAll: forAll() })
    else if (forAll()) await api.deleteGroup({ chat })
    else await api.leaveChat({ chat, clear: true })
    const at = parseRoute(location.hash)
    if (props.what === 'end' && at.at === 'chat' && at.chat === chat) location.hash = formatRoute({ at: 'chats' })
    if (props.what === 'block') toast({ text: t('dialogs.block.done', { name: name() }), icon: 'block' })
  }
  return (
    <Confirm
      open
      danger
      title={words().title}
      text={words().text}
      confirm={words().confirm}
      onClose={() => props.onClose()}
      onConfirm={() => act().catch((error) => toast({ text: errorText(error), icon: 'failed' }))}
    >
      <Show when={choice()}>{(label) => <Checkbox label={label()} checked={forAll()} onChange={setForAll} />}</Show>
    </Confirm>
  )
}
