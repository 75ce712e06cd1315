import { type JSX, Show } from 'solid-js'
import type { UnreadMark } from '../../api/history'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Badge } from '../../ui/Badge'
import type { IconName } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { toast } from '../../ui/Toast'
import styles from './Feed.module.css'
import type { FeedControl } from './feed'

/** FeedButtons lead to the newest message, and to mentions and reactions that are not seen yet. */
export function FeedButtons(props: { feed: FeedControl }): JSX.Element {
  const { feed } = props
  const { account, where } = feed
  const topic = where.topic === undefined ? {} : { topic: where.topic }
  let at = 0
  const next = async (what: UnreadMark) => {
    try {
      const ids = await account.api.unreadMarks({ chat: where.chat, ...topic, what })
      const id = ids.find((one) => one > at) ?? ids[0]
      if (id === undefined) return
      at = id
      await feed.jump(id)
    } catch (error) {
      toast(errorText(error))
    }
  }
  return (
    <div class={styles.buttons}>
      <Show when={feed.marks().reactions > 0}>
        <Jump
          icon="heart"
          label={t('feed.jump.reaction')}
          count={feed.marks().reactions}
          onClick={() => next('reactions')}
        />
      </Show>
      <Show when={feed.marks().mentions > 0}>
        <Jump icon="at" label={t('feed.jump.mention')} count={feed.marks().mentions} onClick={() => next('mentions')} />
      </Show>
      <Show when={!feed.atEnd()}>
        <Jump icon="down" label={t('feed.jump.end')} count={feed.marks().unread} onClick={() => feed.down()} />
      </Show>
    </div>
  )
}

function Jump(props: { icon: IconName; label: string; count: number; onClick: () => void }): JSX.Element {
  return (
    <span class={styles.jump}>
      <IconButton icon={props.icon} label={props.label} onClick={() => props.onClick()} />
      <Show when={props.count > 0}>
        <span class={styles.badge}>
          <Badge count={props.count} />
        </span>
      </Show>
    </span>
  )
}
