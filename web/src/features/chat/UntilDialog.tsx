import type { JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { Calendar } from '../../ui/Calendar'
import { Dialog } from '../../ui/Dialog'

const day = 86_400_000

/** UntilDialog chooses the last day of which messages are wanted. */
export function UntilDialog(props: {
  open: boolean
  onPick: (until: number) => void
  onClose: () => void
}): JSX.Element {
  return (
    <Dialog open={props.open} title={t('chat.search.until')} size="s" onClose={props.onClose}>
      <Calendar
        value={undefined}
        max={new Date()}
        onPick={(date) => {
          props.onClose()
          props.onPick(Math.floor((date.getTime() + day) / 1000))
        }}
      />
    </Dialog>
  )
}
