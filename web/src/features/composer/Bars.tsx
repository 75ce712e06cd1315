import { createEffect, type JSX, Match, on, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message, WebPreview } from '../../api/message'
import { messageKey } from '../../api/message'
import { t } from '../../lang/lang'
import { Icon, type IconName } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { summary } from '../feed'
import styles from './Bars.module.css'
import type { Composing } from './state'

/** Bars are what stands over the text: which message it answers or changes, and which page it will show. */
export function Bars(props: {
  composing: Composing
  preview: WebPreview | undefined
  onNoPreview: () => void
}): JSX.Element {
  const account = useAccount()
  const answered = () => {
    const answer = props.composing.answer()
    return answer && account.tables.messages[messageKey(answer.chat, answer.id)]
  }
  const edited = () => {
    const editing = props.composing.editing()
    return editing && account.tables.messages[messageKey(props.composing.chat, editing.id, editing.scheduled)]
  }
  createEffect(
    on(props.composing.answer, (answer) => {
      // A draft of another device may answer what this one has not seen.
      if (answer && !answered()) {
        void account.api.loadMessages({ chat: answer.chat, ids: [answer.id] }).catch(() => undefined)
      }
    }),
  )
  const line = (message: Message | undefined) => (message ? summary(account, message) : '…')
  const name = (message: Message | undefined) => (message ? (account.tables.peers[message.from]?.name ?? '') : '')
  return (
    <>
      <Switch>
        <Match when={props.composing.editing()}>
          <Bar
            icon="edit"
            title={t('composer.editing')}
            text={line(edited())}
            close={t('composer.cancelEdit')}
            onClose={() => props.composing.stopEdit()}
          />
        </Match>
        <Match when={props.composing.answer()}>
          {(answer) => (
            <Bar
              icon={answer().quote ? 'quote' : 'reply'}
              title={
                answer().quote
                  ? t('composer.quoteOf', { name: name(answered()) })
                  : t('composer.replyTo', { name: name(answered()) })
              }
              text={answer().quote?.text ?? line(answered())}
              close={t('composer.cancelReply')}
              onClose={() => props.composing.stopAnswer()}
            />
          )}
        </Match>
      </Switch>
      <Show when={props.preview}>
        {(preview) => (
          <Bar
            icon="link"
            title={preview().site ?? preview().display}
            text={preview().title ?? preview().description ?? preview().url}
            close={t('composer.noPreview')}
            onClose={() => props.onNoPreview()}
          />
        )}
      </Show>
    </>
  )
}

function Bar(props: { icon: IconName; title: string; text: string; close: string; onClose: () => void }): JSX.Element {
  return (
    <div class={styles.bar}>
      <span class={styles.icon}>
        <Icon name={props.icon} size={22} />
      </span>
      <div class={styles.words}>
        <span class={styles.title}>{props.title}</span>
        <span class={styles.text} dir="auto">
          {props.text}
        </span>
      </div>
      <IconButton icon="close" size={20} label={props.close} onClick={() => props.onClose()} />
    </div>
  )
}
