import { type JSX, Show } from 'solid-js'
import type { Peer } from '../../api/peer'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { Highlighted } from './Highlighted'
import { personName, titleOf } from './names'
import styles from './PeerName.module.css'

export interface PeerNameProps {
  peer: Peer | undefined
  /** What was searched, to be marked. */
  query?: string | undefined
  /** Oneself is meant as a person, not as one's own cloud. */
  person?: boolean
}

/** PeerName is the name of a peer in one line, with the signs that belong to it. */
export function PeerName(props: PeerNameProps): JSX.Element {
  const name = () => (props.person && props.peer?.kind === 'user' ? personName(props.peer) : titleOf(props.peer))
  return (
    <span class={styles.name}>
      <bdi class={styles.words}>
        <Show when={props.query} fallback={name()}>
          {(query) => <Highlighted text={name()} query={query()} />}
        </Show>
      </bdi>
      <Show when={props.peer?.verified}>
        <span class={styles.verified} role="img" aria-label={t('contacts.verified')}>
          <Icon name="check" size={10} />
        </span>
      </Show>
      <Show when={props.peer?.scam || props.peer?.fake}>
        <span class={styles.warning}>{props.peer?.scam ? t('contacts.scam') : t('contacts.fake')}</span>
      </Show>
    </span>
  )
}
