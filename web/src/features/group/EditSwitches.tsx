import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { FullGroup } from '../../api/full'
import type { Group, PeerId } from '../../api/peer'
import { mayAsAdmin } from '../../api/rights'
import { t } from '../../lang/lang'
import { Section } from '../../ui/Section'
import { Switch } from '../../ui/Switch'
import { succeeded } from '../info'
import { upgraded } from './upgrade'

/** What of a chat is on or off. A switch that only supergroups have makes a basic group one. */
export function EditSwitches(props: { group: Group; full: FullGroup | undefined }): JSX.Element {
  const account = useAccount()
  const { api } = account
  const [busy, setBusy] = createSignal(false)
  const group = () => props.group
  const channel = () => group().kind === 'channel'
  const set = async (doing: (chat: PeerId) => Promise<void>, supergroup = false) => {
    if (busy()) return
    setBusy(true)
    await succeeded((supergroup ? upgraded(account, group(), 'edit') : Promise.resolve(group().id)).then(doing))
    setBusy(false)
  }
  const infoAdmin = () => mayAsAdmin(group(), 'changeInfo')
  const open = () => group().username !== undefined || group().linked
  const any = () => infoAdmin() || (!channel() && !group().basic && mayAsAdmin(group(), 'banUsers'))
  return (
    <Show when={any()}>
      <Section>
        <Show when={!channel() && group().creator && !group().linked}>
          <Switch
            label={t('group.topics')}
            hint={t('group.topics.hint')}
            checked={group().forum}
            disabled={busy()}
            onChange={(on) => void set((chat) => api.setForum({ chat, on }), true)}
          />
        </Show>
        <Show when={channel() && infoAdmin()}>
          <Switch
            label={t('channel.signatures')}
            hint={t('channel.signatures.hint')}
            checked={group().signatures}
            disabled={busy()}
            onChange={(on) => void set((chat) => api.setSignatures({ chat, on }))}
          />
        </Show>
        <Show when={!channel() && infoAdmin() && !open()}>
          <Switch
            label={t('group.history')}
            hint={t('group.history.hint')}
            checked={!group().basic && props.full?.hiddenHistory === false}
            disabled={busy()}
            onChange={(on) => void set((chat) => api.setHiddenHistory({ chat, on: !on }), true)}
          />
        </Show>
        <Show when={!channel() && !group().basic && mayAsAdmin(group(), 'banUsers')}>
          <Switch
            label={t('group.hideMembers')}
            hint={t('group.hideMembers.hint')}
            checked={props.full?.hiddenMembers === true}
            disabled={busy()}
            onChange={(on) => void set((chat) => api.setHiddenMembers({ chat, on }))}
          />
        </Show>
        <Show when={group().creator}>
          <Switch
            label={t('group.protect')}
            hint={t('group.protect.hint')}
            checked={group().noForwards}
            disabled={busy()}
            onChange={(on) => void set((chat) => api.setNoForwards({ chat, on }))}
          />
        </Show>
      </Section>
    </Show>
  )
}
