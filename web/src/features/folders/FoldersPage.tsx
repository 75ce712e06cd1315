import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { FolderDraft } from '../../api/folders'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { allChats, inFolder, tabOrder } from '../../lib/folder'
import { formatRoute } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Icon } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { toast } from '../../ui/Toast'
import { Archive } from './Archive'
import { chatsOf } from './chats'
import { moved, newFolder } from './draft'
import { FolderEditor } from './FolderEditor'
import { FolderLine } from './FolderLine'
import styles from './Folders.module.css'

/** FoldersPage is the settings of folders and of the archive. */
export function FoldersPage(): JSX.Element {
  const account = useAccount()
  const { api, tables } = account
  const [editing, setEditing] = createSignal<{ id?: number; draft: FolderDraft; shared?: boolean }>()
  const [deleting, setDeleting] = createSignal<number>()
  const order = createMemo(() => tabOrder(Object.values(tables.folders)))
  const [suggested, { refetch }] = createResource(
    () => Object.keys(tables.folders).join(),
    () => api.suggestedFolders({}).catch(() => []),
  )
  const chats = chatsOf(account)
  const count = (id: number) => {
    const folder = tables.folders[id]
    return folder ? chats().filter((chat) => inFolder(folder, chat)).length : 0
  }
  const attempt = (what: Promise<unknown>) => what.catch((error) => toast({ text: errorText(error), icon: 'failed' }))
  const move = (id: number, by: 1 | -1) =>
    void attempt(api.orderFolders({ order: moved(order(), order().indexOf(id), by) }))
  const edit = (id: number) => {
    const folder = tables.folders[id]
    if (!folder) return
    const { id: _, order: __, shared, ...draft } = folder
    setEditing({ id, draft, shared })
  }
  return (
    <div class={styles.page}>
      <header class={styles.head}>
        <a
          class={styles.back}
          href={formatRoute({ at: 'settings', page: '' })}
          aria-label={t('contacts.back')}
          data-pane-focus
        >
          <Icon name="back" />
        </a>
        <h2 class={styles.heading}>{t('folders.page')}</h2>
      </header>
      <div class={styles.body}>
        <Section title={t('folders.yours')} footer={t('folders.about')}>
          <ul>
            <For each={order()}>
              {(id, i) => (
                <li>
                  <FolderLine
                    folder={tables.folders[id]}
                    count={count(id)}
                    onEdit={() => edit(id)}
                    onUp={i() > 0 ? () => move(id, -1) : undefined}
                    onDown={i() < order().length - 1 ? () => move(id, 1) : undefined}
                    onDelete={id === allChats ? undefined : () => setDeleting(id)}
                  />
                </li>
              )}
            </For>
          </ul>
          <ListRow icon="plus" accent title={t('folders.new')} onClick={() => setEditing({ draft: newFolder })} />
        </Section>
        <Show when={suggested()?.length ? suggested() : undefined}>
          {(list) => (
            <Section title={t('folders.suggested')}>
              <For each={list()}>
                {(one) => (
                  <ListRow
                    icon="folder"
                    title={one.folder.title.text}
                    subtitle={one.about}
                    trailing={
                      <Button
                        kind="tonal"
                        onClick={() => void attempt(api.saveFolder({ folder: one.folder }).then(() => refetch()))}
                      >
                        {t('folders.add')}
                      </Button>
                    }
                  />
                )}
              </For>
            </Section>
          )}
        </Show>
        <Archive />
      </div>
      <Show when={editing()} keyed>
        {(now) => (
          <FolderEditor
            id={now.id}
            draft={now.draft}
            shared={now.shared ?? false}
            onClose={() => setEditing(undefined)}
          />
        )}
      </Show>
      <Confirm
        open={deleting() !== undefined}
        danger
        title={t('folders.delete')}
        text={t('folders.deleteText')}
        confirm={t('folders.deleteConfirm')}
        onConfirm={() => attempt(api.deleteFolder({ id: deleting() ?? 0 }))}
        onClose={() => setDeleting(undefined)}
      />
    </div>
  )
}
