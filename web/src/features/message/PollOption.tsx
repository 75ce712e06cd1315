import { type JSX, Show } from 'solid-js'
import type { PollOption } from '../../api/message'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import styles from './PollBody.module.css'
import { Text } from './Text'

export interface PollChoiceProps {
  option: PollOption
  multiple: boolean
  picked: boolean
  busy: boolean
  onPress: () => void
}

/** PollChoice is an answer that one may still give. */
export function PollChoice(props: PollChoiceProps): JSX.Element {
  return (
    <li>
      <button
        type="button"
        class={styles.choice}
        aria-pressed={props.multiple ? props.picked : undefined}
        aria-disabled={props.busy}
        onClick={() => !props.busy && props.onPress()}
      >
        <span class={classes(styles.dot, props.multiple && styles.square, props.picked && styles.picked)}>
          <Show when={props.picked}>
            <Icon name="check" size={14} />
          </Show>
        </span>
        <span dir="auto">
          <Text text={props.option.text} entities={props.option.entities} />
        </span>
      </button>
    </li>
  )
}

export interface PollResultProps {
  option: PollOption
  quiz: boolean
  /** Of all votes, 0 to 100. */
  share: number
  percent: string
}

/** PollResult is an answer with how many gave it. */
export function PollResult(props: PollResultProps): JSX.Element {
  const wrong = () => props.quiz && props.option.chosen && !props.option.correct
  const right = () => props.quiz && props.option.correct
  const label = () => t('poll.option', { n: props.option.votes ?? 0, percent: props.percent })
  return (
    <li class={classes(styles.result, wrong() && styles.wrong, right() && styles.right)}>
      <span class={styles.percent} title={label()}>
        {props.percent}
      </span>
      <span class={styles.answer} dir="auto">
        <Text text={props.option.text} entities={props.option.entities} />
      </span>
      <span class={styles.mark}>
        <Show when={props.option.chosen || right()}>
          <span role="img" aria-label={props.option.chosen ? t('poll.chosen') : t('poll.correct')} class={styles.badge}>
            <Icon name={wrong() ? 'close' : 'check'} size={12} />
          </span>
        </Show>
      </span>
      <span class={styles.track}>
        <span class={styles.bar} style={{ 'inline-size': `${Math.max(2, props.share)}%` }} />
      </span>
    </li>
  )
}
