import { type JSX, Match, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message } from '../../api/message'
import { clock } from '../../lang/format'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import { classes } from '../../ui/classes'
import { contextMenu } from '../../ui/context'
import { Icon } from '../../ui/Icon'
import { Bubble } from './Bubble'
import { beside } from './beside'
import { useFeed } from './context'
import styles from './MessageRow.module.css'
import { Service } from './Service'
import { summary } from './summary'

export interface MessageRowProps {
  message: Message
  /** It begins and ends a run of one author's messages. */
  first: boolean
  last: boolean
}

/** MessageRow is a message of the history: a bubble at the side of its author, or a sentence in the middle. */
export function MessageRow(props: MessageRowProps): JSX.Element {
  const account = useAccount()
  const view = useFeed()
  const service = () => (props.message.body.kind === 'service' ? props.message.body : undefined)
  const author = () => account.tables.peers[props.message.from]
  const spoken = () => {
    const text = summary(account, props.message)
    if (service()) return text
    const name = props.message.out ? t('feed.you') : (author()?.name ?? '')
    return t('feed.spoken', { name, text, time: clock(props.message.date) })
  }
  const mine = () => props.message.out && !view.posts
  const selected = () => view.selecting() && view.selected(props.message.id)
  const choose = (event: MouseEvent) => {
    if (!view.selecting() || service()) return
    event.preventDefault()
    event.stopPropagation()
    view.toggle(props.message.id, event.shiftKey)
  }
  return (
    <article
      class={classes(
        styles.row,
        mine() && styles.out,
        props.first && styles.first,
        props.last && styles.last,
        service() && styles.service,
        view.selecting() && styles.choosing,
        selected() && styles.selected,
      )}
      aria-label={selected() ? t('feed.spoken.selected', { text: spoken() }) : spoken()}
      tabIndex={view.current() === props.message.key ? 0 : -1}
      data-id={props.message.id}
      data-state={props.message.state}
      {...contextMenu((at) => view.openMenu(props.message, beside(at)))}
      on:click={{ capture: true, handleEvent: choose }}
    >
      <Show when={view.selecting() && !service()}>
        <span class={classes(styles.box, selected() && styles.checked)}>
          <Show when={selected()}>
            <Icon name="check" size={16} />
          </Show>
        </span>
      </Show>
      <Switch>
        <Match when={service()}>{(body) => <Service message={props.message} action={body().action} />}</Match>
        <Match when={!service()}>
          <Show when={view.named && !mine()}>
            <span class={styles.face}>
              <Show when={props.last}>
                <a href={chatLink(props.message.from)} tabIndex={-1}>
                  <span class="spoken">{author()?.name}</span>
                  <Avatar
                    name={author()?.name ?? ''}
                    color={author()?.color ?? 0}
                    size={34}
                    kind={isDeleted(author()) ? 'deleted' : 'peer'}
                  />
                </a>
              </Show>
            </span>
          </Show>
          <Bubble message={props.message} first={props.first} last={props.last} />
          <button
            type="button"
            class={styles.more}
            aria-label={t('feed.menu')}
            aria-haspopup="menu"
            tabIndex={view.current() === props.message.key ? 0 : -1}
            onClick={(e) => view.openMenu(props.message, e.currentTarget)}
          >
            <Icon name="more" size={18} />
          </button>
        </Match>
      </Switch>
    </article>
  )
}

const isDeleted = (peer: { kind: string; deleted?: boolean } | undefined): boolean => peer?.deleted === true
