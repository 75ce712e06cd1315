import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { ChatRoute } from '../../lib/route'
import { Composer } from '../composer'
import { Feed } from '../feed'

export function ChatPane(props: { route: ChatRoute }): JSX.Element {
  const { tables } = useAccount()
  return (
    <>
      <header>{tables.peers[props.route.chat]?.name}</header>
      <Feed chat={props.route.chat} />
      <Composer chat={props.route.chat} />
    </>
  )
}
