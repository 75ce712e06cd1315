import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Member } from '../../api/members'
import type { AdminRights, Group } from '../../api/peer'
import { adminRights, mayGive, offeredRights } from '../../api/rights'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ListRow } from '../../ui/ListRow'
import { TextField } from '../../ui/TextField'
import { PeerAvatar, PeerName } from '../contacts'
import { Form, Note, succeeded } from '../info'
import { RightSwitches } from './RightSwitches'

/** What an admin of a group or channel may do, and what they are called. */
export function AdminDialog(props: { group: Group; member: Member; onClose: () => void }): JSX.Element {
  const { api, tables } = useAccount()
  const [rights, setRights] = createSignal<AdminRights>(props.member.admin ?? offeredRights(props.group))
  const [rank, setRank] = createSignal(props.member.rank ?? '')
  const [busy, setBusy] = createSignal(false)
  const shown = () => adminRights(props.group)
  const switches = () =>
    shown().map((right) => ({
      key: right,
      label: t(`group.right.${right}`),
      checked: rights()[right],
      disabled: !mayGive(props.group, right),
      hint: mayGive(props.group, right) ? undefined : t('group.right.notYours'),
    }))
  const change = (key: string, on: boolean) => {
    const right = shown().find((one) => one === key)
    if (right) setRights({ ...rights(), [right]: on })
  }
  const save = async () => {
    setBusy(true)
    const { group, member } = props
    // Without any right one is no admin: `other` is that of being one.
    const given = { ...rights(), other: true }
    const saved = await succeeded(
      api.setAdmin({ chat: group.id, user: member.who, rights: given, rank: rank().trim() }),
    )
    setBusy(false)
    if (saved) props.onClose()
  }
  const peer = () => tables.peers[props.member.who]
  return (
    <Dialog
      open
      flush
      firm
      title={props.member.role === 'admin' ? t('group.admin.edit') : t('group.admin.new')}
      onClose={props.onClose}
      footer={
        <Button kind="primary" busy={busy()} onClick={save}>
          {t('info.save')}
        </Button>
      }
    >
      <ListRow
        leading={<PeerAvatar peer={peer()} size={44} person />}
        title={<PeerName peer={peer()} person />}
        subtitle={t('group.admin.may')}
      />
      <RightSwitches rights={switches()} onChange={change} />
      <Show when={props.group.kind === 'group'}>
        <Form>
          <TextField
            label={t('group.rank')}
            value={rank()}
            onInput={setRank}
            count={16}
            hint={t('group.rank.hint', { rank: t('info.admin') })}
          />
        </Form>
      </Show>
      <Show when={rights().addAdmins}>
        <Note>{t('group.right.addAdmins.note')}</Note>
      </Show>
    </Dialog>
  )
}
