import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import { initials } from '../lib/initials'
import styles from './Avatar.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

/** What an avatar stands for when it is not a peer with a name. */
export type AvatarKind = 'peer' | 'deleted' | 'saved' | 'archive'

export interface AvatarProps {
  name: string
  /** Which of the seven peer colours, 0 to 6. */
  color: number
  /** The side in pixels: 48 unless told. */
  size?: number
  kind?: AvatarKind
  /** The address of a photo. While it loads, and when it fails, the initials are there. */
  photo?: string | undefined
  online?: boolean
  /** Its name for who listens. Without it the avatar is silent: the name stands beside it. */
  label?: string
  /** An icon instead of initials. */
  icon?: IconName
}

const drawings = { peer: undefined, deleted: 'ghost', saved: 'saved', archive: 'archive' } as const

/** Avatar is the round picture of a person or chat. */
export function Avatar(props: AvatarProps) {
  const [loaded, setLoaded] = createSignal(false)
  createEffect(
    on(
      () => props.photo,
      () => setLoaded(false),
    ),
  )
  const size = () => props.size ?? 48
  const drawing = () => props.icon ?? drawings[props.kind ?? 'peer']
  const ground = () => {
    if (props.kind === 'deleted' || props.kind === 'archive') return 'var(--nobody-fill)'
    if (props.kind === 'saved') return 'var(--accent)'
    return `var(--peer-${((props.color % 7) + 7) % 7}-fill)`
  }
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the name comes with the role
    <span
      class={styles.avatar}
      style={{ '--side': `${size()}px`, '--ground': ground() }}
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : 'true'}
    >
      <span class={styles.face}>
        <Switch fallback={initials(props.name)}>
          <Match when={drawing()}>{(name) => <Icon name={name()} size={Math.round(size() * 0.52)} />}</Match>
        </Switch>
        <Show when={props.photo}>
          {(src) => (
            <img
              class={classes(styles.photo, loaded() && styles.loaded)}
              src={src()}
              alt=""
              draggable={false}
              decoding="async"
              onLoad={() => setLoaded(true)}
              onError={() => setLoaded(false)}
            />
          )}
        </Show>
      </span>
      <Show when={props.online}>
        <span class={styles.online} />
      </Show>
    </span>
  )
}
