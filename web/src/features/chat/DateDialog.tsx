import type { JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { Calendar } from '../../ui/Calendar'
import { Dialog } from '../../ui/Dialog'
import type { FeedControl } from '../feed'

/** DateDialog chooses the day whose messages are to be shown. */
export function DateDialog(props: { feed: FeedControl; onClose: () => void }): JSX.Element {
  const pick = (day: Date) => {
    props.onClose()
    void props.feed.jumpToDate(Math.floor(day.getTime() / 1000))
  }
  return (
    <Dialog open title={t('chat.menu.date')} size="s" onClose={props.onClose}>
      <Calendar value={undefined} max={new Date()} onPick={pick} />
    </Dialog>
  )
}
