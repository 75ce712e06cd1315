import { createSignal, type JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { IconButton } from '../../ui/IconButton'
import { Menu } from '../../ui/Menu'
import { NewChannel, NewGroup } from '../group'
import styles from './DialogList.module.css'

/** NewChat is the button that begins something: a chat with somebody, a group, a channel. */
export function NewChat(): JSX.Element {
  const [at, setAt] = createSignal<HTMLElement>()
  const [making, setMaking] = createSignal<'group' | 'channel'>()
  const close = () => setMaking(undefined)
  return (
    <>
      <span class={styles.new}>
        <IconButton
          icon="pencil"
          kind="filled"
          label={t('dialogs.new')}
          aria-haspopup="menu"
          aria-expanded={at() !== undefined}
          onClick={(e) => setAt(e.currentTarget)}
        />
      </span>
      <Menu
        at={at()}
        end
        label={t('dialogs.new')}
        items={[
          {
            label: t('dialogs.newContact'),
            icon: 'user',
            onSelect: () => {
              location.hash = formatRoute({ at: 'contacts' })
            },
          },
          { label: t('dialogs.newGroup'), icon: 'group', onSelect: () => setMaking('group') },
          { label: t('dialogs.newChannel'), icon: 'channel', onSelect: () => setMaking('channel') },
        ]}
        onClose={() => setAt(undefined)}
      />
      <NewGroup open={making() === 'group'} onClose={close} />
      <NewChannel open={making() === 'channel'} onClose={close} />
    </>
  )
}
