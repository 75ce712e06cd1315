import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { messageKey } from '../../api/message'
import { errorText } from '../../lang/errors'
import { dayAt } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Dialog } from '../../ui/Dialog'
import { ListRow } from '../../ui/ListRow'
import { toast } from '../../ui/Toast'
import { PeerAvatar } from '../contacts'
import { type FeedControl, mayPin, summary } from '../feed'

/** PinnedDialog is all that is pinned in a chat. */
export function PinnedDialog(props: { feed: FeedControl; ids: readonly number[]; onClose: () => void }): JSX.Element {
  const account = useAccount()
  const { chat, topic } = props.feed.where
  const [sure, setSure] = createSignal(false)
  const unpinAll = async () => {
    try {
      await account.api.unpinAll({ chat, ...(topic === undefined ? {} : { topic }) })
      props.onClose()
    } catch (error) {
      toast(errorText(error))
    }
  }
  return (
    <Dialog
      open
      title={t('chat.pinned.count', { n: props.ids.length })}
      flush
      onClose={props.onClose}
      footer={
        <Show when={mayPin(account.tables.peers[chat])}>
          <Button kind="danger-plain" icon="unpin" onClick={() => setSure(true)}>
            {t('chat.pinned.none')}
          </Button>
        </Show>
      }
    >
      <For each={props.ids}>
        {(id) => (
          <Show when={account.tables.messages[messageKey(chat, id)]}>
            {(message) => (
              <ListRow
                leading={<PeerAvatar peer={account.tables.peers[message().from]} size={40} person />}
                title={summary(account, message())}
                subtitle={`${account.tables.peers[message().from]?.name ?? ''}, ${dayAt(message().date)}`}
                onClick={() => {
                  props.onClose()
                  void props.feed.jump(id)
                }}
              />
            )}
          </Show>
        )}
      </For>
      <Confirm
        open={sure()}
        title={t('chat.pinned.none')}
        text={t('chat.pinned.sure')}
        confirm={t('chat.pinned.none')}
        danger
        onConfirm={unpinAll}
        onClose={() => setSure(false)}
      />
    </Dialog>
  )
}
