import { For, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import { type PrivacyKey, type PrivacyRule, privacyKeys } from '../../api/privacy'
import { span } from '../../lang/format'
import { number, t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'
import { ruleWords } from './state'

const day = 86_400
const to = (page: string) => formatRoute({ at: 'settings', page })

/** How long chats may be set to keep messages, in seconds. */
const periods = [0, day, 7 * day, 31 * day, 183 * day, 366 * day]
/** After how many days away an account may be set to go. */
const absences = [30, 90, 183, 365, 548, 730]

/** Adds to choices one that is set and not among them. */
const withOwn = (choices: readonly number[], own: number) =>
  choices.includes(own) ? choices : [...choices, own].sort((a, b) => a - b)

/** Who sees what, who is blocked, and how long things stay. */
export function Privacy(): JSX.Element {
  const { api } = useAccount()
  const rules = createLoad(
    async () => {
      const all = await Promise.all(privacyKeys.map(async (key) => [key, await api.privacy({ key })] as const))
      return new Map<PrivacyKey, PrivacyRule>(all)
    },
    (event) => event.kind === 'changed' && event.what === 'privacy',
  )
  const blocked = createLoad(
    async () => (await api.blocked({ offset: 0, limit: 1 })).count,
    (event) => event.kind === 'changed' && event.what === 'blocked',
  )
  const rule = (key: PrivacyKey) => {
    const found = rules.value()?.get(key)
    return found && ruleWords(found)
  }
  return (
    <Page title={t('settings.privacy')} up="">
      <Section>
        <ListRow
          href={to('privacy/blocked')}
          icon="block"
          title={t('settings.blocked')}
          trailing={blocked.value() === undefined ? undefined : number(blocked.value() ?? 0)}
        />
        <ListRow href={to('devices')} icon="devices" title={t('settings.devices')} />
      </Section>
      <Section title={t('settings.privacy.who')}>
        <Loaded of={rules} rows={10}>
          {() => (
            <For each={privacyKeys}>
              {(key) => (
                <ListRow href={to(`privacy/${key}`)} title={t(`settings.privacy.${key}`)} trailing={rule(key)} />
              )}
            </For>
          )}
        </Loaded>
      </Section>
      <Global />
      <Lasting />
    </Page>
  )
}

function Global(): JSX.Element {
  const { api } = useAccount()
  const global = createLoad(() => api.globalPrivacy({}))
  const change = async (part: { archiveStrangers?: boolean; hideReads?: boolean }) => {
    await attempt(api.setGlobalPrivacy(part).then(global.set))
  }
  return (
    <Section title={t('settings.privacy.strangers')}>
      <Loaded of={global} rows={2}>
        {(value) => (
          <>
            <Switch
              label={t('settings.privacy.archive')}
              hint={t('settings.privacy.archive.text')}
              checked={value().archiveStrangers}
              onChange={(archiveStrangers) => void change({ archiveStrangers })}
            />
            <Switch
              label={t('settings.privacy.hideReads')}
              hint={t('settings.privacy.hideReads.text')}
              checked={value().hideReads}
              onChange={(hideReads) => void change({ hideReads })}
            />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Lasting(): JSX.Element {
  const { api } = useAccount()
  const days = createLoad(() => api.accountDays({}))
  const ttl = createLoad(() => api.defaultTtl({}))
  const setDays = async (value: string) => {
    const next = Number(value)
    if (await attempt(api.setAccountDays({ days: next }))) days.set(next)
  }
  const setTtl = async (value: string) => {
    const next = Number(value)
    if (await attempt(api.setDefaultTtl({ seconds: next }))) ttl.set(next)
  }
  return (
    <>
      <Section title={t('settings.ttl')} footer={t('settings.ttl.text')}>
        <div class={styles.pad}>
          <Loaded of={ttl} rows={1}>
            {(value) => (
              <Select
                label={t('settings.ttl.after')}
                options={withOwn(periods, value()).map((s) => ({
                  value: String(s),
                  label: s === 0 ? t('settings.ttl.never') : span(s),
                }))}
                value={String(value())}
                onChange={(choice) => void setTtl(choice)}
              />
            )}
          </Loaded>
        </div>
      </Section>
      <Section title={t('settings.away')} footer={t('settings.away.text')}>
        <div class={styles.pad}>
          <Loaded of={days} rows={1}>
            {(value) => (
              <Select
                label={t('settings.away.after')}
                options={withOwn(absences, value()).map((d) => ({ value: String(d), label: span(d * day) }))}
                value={String(value())}
                onChange={(choice) => void setDays(choice)}
              />
            )}
          </Loaded>
        </div>
        <ListRow href={to('privacy/delete')} icon="trash" danger title={t('settings.delete')} />
      </Section>
    </>
  )
}
