import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Invite } from '../../api/invites'
import type { Group } from '../../api/peer'
import { dateTime, span } from '../../lang/format'
import { number, t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { DateTimePicker } from '../../ui/DateTimePicker'
import { Dialog } from '../../ui/Dialog'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import { Form, succeeded } from '../info'

const day = 86400
const periods = [3600, day, 7 * day, 31 * day]
const limits = [1, 10, 50, 100]
const seconds = () => Math.floor(Date.now() / 1000)

/** Makes a link, or changes one: its name, how long and for how many it is good, whether admins let in. */
export function InviteDialog(props: {
  open: boolean
  group: Group
  invite?: Invite
  onDone: () => void
  onClose: () => void
}): JSX.Element {
  const { api } = useAccount()
  const [title, setTitle] = createSignal('')
  const [approval, setApproval] = createSignal(false)
  const [expires, setExpires] = createSignal(0)
  const [choice, setChoice] = createSignal('0')
  const [limit, setLimit] = createSignal('0')
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        setTitle(props.invite?.title ?? '')
        setApproval(props.invite?.approval ?? false)
        setExpires(props.invite?.expires ?? 0)
        setChoice(props.invite?.expires ? 'kept' : '0')
        setLimit(String(props.invite?.limit ?? 0))
      },
    ),
  )
  const choose = (value: string) => {
    setChoice(value)
    if (value === 'kept') setExpires(props.invite?.expires ?? 0)
    else if (value === 'date') setExpires(seconds() + day)
    else setExpires(value === '0' ? 0 : seconds() + Number(value))
  }
  const save = async (event: Event) => {
    event.preventDefault()
    const draft = { title: title().trim(), expires: expires(), limit: Number(limit()), approval: approval() }
    const chat = props.group.id
    setBusy(true)
    const saved = await succeeded(
      props.invite ? api.editInvite({ chat, link: props.invite.link, draft }) : api.createInvite({ chat, draft }),
    )
    setBusy(false)
    if (!saved) return
    props.onDone()
    props.onClose()
  }
  const limitOptions = () => {
    const present = Number(limit())
    const all = present === 0 || limits.includes(present) ? limits : [...limits, present].sort((a, b) => a - b)
    return [{ value: '0', label: t('invites.noLimit') }, ...all.map((n) => ({ value: String(n), label: number(n) }))]
  }
  const expiryOptions = () => [
    { value: '0', label: t('invites.never') },
    ...periods.map((period) => ({ value: String(period), label: span(period) })),
    { value: 'date', label: t('group.until.date') },
    ...(props.invite?.expires ? [{ value: 'kept', label: dateTime(props.invite.expires) }] : []),
  ]
  return (
    <Dialog
      open={props.open}
      flush
      firm
      title={props.invite ? t('invites.edit') : t('invites.new')}
      onClose={props.onClose}
      footer={
        <Button kind="primary" type="submit" form="invite" busy={busy()}>
          {props.invite ? t('info.save') : t('invites.make')}
        </Button>
      }
    >
      <form id="invite" onSubmit={save}>
        <Form>
          <TextField
            label={t('invites.name')}
            value={title()}
            onInput={setTitle}
            count={32}
            hint={t('invites.name.hint')}
            autofocus
          />
          <Select label={t('invites.expiry')} options={expiryOptions()} value={choice()} onChange={choose} />
          <Show when={choice() === 'date'}>
            <DateTimePicker
              time
              value={new Date(expires() * 1000)}
              min={new Date()}
              onChange={(date) => setExpires(Math.floor(date.getTime() / 1000))}
            />
          </Show>
          <Show when={!approval()}>
            <Select label={t('invites.limit')} options={limitOptions()} value={limit()} onChange={setLimit} />
          </Show>
        </Form>
        <Show when={!props.group.username}>
          <Switch
            label={t('invites.approval')}
            hint={t('invites.approval.hint')}
            checked={approval()}
            onChange={setApproval}
          />
        </Show>
      </form>
    </Dialog>
  )
}
