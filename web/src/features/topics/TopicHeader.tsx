import type { JSX } from 'solid-js'
import { useFull } from '../../api/fulls'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { IconButton } from '../../ui/IconButton'
import { PeerAvatar, PeerName } from '../contacts'
import { countsOf } from '../info'
import styles from './Topics.module.css'

/** The head of the list of topics: which forum it is. */
export function TopicHeader(props: { group: Group; onSearch: () => void }): JSX.Element {
  const { full } = useFull(() => props.group.id)
  const back = () => {
    location.hash = formatRoute({ at: 'chats' })
  }
  return (
    <header class={styles.header}>
      <span class={styles.back}>
        <IconButton icon="back" label={t('info.back')} onClick={back} />
      </span>
      <a class={styles.who} href={formatRoute({ at: 'chat', chat: props.group.id, info: '' })}>
        <PeerAvatar peer={props.group} size={40} />
        <span class={styles.words}>
          <h1 class={styles.name}>
            <PeerName peer={props.group} />
          </h1>
          <span class={styles.about}>{countsOf(props.group, full())}</span>
        </span>
      </a>
      <IconButton icon="search" label={t('topics.search')} onClick={() => props.onSearch()} />
    </header>
  )
}
