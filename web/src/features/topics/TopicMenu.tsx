import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Topic } from '../../api/dialog'
import { forEver } from '../../api/dialogs'
import type { Group } from '../../api/peer'
import { isMember, mayAsAdmin } from '../../api/rights'
import { now } from '../../lang/format'
import { t } from '../../lang/lang'
import { formatRoute, parseRoute } from '../../lib/route'
import { Confirm } from '../../ui/Confirm'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { succeeded } from '../info'
import { moved, type TopicAction, topicActions } from './order'
import { TopicDialog } from './TopicDialog'

const icons = {
  read: 'markRead',
  pin: 'pin',
  unpin: 'unpin',
  up: 'up',
  down: 'down',
  mute: 'mute',
  unmute: 'bell',
  edit: 'pencil',
  close: 'lock',
  reopen: 'key',
  hide: 'eyeOff',
  show: 'eye',
  delete: 'trash',
} as const satisfies Record<TopicAction, string>

/** The menu of a topic, and what it asks. */
export function TopicMenu(props: {
  group: Group
  topics: readonly Topic[]
  shown: { topic: Topic; at: Anchor } | undefined
  onClose: () => void
}): JSX.Element {
  const { api } = useAccount()
  const [asked, setAsked] = createSignal<{ action: 'edit' | 'delete'; topic: Topic }>()
  const around = () => ({
    manages: mayAsAdmin(props.group, 'manageTopics'),
    deletes: mayAsAdmin(props.group, 'deleteMessages'),
    member: isMember(props.group),
    topics: props.topics,
    now: now(),
  })
  const reorder = (order: number[] | undefined, chat: number) =>
    order ? api.reorderTopics({ chat, order }) : Promise.resolve()
  const act = (action: TopicAction, topic: Topic): Promise<unknown> | undefined => {
    const at = { chat: topic.chat, topic: topic.id }
    switch (action) {
      case 'read':
        return api.readTopic(at)
      case 'pin':
      case 'unpin':
        return api.pinTopic({ ...at, pinned: action === 'pin' })
      case 'up':
      case 'down':
        return reorder(moved(props.topics, topic.id, action === 'up' ? -1 : 1), topic.chat)
      case 'mute':
      case 'unmute':
        return api.muteTopic({ ...at, until: action === 'mute' ? forEver : 0 })
      case 'close':
      case 'reopen':
        return api.editTopic({ ...at, closed: action === 'close' })
      case 'hide':
      case 'show':
        return api.editTopic({ ...at, hidden: action === 'hide' })
      case 'edit':
      case 'delete':
        setAsked({ action, topic })
        return undefined
    }
  }
  const items = (): readonly MenuItem[] => {
    const { shown } = props
    if (!shown) return []
    return topicActions(shown.topic, around()).map((action) => ({
      label: t(`topics.do.${action}`),
      icon: icons[action],
      danger: action === 'delete',
      onSelect: () => {
        const doing = act(action, shown.topic)
        if (doing) void succeeded(doing)
      },
    }))
  }
  const remove = async (topic: Topic) => {
    if (!(await succeeded(api.deleteTopic({ chat: topic.chat, topic: topic.id })))) return
    const now = parseRoute(location.hash)
    if (now.at === 'chat' && now.chat === topic.chat && now.topic === topic.id) {
      location.hash = formatRoute({ at: 'chat', chat: topic.chat })
    }
  }
  return (
    <>
      <Menu at={props.shown?.at} label={t('topics.menu')} items={items()} onClose={props.onClose} end />
      <Switch>
        <Match when={asked()?.action === 'edit' && asked()}>
          {(now) => <TopicDialog chat={now().topic.chat} topic={now().topic} onClose={() => setAsked(undefined)} />}
        </Match>
        <Match when={asked()?.action === 'delete' && asked()}>
          {(now) => (
            <Confirm
              open
              danger
              title={t('topics.do.delete')}
              text={t('topics.delete.text', { title: now().topic.title })}
              confirm={t('info.delete')}
              onConfirm={() => remove(now().topic)}
              onClose={() => setAsked(undefined)}
            />
          )}
        </Match>
      </Switch>
    </>
  )
}
