import type { JSX } from 'solid-js'
import type { Message } from '../../../api/message'
import { ReportMessages } from '../../info'

/** ReportDialog tells those who run the server about messages. */
export function ReportDialog(props: { messages: readonly Message[]; onClose: () => void }): JSX.Element {
  return (
    <ReportMessages
      open
      chat={props.messages[0]?.chat ?? 0}
      ids={props.messages.map((message) => message.id)}
      onClose={props.onClose}
    />
  )
}
