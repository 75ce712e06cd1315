import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import '../../src/app/reset.css'
import '../../src/app/theme.css'
import { Feed, type FeedHandle } from '../../src/ui/Feed'

/** What the trial in the browser asks of this page. */
export interface Trial {
  keys: () => readonly string[]
  setKeys: (keys: readonly string[]) => void
  setStick: (stick: boolean) => void
  /** Gives a row more or less text. */
  grow: (key: string, lines: number) => void
  feed: () => FeedHandle
  visible: () => readonly string[]
  near: () => { start: number; end: number }
}

declare global {
  interface Window {
    trial: Trial
  }
}

const [keys, setKeys] = createSignal<readonly string[]>([])
const [stick, setStick] = createSignal(true)
const [lines, setLines] = createSignal<ReadonlyMap<string, number>>(new Map())
const [visible, setVisible] = createSignal<readonly string[]>([])
const near = { start: 0, end: 0 }
let handle: FeedHandle | undefined

/** count is how many lines a row has: many have one, some thirty. */
function count(key: string): number {
  const n = Number(key.replace(/\D/g, ''))
  return lines().get(key) ?? (n % 17 === 0 ? 30 : 1 + ((n * 7919) % 5))
}

window.trial = {
  keys,
  setKeys,
  setStick,
  grow: (key, n) => setLines((m) => new Map(m).set(key, n)),
  feed: () => {
    if (!handle) throw new Error('the feed is not there yet')
    return handle
  },
  visible,
  near: () => ({ ...near }),
}

function Page() {
  return (
    <main
      style={{ height: '100dvh', display: 'flex', 'flex-direction': 'column', 'max-width': '640px', margin: 'auto' }}
    >
      <h1>Feed</h1>
      <Feed
        keys={keys()}
        label="Messages"
        stick={stick()}
        ref={(h) => {
          handle = h
        }}
        onVisible={setVisible}
        onNearStart={() => near.start++}
        onNearEnd={() => near.end++}
        render={(key) => (
          <article style={{ margin: '6px', padding: '8px', background: 'var(--bubble-in)', 'border-radius': '12px' }}>
            <b>{key}</b>
            <div>{Array.from({ length: count(key) }, (_, i) => `line ${i} of ${key}`).join(' · ')}</div>
            <div style={{ height: `${count(key) * 9}px` }} />
          </article>
        )}
      />
    </main>
  )
}

const root = document.getElementById('app')
if (root) render(() => <Page />, root)
