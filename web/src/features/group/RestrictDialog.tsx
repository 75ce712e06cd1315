import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { BannedRights, Group } from '../../api/peer'
import { bannedRights, isBanned, nothingBanned, withBanned } from '../../api/rights'
import { dateTime, span } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { DateTimePicker } from '../../ui/DateTimePicker'
import { Dialog } from '../../ui/Dialog'
import { ListRow } from '../../ui/ListRow'
import { Select } from '../../ui/Select'
import { PeerAvatar, PeerName } from '../contacts'
import { Form, succeeded } from '../info'
import { RightSwitches } from './RightSwitches'

const day = 86400
const periods = [3600, day, 7 * day, 31 * day]

/** What somebody may not do in a supergroup, and until when. */
export function RestrictDialog(props: { group: Group; member: Member; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const before = props.member.banned ?? { ...nothingBanned, ...props.group.defaultBanned, until: 0 }
  const [rights, setRights] = createSignal<BannedRights>(before)
  const [until, setUntil] = createSignal(before.until)
  const [choice, setChoice] = createSignal(before.until === 0 ? '0' : 'kept')
  const [busy, setBusy] = createSignal(false)
  const shown = () => bannedRights(props.group)
  const switches = () =>
    shown().map((right) => {
      const all = props.group.defaultBanned[right]
      return {
        key: right,
        label: t(`group.may.${right}`),
        checked: !rights()[right] && !all,
        disabled: all,
        hint: all ? t('group.may.nobody') : undefined,
      }
    })
  const change = (key: string, on: boolean) => {
    const right = shown().find((one) => one === key)
    if (right) setRights(withBanned(rights(), right, !on))
  }
  const choose = (value: string) => {
    setChoice(value)
    const seconds = Number(value)
    if (value === 'date') setUntil(Math.floor(Date.now() / 1000) + day)
    else if (value !== 'kept') setUntil(seconds === 0 ? 0 : Math.floor(Date.now() / 1000) + seconds)
    else setUntil(before.until)
  }
  const save = async () => {
    setBusy(true)
    const saved = await succeeded(
      api.restrict({ chat: props.group.id, who: props.member.who, rights: { ...rights(), until: until() } }),
    )
    setBusy(false)
    if (saved) props.onClose()
  }
  const options = () => [
    { value: '0', label: t('group.until.ever') },
    ...periods.map((seconds) => ({ value: String(seconds), label: t('group.until.for', { time: span(seconds) }) })),
    { value: 'date', label: t('group.until.date') },
    ...(before.until > 0 ? [{ value: 'kept', label: t('group.until', { date: dateTime(before.until) }) }] : []),
  ]
  const peer = () => tables.peers[props.member.who]
  return (
    <Dialog
      open
      flush
      firm
      title={t('group.restrict')}
      onClose={props.onClose}
      footer={
        <Button kind="primary" busy={busy()} disabled={!isBanned(rights()) && !isBanned(before)} onClick={save}>
          {t('info.save')}
        </Button>
      }
    >
      <ListRow
        leading={<PeerAvatar peer={peer()} size={44} person />}
        title={<PeerName peer={peer()} person />}
        subtitle={t('group.restrict.may')}
      />
      <RightSwitches rights={switches()} onChange={change} />
      <Form>
        <Select label={t('group.until.label')} options={options()} value={choice()} onChange={choose} />
        <Show when={choice() === 'date'}>
          <DateTimePicker
            time
            value={new Date(until() * 1000)}
            min={new Date()}
            onChange={(date) => setUntil(Math.floor(date.getTime() / 1000))}
          />
        </Show>
      </Form>
    </Dialog>
  )
}
