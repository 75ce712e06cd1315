import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { FolderDraft } from '../../api/folders'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Section } from '../../ui/Section'
import { Checkbox } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import { ChatsField } from './ChatsField'
import { exclusions, kinds, lacking, maxTitle } from './draft'
import styles from './Folders.module.css'
import { Look } from './Look'

export interface FolderEditorProps {
  /** The folder that is changed; without it a new one is made. */
  id?: number | undefined
  draft: FolderDraft
  /** It came by a link: only its chats are chosen. */
  shared?: boolean
  onClose: () => void
}

/** FolderEditor has one choose what a folder is called and what is in it. */
export function FolderEditor(props: FolderEditorProps): JSX.Element {
  const { api } = useAccount()
  const [draft, setDraft] = createSignal<FolderDraft>(props.draft)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string>()
  const change = (next: FolderDraft) => {
    setError(undefined)
    setDraft(next)
  }
  const tooLong = () => [...draft().title.text].length > maxTitle
  const save = async () => {
    const lack = lacking(draft())
    if (lack) {
      setError(lack === 'title' ? t('folders.noTitle') : t('folders.noChats'))
      return
    }
    setBusy(true)
    try {
      const folder = { ...draft(), title: { ...draft().title, text: draft().title.text.trim() } }
      await api.saveFolder({ ...(props.id === undefined ? {} : { id: props.id }), folder })
      props.onClose()
    } catch (failure) {
      setError(errorText(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      firm
      title={props.id === undefined ? t('folders.new') : t('folders.edit')}
      onClose={() => !busy() && props.onClose()}
      flush
      footer={
        <>
          <Show when={error()}>
            <p class={styles.error} role="alert">
              {error()}
            </p>
          </Show>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={busy()} disabled={tooLong()} onClick={save}>
            {t('folders.save')}
          </Button>
        </>
      }
    >
      <div class={styles.editor}>
        <div class={styles.name}>
          <TextField
            autofocus
            label={t('folders.title')}
            value={draft().title.text}
            onInput={(text) => change({ ...draft(), title: { text, entities: [] } })}
            count={maxTitle}
            error={tooLong() ? t('folders.titleLong', { n: maxTitle }) : undefined}
          />
        </div>
        <Look draft={draft()} onChange={change} />
        <Section title={t('folders.included')} footer={t('folders.includedHint')}>
          <Show when={!props.shared}>
            <For each={kinds}>
              {(kind) => (
                <Checkbox
                  label={t(`folders.kind.${kind}`)}
                  checked={draft()[kind]}
                  onChange={(on) => change({ ...draft(), [kind]: on })}
                />
              )}
            </For>
          </Show>
          <ChatsField draft={draft()} list="include" onChange={change} />
        </Section>
        <Show when={!props.shared}>
          <Section title={t('folders.excluded')} footer={t('folders.excludedHint')}>
            <For each={exclusions}>
              {(kind) => (
                <Checkbox
                  label={t(`folders.kind.${kind}`)}
                  checked={draft()[kind]}
                  onChange={(on) => change({ ...draft(), [kind]: on })}
                />
              )}
            </For>
            <ChatsField draft={draft()} list="exclude" onChange={change} />
          </Section>
        </Show>
      </div>
    </Dialog>
  )
}
