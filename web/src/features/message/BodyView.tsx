import { type JSX, Show } from 'solid-js'
import type { Body, Message } from '../../api/message'
import { number, t } from '../../lang/lang'
import { assertNever } from '../../lib/exhaustive'
import { Icon } from '../../ui/Icon'
import styles from './BodyView.module.css'
import { ChecklistBody } from './ChecklistBody'
import { ContactBody } from './ContactBody'
import { LocationBody } from './LocationBody'
import { PollBody } from './PollBody'

/** BodyView is what a message has besides its text. */
export function BodyView(props: { message: Message }): JSX.Element {
  // By kind, so that a vote or a tick does not draw it all anew.
  return (
    <Show when={props.message.body.kind} keyed>
      {(kind) => <OfKind kind={kind} message={props.message} />}
    </Show>
  )
}

function OfKind(props: { kind: Body['kind']; message: Message }): JSX.Element {
  const body = <K extends Body['kind']>(kind: K): Extract<Body, { kind: K }> | undefined => {
    const now = props.message.body
    return isKind(now, kind) ? now : undefined
  }
  switch (props.kind) {
    case 'text':
    case 'service':
      return undefined
    case 'poll':
      return <Show when={body('poll')}>{(b) => <PollBody message={props.message} poll={b().poll} />}</Show>
    case 'todo':
      return <Show when={body('todo')}>{(b) => <ChecklistBody message={props.message} list={b().list} />}</Show>
    case 'location':
      return <Show when={body('location')}>{(b) => <LocationBody place={b()} />}</Show>
    case 'contact':
      return <Show when={body('contact')}>{(b) => <ContactBody contact={b()} />}</Show>
    case 'dice':
      return <Show when={body('dice')}>{(b) => <Dice emoji={b().emoji} value={b().value} />}</Show>
    case 'unsupported':
      return (
        <p class={styles.unsupported}>
          <Icon name="info" size={18} /> {t('feed.kind.unsupported')}
        </p>
      )
    default:
      return assertNever(props.kind)
  }
}

const isKind = <K extends Body['kind']>(body: Body, kind: K): body is Extract<Body, { kind: K }> => body.kind === kind

/** Dice is what was thrown, and the number that came. */
function Dice(props: { emoji: string; value: number }): JSX.Element {
  return (
    <p class={styles.dice}>
      <span class={styles.thrown}>{props.emoji}</span>
      <Show when={props.value > 0}>
        <span class={styles.value}>{number(props.value)}</span>
      </Show>
    </p>
  )
}
