import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { IconButton } from '../../ui/IconButton'
import { toast } from '../../ui/Toast'
import styles from './Composer.module.css'
import { syncDraft } from './drafts'
import { Editor } from './Editor'
import { formatKey } from './keys'
import { finished, type How, send } from './send'
import { type Composing, composingIn } from './state'
import { tellTyping } from './typing'

export interface ComposerProps {
  chat: PeerId
  topic?: number | undefined
  /** What is written here is to go later: the view of scheduled messages. */
  scheduled?: boolean
}

/** Composer is where one writes to a chat or topic. */
export function Composer(props: ComposerProps): JSX.Element {
  const account = useAccount()
  return (
    <Show when={{ chat: props.chat, topic: props.topic }} keyed>
      {(at) => <Box composing={composingIn(account, at.chat, at.topic)} scheduled={props.scheduled ?? false} />}
    </Show>
  )
}

function Box(props: { composing: Composing; scheduled: boolean }): JSX.Element {
  const [box, setBox] = createSignal<HTMLElement>()
  const { composing } = props
  syncDraft(composing)
  tellTyping(composing)
  const sendIt = (how: How = {}) => {
    send(composing, how).catch(() => toast(t('composer.failed')))
    box()?.focus({ preventScroll: true })
  }
  const onKey = (e: KeyboardEvent) => {
    const command = formatKey(e, composing)
    if (command) return true
    if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
      sendIt()
      return true
    }
    return false
  }
  const ready = () => finished(composing.doc().content).text !== ''
  return (
    <div class={styles.composer}>
      <div class={styles.panel}>
        <Editor composing={composing} label={t('composer.message')} onKey={onKey} ref={setBox} />
      </div>
      <IconButton
        class={styles.send}
        icon={composing.editing() ? 'check' : 'send'}
        kind="filled"
        label={composing.editing() ? t('composer.save') : t('composer.send')}
        disabled={!ready()}
        onClick={() => sendIt()}
      />
    </div>
  )
}
