import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { dayLabel } from '../../lang/format'
import { classes } from '../../ui/classes'
import styles from './Feed.module.css'
import type { FeedControl } from './feed'
import { rawMessage } from './registry'

/** How long the day stays in sight after one has stopped scrolling. */
const stays = 1200

/** FloatingDate says of which day the messages at the top are while one scrolls. */
export function FloatingDate(props: { feed: FeedControl; within: () => HTMLElement }): JSX.Element {
  const [date, setDate] = createSignal<number>()
  const [there, setThere] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  const look = () => {
    frame = 0
    const { feed } = props
    for (const key of feed.handle()?.visibleKeys() ?? []) {
      const row = feed.rows().byKey.get(key)
      if (row?.kind === 'day') {
        setThere(false) // the line itself is there
        return
      }
      if (row?.kind !== 'message') continue
      setDate(rawMessage(feed.account, feed.where, row.message)?.date)
      break
    }
    setThere(true)
    clearTimeout(timer)
    timer = setTimeout(() => setThere(false), stays)
  }
  const scrolled = () => {
    frame ||= requestAnimationFrame(look)
  }
  onMount(() => {
    const box = props.within()
    box.addEventListener('scroll', scrolled, { capture: true, passive: true })
    onCleanup(() => {
      box.removeEventListener('scroll', scrolled, { capture: true })
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    })
  })
  return (
    <Show when={date()}>
      {(at) => (
        <div class={classes(styles.floating, there() && styles.there)} aria-hidden="true">
          <span class={styles.pill}>{dayLabel(at())}</span>
        </div>
      )}
    </Show>
  )
}
