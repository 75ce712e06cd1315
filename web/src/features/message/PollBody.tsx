import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Message, Poll } from '../../api/message'
import { errorText } from '../../lang/errors'
import { countdown, now, percent } from '../../lang/format'
import { t } from '../../lang/lang'
import { shares } from '../../lib/numbers'
import { Icon } from '../../ui/Icon'
import { toast } from '../../ui/Toast'
import { useFeed } from './context'
import styles from './PollBody.module.css'
import { PollChoice, PollResult } from './PollOption'
import { Text } from './Text'

/** PollBody is a poll or quiz: to vote in until one has, then with its results. */
export function PollBody(props: { message: Message; poll: Poll }): JSX.Element {
  const { api } = useAccount()
  const view = useFeed()
  const [picked, setPicked] = createSignal<readonly string[]>([])
  const [busy, setBusy] = createSignal(false)
  const [explained, setExplained] = createSignal(false)
  const voted = () => props.poll.options.some((option) => option.chosen)
  const closed = () => props.poll.closed || (props.poll.closeDate !== undefined && props.poll.closeDate <= now())
  const open = () => !voted() && !closed() && props.message.state === 'sent' && !props.message.scheduled
  const parts = () => {
    // Where one may choose several, the parts are of people, not of votes.
    if (!props.poll.multiple) return shares(props.poll.options.map((option) => option.votes ?? 0))
    return props.poll.options.map((o) => Math.round(((o.votes ?? 0) * 100) / Math.max(1, props.poll.total)))
  }
  const vote = async (options: readonly string[]) => {
    setBusy(true)
    try {
      await api.vote({ chat: props.message.chat, id: props.message.id, options })
      setPicked([])
    } catch (error) {
      toast(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  const press = (option: string) => {
    if (!props.poll.multiple) void vote([option])
    else setPicked((all) => (all.includes(option) ? all.filter((o) => o !== option) : [...all, option]))
  }
  const kind = () => {
    if (closed()) return t('poll.closed')
    if (props.poll.quiz) return props.poll.publicVoters ? t('poll.quiz') : t('poll.quiz.anonymous')
    return props.poll.publicVoters ? t('poll.public') : t('poll.anonymous')
  }
  const count = () => {
    const n = props.poll.total
    if (n === 0) return props.poll.quiz ? t('poll.nobody.quiz') : t('poll.nobody')
    return props.poll.quiz ? t('poll.answers', { n }) : t('poll.votes', { n })
  }
  const left = () => (props.poll.closeDate ?? 0) - now()
  return (
    <div class={styles.poll}>
      <p class={styles.question} dir="auto">
        <Text {...props.poll.question} />
      </p>
      <p class={styles.kind}>
        {kind()}
        <Show when={!closed() && left() > 0}>
          <span class={styles.left}>
            <Icon name="timer" size={14} /> {countdown(left())}
          </span>
        </Show>
        <Show when={props.poll.explanation && (voted() || closed())}>
          <button
            type="button"
            class={styles.lamp}
            aria-expanded={explained()}
            aria-label={t('poll.explain')}
            title={t('poll.explain')}
            onClick={() => setExplained(!explained())}
          >
            <Icon name="info" size={20} />
          </button>
        </Show>
      </p>
      <Show when={explained() && props.poll.explanation}>
        {(text) => (
          <p class={styles.explanation} dir="auto">
            <Text {...text()} />
          </p>
        )}
      </Show>
      <ul class={styles.options}>
        <For each={props.poll.options.map((option) => option.option)}>
          {(id, i) => (
            <Show when={props.poll.options[i()]}>
              {(option) => (
                <Show
                  when={open()}
                  fallback={
                    <PollResult
                      option={option()}
                      quiz={props.poll.quiz}
                      share={parts()[i()] ?? 0}
                      percent={percent((parts()[i()] ?? 0) / 100)}
                    />
                  }
                >
                  <PollChoice
                    option={option()}
                    multiple={props.poll.multiple}
                    picked={picked().includes(id)}
                    busy={busy()}
                    onPress={() => press(id)}
                  />
                </Show>
              )}
            </Show>
          )}
        </For>
      </ul>
      <Show
        when={open() && props.poll.multiple && picked().length > 0}
        fallback={
          <Show
            when={props.poll.publicVoters && props.poll.total > 0 && !open()}
            fallback={<p class={styles.count}>{count()}</p>}
          >
            <button type="button" class={styles.action} onClick={() => view.showVoters(props.message)}>
              {t('poll.results', { count: count() })}
            </button>
          </Show>
        }
      >
        <button type="button" class={styles.action} disabled={busy()} onClick={() => void vote(picked())}>
          {t('poll.vote')}
        </button>
      </Show>
    </div>
  )
}
