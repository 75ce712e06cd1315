import { createSignal, type JSX, Show, useContext } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { asksFirst, safeLink, shownLink } from '../../lib/link'
import { Confirm } from '../../ui/Confirm'
import { linkHref, openLink } from '../link'
import { FeedContext } from './context'
import styles from './Text.module.css'

/** TextLink is an address in a text. One that does not say where it leads is asked about first; an unsafe one stays text. */
export function TextLink(props: { url: string; text: string; children: JSX.Element }): JSX.Element {
  const account = useAccount()
  const [asking, setAsking] = createSignal(false)
  const safe = () => safeLink(props.url)
  const inside = () => linkHref(account, safe()?.href ?? '')
  const press = (event: MouseEvent) => {
    if (inside() !== undefined || !asksFirst(props.text, props.url)) return
    event.preventDefault()
    setAsking(true)
  }
  return (
    <Show when={safe()} fallback={props.children}>
      {(link) => (
        <>
          <a
            href={inside() ?? link().href}
            title={props.text === props.url ? undefined : shownLink(props.url)}
            target={inside() === undefined ? '_blank' : undefined}
            rel={inside() === undefined ? 'noopener noreferrer nofollow' : undefined}
            onClick={press}
          >
            {props.children}
          </a>
          <Show when={asking()}>
            <Confirm
              open
              title={t('feed.link.title')}
              text={
                <>
                  {t('feed.link.text')} <bdi class={styles.address}>{shownLink(props.url)}</bdi>
                </>
              }
              confirm={t('feed.link.open')}
              onConfirm={() => openLink(account, link().href)}
              onClose={() => setAsking(false)}
            />
          </Show>
        </>
      )}
    </Show>
  )
}

/** Tag is a hashtag: pressed, it finds the other messages that have it. */
export function Tag(props: { tag: string }): JSX.Element {
  const view = useContext(FeedContext)
  return (
    <Show when={view} fallback={props.tag}>
      {(feed) => (
        <button
          type="button"
          class={styles.tag}
          onClick={(e) => {
            e.stopPropagation()
            feed().searchTag(props.tag)
          }}
        >
          {props.tag}
        </button>
      )}
    </Show>
  )
}
