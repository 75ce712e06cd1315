import { type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { PeerId } from '../../api/peer'
import { Box } from './Box'
import { ClosedBar } from './ClosedBar'
import styles from './Composer.module.css'
import { closedBy, topicIn } from './closed'
import { composingIn } from './state'

export interface ComposerProps {
  chat: PeerId
  topic?: number | undefined
  /** What is written here is to go later: the view of scheduled messages. */
  scheduled?: boolean
}

/** Composer is where one writes to a chat or topic, or is told why one cannot. */
export function Composer(props: ComposerProps): JSX.Element {
  const account = useAccount()
  const { full, reload } = useFull(() => props.chat)
  onCleanup(account.on((event) => event.kind === 'scheduled' && event.chat === props.chat && void reload()))
  const peer = () => account.tables.peers[props.chat]
  const closed = () => closedBy(peer(), full(), topicIn(account, props.chat, props.topic))
  return (
    <div class={styles.composer}>
      <Show
        when={closed()}
        fallback={
          <Show when={{ chat: props.chat, topic: props.topic }} keyed>
            {(at) => (
              <Box
                composing={composingIn(account, at.chat, at.topic)}
                full={full()}
                scheduled={props.scheduled ?? false}
              />
            )}
          </Show>
        }
      >
        {(why) => <ClosedBar chat={props.chat} closed={why()} />}
      </Show>
    </div>
  )
}
