import { createSignal, type JSX } from 'solid-js'
import type { Message } from '../../../api/message'
import { t } from '../../../lang/lang'
import { Button } from '../../../ui/Button'
import { DateTimePicker } from '../../../ui/DateTimePicker'
import { Dialog } from '../../../ui/Dialog'
import type { View } from '../view'

/** RescheduleDialog chooses another time for what waits to be sent. */
export function RescheduleDialog(props: { view: View; message: Message; onClose: () => void }): JSX.Element {
  const { api } = props.view.feed.account
  const [at, setAt] = createSignal(new Date(props.message.date * 1000))
  const [busy, setBusy] = createSignal(false)
  const save = async () => {
    setBusy(true)
    const date = Math.floor(at().getTime() / 1000)
    const done = await props.view.attempt(api.reschedule({ chat: props.message.chat, id: props.message.id, date }))
    setBusy(false)
    if (done) props.onClose()
  }
  return (
    <Dialog
      open
      title={t('feed.act.reschedule')}
      size="s"
      onClose={props.onClose}
      footer={
        <Button kind="primary" busy={busy()} disabled={at().getTime() <= Date.now()} onClick={save}>
          {t('feed.reschedule.save')}
        </Button>
      }
    >
      <DateTimePicker value={at()} onChange={setAt} min={new Date()} time />
    </Dialog>
  )
}
