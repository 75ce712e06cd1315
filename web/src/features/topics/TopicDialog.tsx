import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Topic } from '../../api/dialog'
import type { PeerId } from '../../api/peer'
import { topicColors } from '../../api/topics'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/TextField'
import { Form, succeeded } from '../info'
import { cssColor, TopicIcon } from './TopicIcon'
import styles from './Topics.module.css'

/** Makes a topic, or gives one another name. */
export function TopicDialog(props: { chat: PeerId; topic?: Topic | undefined; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [title, setTitle] = createSignal(props.topic?.title ?? '')
  const [color, setColor] = createSignal<number>(props.topic?.color ?? topicColors[0])
  const [busy, setBusy] = createSignal(false)
  const make = async () => {
    const topic = await api.createTopic({ chat: props.chat, title: title().trim(), color: color() })
    location.hash = formatRoute({ at: 'chat', chat: props.chat, topic })
  }
  const save = async (event: Event) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    const { chat, topic } = props
    const saved = await succeeded(topic ? api.editTopic({ chat, topic: topic.id, title: title().trim() }) : make())
    setBusy(false)
    if (saved) props.onClose()
  }
  return (
    <Dialog
      open
      firm
      flush
      size="s"
      title={props.topic ? t('topics.edit') : t('topics.new')}
      onClose={props.onClose}
      footer={
        <Button kind="primary" type="submit" form="topic" busy={busy()} disabled={title().trim() === ''}>
          {props.topic ? t('info.save') : t('topics.make')}
        </Button>
      }
    >
      <form id="topic" onSubmit={save}>
        <div class={styles.preview}>
          <TopicIcon title={title()} color={color()} size={64} />
        </div>
        <Form>
          <TextField label={t('topics.name')} value={title()} onInput={setTitle} count={128} autofocus required />
        </Form>
        <Show when={!props.topic}>
          <fieldset class={styles.colors}>
            <legend>{t('topics.color')}</legend>
            <For each={topicColors}>
              {(one, i) => (
                <label class={styles.color} style={{ '--ink': cssColor(one) }}>
                  <input
                    type="radio"
                    name="topic-color"
                    checked={color() === one}
                    aria-label={t('topics.colorOf', { n: i() + 1 })}
                    onChange={() => setColor(one)}
                  />
                </label>
              )}
            </For>
          </fieldset>
        </Show>
      </form>
    </Dialog>
  )
}
