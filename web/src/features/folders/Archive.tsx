import { createResource, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { ArchiveSettings } from '../../api/folders'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Section } from '../../ui/Section'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'

/** Archive is what happens to chats in the archive. */
export function Archive(): JSX.Element {
  const { api } = useAccount()
  const [settings, { mutate }] = createResource(() => api.archiveSettings({}).catch(() => undefined))
  const change = async (part: Partial<ArchiveSettings>) => {
    const before = settings()
    if (!before) return
    const next = { ...before, ...part }
    mutate(next)
    try {
      await api.setArchiveSettings(next)
    } catch (error) {
      mutate(before)
      toast({ text: errorText(error), icon: 'failed' })
    }
  }
  return (
    <Show when={settings()}>
      {(now) => (
        <Section title={t('folders.archive')} footer={t('folders.archiveHint')}>
          <Switch
            label={t('folders.keepUnmuted')}
            checked={now().keepUnmuted}
            onChange={(keepUnmuted) => void change({ keepUnmuted })}
          />
          <Switch
            label={t('folders.keepFolders')}
            checked={now().keepUnmuted || now().keepFolders}
            disabled={now().keepUnmuted}
            onChange={(keepFolders) => void change({ keepFolders })}
          />
        </Section>
      )}
    </Show>
  )
}
