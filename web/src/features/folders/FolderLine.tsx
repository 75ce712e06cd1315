import { type JSX, Show } from 'solid-js'
import type { Folder } from '../../api/dialog'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import type { MenuItem } from '../../ui/Menu'
import { MenuButton } from '../../ui/MenuButton'
import styles from './Folders.module.css'

export interface FolderLineProps {
  /** Undefined: all chats. */
  folder: Folder | undefined
  count: number
  onEdit: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onDelete: (() => void) | undefined
}

/** FolderLine is a folder in the settings, with its place among the others. */
export function FolderLine(props: FolderLineProps): JSX.Element {
  const title = () => props.folder?.title.text ?? t('folders.all')
  const items = (): MenuItem[] => {
    const { onEdit, onUp, onDown, onDelete } = props
    return [
      ...(props.folder ? [{ label: t('folders.edit'), icon: 'edit', onSelect: onEdit } as const] : []),
      ...(onUp ? [{ label: t('folders.up'), icon: 'up', onSelect: onUp } as const] : []),
      ...(onDown ? [{ label: t('folders.down'), icon: 'down', onSelect: onDown } as const] : []),
      ...(onDelete ? [{ label: t('folders.delete'), icon: 'trash', danger: true, onSelect: onDelete } as const] : []),
    ]
  }
  const face = () => (
    <span
      class={styles.face}
      style={props.folder?.color === undefined ? undefined : { color: `var(--peer-${props.folder.color})` }}
      aria-hidden="true"
    >
      <Show when={props.folder?.emoji} fallback={<Icon name={props.folder ? 'folder' : 'chat'} />}>
        {props.folder?.emoji}
      </Show>
    </span>
  )
  return (
    <div class={styles.line}>
      <Show when={props.folder} fallback={<ListRow leading={face()} title={title()} subtitle={t('folders.allHint')} />}>
        <ListRow
          leading={face()}
          title={title()}
          subtitle={t('folders.count', { n: props.count })}
          onClick={() => props.onEdit()}
        />
      </Show>
      <Show when={items().length > 0}>
        <MenuButton label={t('folders.more', { name: title() })} items={items} />
      </Show>
    </div>
  )
}
