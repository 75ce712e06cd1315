import { createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { forEver } from '../../api/dialogs'
import { type NotifyScope, notifyScopes } from '../../api/notify'
import { dateTime, now } from '../../lang/format'
import { t } from '../../lang/lang'
import { Confirm } from '../../ui/Confirm'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { countMuted, desktopNotices, soundNotices } from '../../ui/preferences'
import { Section } from '../../ui/Section'
import { Switch } from '../../ui/Switch'
import { PeerAvatar } from '../contacts'
import { allowNotices, noticesAllowed, playNotice } from '../notify'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'

const byNotify = (event: { kind: string; what?: string }) => event.kind === 'changed' && event.what === 'notify'

/** What one is told of, how, and by which chats otherwise. */
export function Notifications(): JSX.Element {
  const { api } = useAccount()
  const joined = createLoad(() => api.joinedNotices({}))
  const [resetting, setResetting] = createSignal(false)
  const setJoined = async (on: boolean) => {
    if (await attempt(api.setJoinedNotices({ on }))) joined.set(on)
  }
  return (
    <Page title={t('settings.notifications')} up="">
      <Browser />
      <For each={notifyScopes}>{(scope) => <Scope scope={scope} />}</For>
      <Exceptions />
      <Section>
        <Loaded of={joined} rows={1}>
          {(on) => <Switch label={t('settings.joined')} checked={on()} onChange={(next) => void setJoined(next)} />}
        </Loaded>
        <Switch label={t('settings.countMuted')} checked={countMuted()} onChange={countMuted.set} />
        <ListRow icon="refresh" danger title={t('settings.notify.reset')} onClick={() => setResetting(true)} />
      </Section>
      <Confirm
        open={resetting()}
        title={t('settings.notify.reset')}
        text={t('settings.notify.reset.text')}
        confirm={t('settings.reset')}
        danger
        onConfirm={() => attempt(api.resetNotify({}))}
        onClose={() => setResetting(false)}
      />
    </Page>
  )
}

/** What this browser does, for all accounts. */
function Browser(): JSX.Element {
  const hint = () => {
    if (noticesAllowed() === 'denied') return t('settings.desktop.denied')
    return noticesAllowed() === 'none' ? t('settings.desktop.none') : t('settings.desktop.text')
  }
  const on = () => desktopNotices() && noticesAllowed() === 'granted'
  return (
    <Section title={t('settings.browser')}>
      <Switch
        label={t('settings.desktop')}
        hint={hint()}
        checked={on()}
        disabled={noticesAllowed() === 'denied' || noticesAllowed() === 'none'}
        onChange={async (want) => desktopNotices.set(want && (await allowNotices()))}
      />
      <Switch
        label={t('settings.sound')}
        checked={soundNotices()}
        onChange={(want) => {
          soundNotices.set(want)
          if (want) playNotice()
        }}
      />
    </Section>
  )
}

function Scope(props: { scope: NotifyScope }): JSX.Element {
  const { api } = useAccount()
  const { scope } = props
  const settings = createLoad(() => api.notifySettings({ scope }), byNotify)
  const change = async (part: { mutedUntil?: number; previews?: boolean; sound?: boolean }) => {
    const before = settings.value()
    if (before) settings.set({ ...before, ...part })
    if (!(await attempt(api.setNotifySettings({ scope, ...part }))) && before) settings.set(before)
  }
  return (
    <Section title={t(`settings.notify.${scope}`)}>
      <Loaded of={settings} rows={3}>
        {(value) => {
          const silent = () => value().mutedUntil > now()
          return (
            <>
              <Switch
                label={t('settings.notify.on')}
                checked={!silent()}
                onChange={(on) => void change({ mutedUntil: on ? 0 : forEver })}
              />
              <Switch
                label={t('settings.notify.previews')}
                checked={value().previews}
                disabled={silent()}
                onChange={(previews) => void change({ previews })}
              />
              <Switch
                label={t('settings.notify.sound')}
                checked={value().sound}
                disabled={silent()}
                onChange={(sound) => void change({ sound })}
              />
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}

/** Chats that have settings of their own. */
function Exceptions(): JSX.Element {
  const { api, tables } = useAccount()
  const chats = createLoad(() => api.notifyExceptions({}), byNotify)
  const words = (until: number | undefined) => {
    if (until === undefined || until <= now()) return t('settings.notify.loud')
    return until >= forEver ? t('settings.notify.silent') : t('settings.notify.until', { time: dateTime(until) })
  }
  const remove = async (chat: number) => {
    if (await attempt(api.removeException({ chat }))) await chats.reload()
  }
  return (
    <Show when={(chats.value()?.length ?? 0) > 0}>
      <Section title={t('settings.notify.exceptions')}>
        <For each={chats.value()}>
          {(one) => (
            <ListRow
              leading={<PeerAvatar peer={tables.peers[one.chat]} size={42} />}
              title={tables.peers[one.chat]?.name}
              subtitle={words(one.mutedUntil)}
              trailing={
                <IconButton
                  icon="close"
                  label={t('settings.notify.remove', { name: tables.peers[one.chat]?.name ?? '' })}
                  onClick={() => void remove(one.chat)}
                />
              }
            />
          )}
        </For>
      </Section>
    </Show>
  )
}
