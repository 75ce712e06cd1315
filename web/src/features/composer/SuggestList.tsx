import { createEffect, For, type JSX, Match, Show, Switch } from 'solid-js'
import { ltr, t } from '../../lang/lang'
import { ofKind } from '../../lib/kind'
import { classes } from '../../ui/classes'
import { PeerAvatar } from '../contacts'
import styles from './SuggestList.module.css'
import type { Suggestion, Suggestions } from './suggest'

/** SuggestList is what the word at the caret may become. The focus stays in the text. */
export function SuggestList(props: { suggestions: Suggestions }): JSX.Element {
  let list: HTMLDivElement | undefined
  createEffect(() => {
    const at = props.suggestions.active()
    list?.children[at]?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <Show when={props.suggestions.items().length > 0}>
      <div
        ref={(el) => (list = el)}
        id={props.suggestions.id}
        class={styles.list}
        role="listbox"
        aria-label={t('composer.suggestions')}
      >
        <For each={props.suggestions.items()}>
          {(item, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text box
            <div
              id={props.suggestions.rowId(i())}
              class={classes(styles.row, i() === props.suggestions.active() && styles.active)}
              role="option"
              tabIndex={-1}
              aria-selected={i() === props.suggestions.active()}
              onPointerDown={(e) => e.preventDefault()}
              onClick={() => props.suggestions.choose(i())}
            >
              <Row item={item} />
            </div>
          )}
        </For>
      </div>
    </Show>
  )
}

function Row(props: { item: Suggestion }): JSX.Element {
  const at = <K extends Suggestion['kind']>(kind: K) => ofKind(props.item, kind)
  return (
    <Switch>
      <Match when={at('person')}>
        {(item) => (
          <>
            <PeerAvatar peer={item().peer} size={32} person />
            <span class={styles.name}>{item().peer.name}</span>
            <Show when={item().peer.username}>{(name) => <span class={styles.hint}>@{name()}</span>}</Show>
          </>
        )}
      </Match>
      <Match when={at('emoji')}>
        {(item) => (
          <>
            <span class={styles.emoji}>{item().emoji}</span>
            <span class={styles.name}>{ltr(`:${item().name}:`)}</span>
          </>
        )}
      </Match>
      <Match when={at('hashtag')}>{(item) => <span class={styles.name}>#{item().tag}</span>}</Match>
    </Switch>
  )
}
