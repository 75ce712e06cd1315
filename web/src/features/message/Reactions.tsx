import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message, Reaction } from '../../api/message'
import { compact, list } from '../../lang/format'
import { t } from '../../lang/lang'
import { Avatar } from '../../ui/Avatar'
import { classes } from '../../ui/classes'
import { contextMenu } from '../../ui/context'
import { useFeed } from './context'
import styles from './Reactions.module.css'

/** So many faces are shown instead of a number. */
const faces = 3

/** Reactions are the chips below a message: a press adds one's own or takes it back, the menu tells who. */
export function Reactions(props: { message: Message }): JSX.Element {
  const view = useFeed()
  return (
    <Show when={props.message.reactions.length > 0}>
      <div class={styles.list} role="group" aria-label={t('reactions.of')}>
        <For each={props.message.reactions}>
          {(reaction) => (
            <Chip
              reaction={reaction}
              onPress={() => view.react(props.message, reaction.emoji)}
              onList={() => view.showReactions(props.message)}
            />
          )}
        </For>
      </div>
    </Show>
  )
}

function Chip(props: { reaction: Reaction; onPress: () => void; onList: () => void }): JSX.Element {
  const { tables } = useAccount()
  const recent = () =>
    props.reaction.recent
      .slice(0, faces)
      .map((id) => tables.peers[id])
      .filter((peer) => peer !== undefined)
  const names = () => recent().map((peer) => peer.name)
  const few = () => recent().length === props.reaction.count
  const label = () => {
    const { emoji, count } = props.reaction
    return few() ? t('reactions.by', { emoji, names: list(names()) }) : t('reactions.count', { emoji, n: count })
  }
  return (
    <button
      type="button"
      class={classes(styles.chip, props.reaction.chosen && styles.chosen)}
      aria-pressed={props.reaction.chosen}
      title={few() ? list(names()) : undefined}
      onClick={(e) => {
        e.stopPropagation()
        props.onPress()
      }}
      {...contextMenu(props.onList)}
    >
      <span class="spoken">{label()}</span>
      <span class={styles.emoji} aria-hidden="true">
        {props.reaction.emoji}
      </span>
      <Show when={few()} fallback={<span aria-hidden="true">{compact(props.reaction.count)}</span>}>
        <span class={styles.faces} aria-hidden="true">
          <For each={recent()}>{(peer) => <Avatar name={peer.name} color={peer.color} size={20} />}</For>
        </span>
      </Show>
    </button>
  )
}
