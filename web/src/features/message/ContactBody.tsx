import { type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Body } from '../../api/message'
import { t } from '../../lang/lang'
import { phoneLink } from '../../lib/link'
import { formatPhone } from '../../lib/phone'
import { chatLink } from '../../lib/route'
import { Avatar } from '../../ui/Avatar'
import styles from './BodyView.module.css'

/** ContactBody is the card of somebody with their phone number. */
export function ContactBody(props: { contact: Extract<Body, { kind: 'contact' }> }): JSX.Element {
  const { tables } = useAccount()
  const user = () => (props.contact.user === undefined ? undefined : tables.peers[props.contact.user])
  return (
    <div>
      <div class={styles.card}>
        <Avatar name={props.contact.name || props.contact.phone} color={user()?.color ?? 5} size={44} />
        <span class={styles.words}>
          <div class={styles.title} dir="auto">
            {props.contact.name}
          </div>
          <a class={styles.small} href={phoneLink(`+${props.contact.phone.replace(/^\+/, '')}`)}>
            <bdi>{formatPhone(props.contact.phone)}</bdi>
          </a>
        </span>
      </div>
      <Show when={props.contact.user}>
        {(id) => (
          <a class={styles.button} href={chatLink(id())}>
            {t('feed.contact.write')}
          </a>
        )}
      </Show>
    </div>
  )
}
