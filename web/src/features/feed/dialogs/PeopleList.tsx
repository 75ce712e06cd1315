import { For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../../api/account'
import type { PeerId } from '../../../api/peer'
import { dayAt } from '../../../lang/format'
import { t } from '../../../lang/lang'
import { chatLink } from '../../../lib/route'
import { Button } from '../../../ui/Button'
import { ListRow } from '../../../ui/ListRow'
import { PeerAvatar } from '../../contacts'
import styles from './Dialogs.module.css'

export interface Person {
  readonly who: PeerId
  readonly date?: number
  readonly emoji?: string
}

export interface PeopleListProps {
  people: readonly Person[]
  /** There are more; while they come the button is busy. */
  more?: { readonly busy: boolean; readonly load: () => void } | undefined
  onClose: () => void
}

/** PeopleList is who did something with a message, and when. */
export function PeopleList(props: PeopleListProps): JSX.Element {
  const { tables } = useAccount()
  return (
    <>
      <For each={props.people}>
        {(person) => (
          <ListRow
            leading={<PeerAvatar peer={tables.peers[person.who]} size={40} person />}
            title={tables.peers[person.who]?.name || t('service.nobody')}
            subtitle={person.date ? dayAt(person.date) : undefined}
            trailing={<span class={styles.emoji}>{person.emoji}</span>}
            href={chatLink(person.who)}
            onClick={() => props.onClose()}
          />
        )}
      </For>
      <Show when={props.more}>
        {(more) => (
          <Button kind="plain" wide busy={more().busy} onClick={() => more().load()}>
            {t('feed.people.more')}
          </Button>
        )}
      </Show>
    </>
  )
}
