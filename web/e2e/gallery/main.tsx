import { render } from 'solid-js/web'
import '../../src/app/reset.css'
import '../../src/app/theme.css'
import { accents } from '../../src/app/theme'
import { Toasts } from '../../src/ui/Toast'
import { Chats } from './Chats'
import { Controls } from './Controls'
import styles from './gallery.module.css'
import { Pictures } from './Pictures'

/** The gallery shows every primitive in both themes side by side; `?accent=teal`, `?theme=dark` (of what opens above) and `?dir=rtl` change the rest. */
function Gallery() {
  return (
    <main class={styles.gallery}>
      <h1 class="spoken">Gallery</h1>
      {(['light', 'dark'] as const).map((theme) => (
        <section class={styles.side} data-theme={theme} aria-label={theme}>
          <Controls />
          <Pictures />
          <Chats theme={theme} />
        </section>
      ))}
      <Toasts />
    </main>
  )
}

const asked = new URLSearchParams(location.search)
const accent = accents.find((a) => a === asked.get('accent'))
if (accent) document.documentElement.dataset.accent = accent
document.documentElement.dataset.theme = asked.get('theme') ?? 'light'
if (asked.get('dir') === 'rtl') document.documentElement.dir = 'rtl'
const root = document.getElementById('app')
if (root) render(() => <Gallery />, root)
