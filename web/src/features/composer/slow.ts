import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { countdown } from '../../lib/dates'

/** Slow mode: how long one has to wait until the next message. */
export interface Slow {
  /** Such as "0:45"; undefined: one may write. */
  readonly left: Accessor<string | undefined>
  /** A message was sent. */
  readonly sent: () => void
}

/** Counts down until the server takes the next message of the reader. */
export function slowMode(known: Accessor<{ seconds: number; until: number } | undefined>): Slow {
  const [now, setNow] = createSignal(Date.now() / 1000)
  const [own, setOwn] = createSignal(0)
  const timer = setInterval(() => setNow(Date.now() / 1000), 500)
  onCleanup(() => clearInterval(timer))
  return {
    left: () => {
      const slow = known()
      const until = slow ? Math.max(slow.until, own()) : 0
      return until > now() ? countdown(until - now()) : undefined
    },
    sent: () => {
      const slow = known()
      if (slow) setOwn(Date.now() / 1000 + slow.seconds)
    },
  }
}
