import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { Confirm } from '../../ui/Confirm'
import { succeeded } from './attempt'

interface GroupDialogProps {
  open: boolean
  group: Group
  onClose: () => void
}

const done = () => {
  location.hash = '#/'
}

/** Asks whether one wants to leave a group or channel. */
export function LeaveGroup(props: GroupDialogProps): JSX.Element {
  const { api } = useAccount()
  const channel = () => props.group.kind === 'channel'
  const leave = async () => {
    if (await succeeded(api.leaveChat({ chat: props.group.id, clear: props.group.basic }))) done()
  }
  return (
    <Confirm
      open={props.open}
      title={channel() ? t('info.menu.leaveChannel') : t('info.menu.leaveGroup')}
      text={
        props.group.creator
          ? t('info.leave.owner', { name: props.group.name })
          : t('info.leave.text', { name: props.group.name })
      }
      confirm={t('info.leave')}
      danger
      onConfirm={leave}
      onClose={props.onClose}
    />
  )
}

/** Asks whether a group or channel is to go for everybody. */
export function DeleteGroup(props: GroupDialogProps): JSX.Element {
  const { api } = useAccount()
  const channel = () => props.group.kind === 'channel'
  const remove = async () => {
    if (await succeeded(api.deleteGroup({ chat: props.group.id }))) done()
  }
  return (
    <Confirm
      open={props.open}
      title={channel() ? t('info.menu.deleteChannel') : t('info.menu.deleteGroup')}
      text={t('info.delete.text', { name: props.group.name })}
      confirm={t('info.delete')}
      danger
      onConfirm={remove}
      onClose={props.onClose}
    />
  )
}
