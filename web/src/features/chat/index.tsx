import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import { Composer } from '../composer'
import { Feed } from '../feed'

export function ChatPane(props: { chat: number }): JSX.Element {
  const { tables } = useAccount()
  return (
    <>
      <header>{tables.peers[props.chat]?.name}</header>
      <Feed chat={props.chat} />
      <Composer chat={props.chat} />
    </>
  )
}
