import type { JSX } from 'solid-js'
import { t } from '../../../lang/lang'
import { assertNever } from '../../../lib/exhaustive'
import { Confirm } from '../../../ui/Confirm'
import type { FeedDialog, View } from '../view'
import { DeleteDialog } from './DeleteDialog'
import { ForwardDialog } from './ForwardDialog'
import { PinDialog } from './PinDialog'
import { ReactedDialog } from './ReactedDialog'
import { ReadersDialog } from './ReadersDialog'
import { ReportDialog } from './ReportDialog'
import { RescheduleDialog } from './RescheduleDialog'
import { VotersDialog } from './VotersDialog'

/** Dialogs is the question that a menu of messages asks. */
export function Dialogs(props: { view: View; dialog: FeedDialog }): JSX.Element {
  const { view, dialog } = props
  const { api } = view.feed.account
  const close = () => view.ask(undefined)
  switch (dialog.kind) {
    case 'delete':
      return <DeleteDialog view={view} messages={dialog.messages} onClose={close} />
    case 'forward':
      return <ForwardDialog view={view} messages={dialog.messages} onClose={close} />
    case 'report':
      return <ReportDialog messages={dialog.messages} onClose={close} />
    case 'pin':
      return <PinDialog view={view} message={dialog.message} onClose={close} />
    case 'unpin':
      return (
        <Confirm
          open
          title={t('feed.unpin.title')}
          text={t('feed.unpin.text')}
          confirm={t('feed.act.unpin')}
          onConfirm={() => view.attempt(api.unpin({ chat: dialog.message.chat, id: dialog.message.id }))}
          onClose={close}
        />
      )
    case 'closePoll':
      return (
        <Confirm
          open
          title={t('feed.closePoll.title')}
          text={t('feed.closePoll.text')}
          confirm={t('feed.closePoll.yes')}
          danger
          onConfirm={() => view.attempt(api.closePoll({ chat: dialog.message.chat, id: dialog.message.id }))}
          onClose={close}
        />
      )
    case 'readers':
      return <ReadersDialog message={dialog.message} onClose={close} />
    case 'reactions':
      return <ReactedDialog message={dialog.message} onClose={close} />
    case 'voters':
      return <VotersDialog message={dialog.message} onClose={close} />
    case 'reschedule':
      return <RescheduleDialog view={view} message={dialog.message} onClose={close} />
    default:
      return assertNever(dialog)
  }
}
