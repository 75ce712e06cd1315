import { type JSX, Show } from 'solid-js'
import { generalTopic } from '../../api/topics'
import { Icon } from '../../ui/Icon'
import styles from './TopicIcon.module.css'

/** The colour of a topic as CSS has it. */
export const cssColor = (color: number): string => `#${color.toString(16).padStart(6, '0')}`

/** The sign of a topic: its first letter on its colour. */
export function TopicIcon(props: { id?: number; title: string; color: number; size?: number }): JSX.Element {
  const general = () => props.id === generalTopic
  return (
    <span
      class={`${styles.icon} ${general() ? styles.general : ''}`}
      style={{
        '--side': `${props.size ?? 40}px`,
        '--ink': cssColor(props.color),
        'font-size': `${(props.size ?? 40) * 0.44}px`,
      }}
      aria-hidden="true"
    >
      <Show when={general()} fallback={[...props.title.trim()][0]?.toLocaleUpperCase() ?? ''}>
        <Icon name="hash" size={Math.round((props.size ?? 40) * 0.55)} />
      </Show>
    </span>
  )
}
