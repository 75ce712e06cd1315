import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message } from '../../api/message'
import { emojiOnly } from '../../lib/emoji'
import { classes } from '../../ui/classes'
import { BodyView } from './BodyView'
import styles from './Bubble.module.css'
import { Comments } from './Comments'
import { useFeed } from './context'
import { ForwardHead } from './ForwardHead'
import { Meta } from './Meta'
import { PeerName } from './PeerName'
import { Preview } from './Preview'
import { Reactions } from './Reactions'
import { ReplyHead } from './ReplyHead'
import { Text } from './Text'

/** Bubble is a message with all that belongs to it. Emoji alone and dice stand without one. */
export function Bubble(props: { message: Message; first: boolean; last: boolean }): JSX.Element {
  const account = useAccount()
  const view = useFeed()
  const emoji = () => (props.message.body.kind === 'text' && !props.message.preview ? emojiOnly(props.message.text) : 0)
  const bare = () =>
    (emoji() > 0 || props.message.body.kind === 'dice') && !props.message.reply && !props.message.forward
  const mine = () => props.message.out && !view.posts
  const author = () => account.tables.peers[props.message.from]
  const named = () => view.named && props.first && !mine() && !bare()
  const rank = () => (author()?.kind === 'user' ? undefined : props.message.author)
  // The copy of a post in its discussion group says already whose it is.
  const forward = () => (props.message.forward?.from === props.message.from ? undefined : props.message.forward)
  const answered = () => (props.message.reply?.id === view.topic ? undefined : props.message.reply)
  return (
    <div
      data-bubble
      class={classes(
        styles.bubble,
        mine() && styles.out,
        props.first && styles.first,
        props.last && styles.last,
        bare() && styles.bare,
      )}
    >
      <Show when={named()}>
        <div class={styles.author}>
          <PeerName id={props.message.from} colored class={styles.name} />
          <Show when={rank()}>
            <span class={styles.rank}>{rank()}</span>
          </Show>
        </div>
      </Show>
      <Show when={forward()}>
        {(forward) => <ForwardHead forward={forward()} saved={view.chat === account.me()?.id} />}
      </Show>
      <Show when={answered()}>{(reply) => <ReplyHead reply={reply()} />}</Show>
      <BodyView message={props.message} />
      <div
        class={classes(
          styles.text,
          emoji() > 0 && styles[emoji() > 3 ? 'emoji' : 'bigEmoji'],
          props.message.text === '' && styles.bodyOnly,
        )}
        dir="auto"
      >
        <Text text={props.message.text} entities={props.message.entities} />
        <Show when={!props.message.preview && props.message.reactions.length === 0}>
          <Meta message={props.message} />
        </Show>
      </div>
      <Show when={props.message.preview}>{(preview) => <Preview preview={preview()} />}</Show>
      <Show when={props.message.reactions.length > 0 || props.message.preview}>
        <div class={styles.foot}>
          <Reactions message={props.message} />
          <Meta message={props.message} />
        </div>
      </Show>
      <Show when={view.topic === undefined && props.message.replies}>
        {(replies) => <Comments message={props.message} replies={replies()} />}
      </Show>
    </div>
  )
}
