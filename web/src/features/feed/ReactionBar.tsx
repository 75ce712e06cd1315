import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { AllowedReactions } from '../../api/full'
import type { Message } from '../../api/message'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { moveBy } from '../../ui/roving'
import styles from './ReactionBar.module.css'

/** How many are offered before one asks for all. */
const quick = 7

export interface ReactionBarProps {
  message: Message
  allowed: AllowedReactions
  onPick: (emoji: string) => void
}

/** ReactionBar offers the reactions that may be given here, the first few at once. */
export function ReactionBar(props: ReactionBarProps): JSX.Element {
  const { api } = useAccount()
  const [kinds] = createResource(() => api.reactionKinds({}).catch(() => []))
  const [all, setAll] = createSignal(false)
  const offered = () => {
    const { allowed } = props
    const known = kinds.latest ?? []
    return allowed.kind === 'some' ? known.filter(({ emoji }) => allowed.emoji.includes(emoji)) : known
  }
  const shown = () => (all() ? offered() : offered().slice(0, quick))
  const chosen = (emoji: string) => props.message.reactions.some((r) => r.emoji === emoji && r.chosen)
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const next = moveBy(event.key, at, buttons.length, 'horizontal', rtl)
    if (event.key === 'ArrowDown' || event.key === 'Escape' || event.key === 'Tab') return // the menu has these
    event.stopPropagation()
    if (next === undefined) return
    event.preventDefault()
    buttons[next]?.focus()
  }
  return (
    <Show when={offered().length > 0}>
      <div
        class={classes(styles.bar, all() && styles.all)}
        role="toolbar"
        aria-label={t('reactions.add')}
        onKeyDown={onKeyDown}
      >
        <For each={shown()}>
          {(kind) => (
            <button
              type="button"
              class={classes(styles.emoji, chosen(kind.emoji) && styles.chosen)}
              aria-label={kind.title}
              aria-pressed={chosen(kind.emoji)}
              title={kind.title}
              onClick={() => props.onPick(kind.emoji)}
            >
              {kind.emoji}
            </button>
          )}
        </For>
        <Show when={!all() && offered().length > quick}>
          <button type="button" class={styles.more} aria-label={t('reactions.all')} onClick={() => setAll(true)}>
            <Icon name="down" size={20} />
          </button>
        </Show>
      </div>
    </Show>
  )
}
