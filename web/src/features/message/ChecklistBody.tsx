import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Checklist, Message } from '../../api/message'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { toast } from '../../ui/Toast'
import styles from './ChecklistBody.module.css'
import { Text } from './Text'

/** ChecklistBody is a list of things to do; who may ticks them, and adds more. */
export function ChecklistBody(props: { message: Message; list: Checklist }): JSX.Element {
  const account = useAccount()
  const [text, setText] = createSignal<string>()
  const sent = () => props.message.state === 'sent' && !props.message.scheduled && props.message.forward === undefined
  const mayMark = () => sent() && (props.message.out || props.list.othersMark)
  const mayAdd = () => sent() && (props.message.out || props.list.othersAdd)
  const where = () => ({ chat: props.message.chat, id: props.message.id })
  const attempt = async (doing: Promise<void>) => {
    try {
      await doing
      return true
    } catch (error) {
      toast(errorText(error))
      return false
    }
  }
  const tick = (id: number, done: boolean) =>
    void attempt(account.api.tick({ ...where(), done: done ? [id] : [], undone: done ? [] : [id] }))
  const add = async (event: Event) => {
    event.preventDefault()
    const task = text()?.trim()
    if (!task) setText(undefined)
    else if (await attempt(account.api.addTask({ ...where(), text: task }))) setText('')
  }
  const done = () => props.list.items.filter((item) => item.doneBy !== undefined).length
  return (
    <div class={styles.list}>
      <p class={styles.title} dir="auto">
        <Text {...props.list.title} />
      </p>
      <ul>
        <For each={props.list.items.map((item) => item.id)}>
          {(id, i) => (
            <Show when={props.list.items[i()]}>
              {(item) => {
                const by = () => (item().doneBy === undefined ? undefined : account.tables.peers[item().doneBy ?? 0])
                return (
                  <li class={styles.item}>
                    <button
                      type="button"
                      class={styles.tick}
                      role="checkbox"
                      aria-checked={item().doneBy !== undefined}
                      aria-label={item().text}
                      disabled={!mayMark()}
                      onClick={() => tick(id, item().doneBy === undefined)}
                    >
                      <span class={classes(styles.box, item().doneBy !== undefined && styles.done)}>
                        <Show when={item().doneBy !== undefined}>
                          <Icon name="check" size={14} />
                        </Show>
                      </span>
                    </button>
                    <span class={classes(styles.text, item().doneBy !== undefined && styles.past)} dir="auto">
                      <Text text={item().text} entities={item().entities} />
                      <Show when={by()}>{(peer) => <span class={styles.by}>{peer().name}</span>}</Show>
                    </span>
                  </li>
                )
              }}
            </Show>
          )}
        </For>
      </ul>
      <Show when={mayAdd()}>
        <Show
          when={text() !== undefined}
          fallback={
            <button type="button" class={styles.add} onClick={() => setText('')}>
              <Icon name="plus" size={18} /> {t('poll.todo.add')}
            </button>
          }
        >
          <form onSubmit={add}>
            <input
              ref={(el) => queueMicrotask(() => el.focus())}
              class={styles.field}
              aria-label={t('poll.todo.task')}
              placeholder={t('poll.todo.task')}
              maxLength={100}
              value={text()}
              onInput={(e) => setText(e.currentTarget.value)}
              onBlur={() => text()?.trim() === '' && setText(undefined)}
              onKeyDown={(e) => {
                e.stopPropagation()
                if (e.key === 'Escape') setText(undefined)
              }}
            />
          </form>
        </Show>
      </Show>
      <p class={styles.count}>{t('poll.todo.done', { done: done(), n: props.list.items.length })}</p>
    </div>
  )
}
