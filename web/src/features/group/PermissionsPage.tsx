import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { useFull } from '../../api/fulls'
import type { Group } from '../../api/peer'
import { bannedRights, withBanned } from '../../api/rights'
import { span } from '../../lang/format'
import { number, t } from '../../lang/lang'
import { Section } from '../../ui/Section'
import { Select } from '../../ui/Select'
import { Form, InfoPage, infoHref, PageRow, succeeded } from '../info'
import { slowModes } from './periods'
import { RightSwitches } from './RightSwitches'
import { upgraded } from './upgrade'

/** What members of a group may do. */
export function PermissionsPage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const { api } = account
  const [busy, setBusy] = createSignal(false)
  const { full } = useFull(() => props.group.id)
  const known = () => {
    const now = full()
    return now?.kind === 'group' ? now : undefined
  }
  const shown = () => bannedRights(props.group)
  const open = () => props.group.username !== undefined
  // In public groups nobody but admins may do these, whatever is chosen.
  const closed = (right: string) => open() && (right === 'pinMessages' || right === 'changeInfo')
  const switches = () =>
    shown().map((right) => ({
      key: right,
      label: t(`group.may.${right}`),
      checked: !props.group.defaultBanned[right] && !closed(right),
      disabled: busy() || closed(right),
      hint: closed(right) ? t('group.may.publicOnly') : undefined,
    }))
  const change = async (key: string, on: boolean) => {
    const right = shown().find((one) => one === key)
    if (!right || busy()) return
    setBusy(true)
    const rights = withBanned(props.group.defaultBanned, right, !on)
    await succeeded(api.setDefaultBanned({ chat: props.group.id, rights }))
    setBusy(false)
  }
  const slow = async (value: string) => {
    setBusy(true)
    const seconds = Number(value)
    await succeeded(upgraded(account, props.group, 'permissions').then((chat) => api.setSlowMode({ chat, seconds })))
    setBusy(false)
  }
  const slowOptions = () => {
    const present = known()?.slowMode ?? 0
    const all = slowModes.some((one) => one === present) ? slowModes : [...slowModes, present]
    return [...all]
      .sort((a, b) => a - b)
      .map((seconds) => ({ value: String(seconds), label: seconds === 0 ? t('group.slow.off') : span(seconds) }))
  }
  return (
    <InfoPage title={t('group.permissions')} parent="edit">
      <Section title={t('group.permissions.what')}>
        <RightSwitches rights={switches()} onChange={(key, on) => void change(key, on)} />
      </Section>
      <Section footer={t('group.slow.hint')}>
        <Form>
          <Select
            label={t('group.slow')}
            options={slowOptions()}
            value={String(known()?.slowMode ?? 0)}
            disabled={busy()}
            onChange={(value) => void slow(value)}
          />
        </Form>
      </Section>
      <Show when={!props.group.basic}>
        <Section>
          <PageRow
            icon="lock"
            title={t('group.restricted')}
            value={known()?.restricted === undefined ? undefined : number(known()?.restricted ?? 0)}
            href={infoHref(props.group.id, 'restricted')}
          />
          <PageRow
            icon="block"
            title={t('group.removed')}
            value={known()?.removed === undefined ? undefined : number(known()?.removed ?? 0)}
            href={infoHref(props.group.id, 'removed')}
          />
        </Section>
      </Show>
    </InfoPage>
  )
}
