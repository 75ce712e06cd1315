import type { Topic } from '../../api/dialog'
import { generalTopic } from '../../api/topics'

/** The topics of a forum as the list has them: the pinned ones first, in their order, then by date; a hidden General for who manages it alone. */
export function ordered(topics: readonly Topic[], manages: boolean): Topic[] {
  return topics
    .filter((topic) => !topic.hidden || manages)
    .sort((a, b) => {
      // A hidden one stands on top, out of the way of the others.
      if (a.hidden !== b.hidden) return a.hidden ? -1 : 1
      if (a.pinned > 0 || b.pinned > 0) {
        if (a.pinned > 0 && b.pinned > 0) return a.pinned - b.pinned
        return a.pinned > 0 ? -1 : 1
      }
      return b.date - a.date || b.id - a.id
    })
}

/** The pinned topics after one of them went a place up or down; undefined: there is no such place. */
export function moved(topics: readonly Topic[], id: number, by: -1 | 1): number[] | undefined {
  const order = topics
    .filter((topic) => topic.pinned > 0)
    .sort((a, b) => a.pinned - b.pinned)
    .map((topic) => topic.id)
  const from = order.indexOf(id)
  const other = order[from + by]
  if (from < 0 || other === undefined) return undefined
  order[from + by] = id
  order[from] = other
  return order
}

export type TopicAction =
  | 'read'
  | 'pin'
  | 'unpin'
  | 'up'
  | 'down'
  | 'mute'
  | 'unmute'
  | 'edit'
  | 'close'
  | 'reopen'
  | 'hide'
  | 'show'
  | 'delete'

/** What the reader may do with a topic, in the order of the menu. */
export function topicActions(
  topic: Topic,
  around: { manages: boolean; deletes: boolean; member: boolean; topics: readonly Topic[]; now: number },
): TopicAction[] {
  const { manages, deletes, member, topics, now } = around
  const actions: TopicAction[] = []
  const general = topic.id === generalTopic
  const owns = manages || topic.mine
  if (topic.unread > 0) actions.push('read')
  if (manages && !topic.hidden) {
    actions.push(topic.pinned > 0 ? 'unpin' : 'pin')
    if (moved(topics, topic.id, -1)) actions.push('up')
    if (moved(topics, topic.id, 1)) actions.push('down')
  }
  if (member) actions.push(topic.mutedUntil > now ? 'unmute' : 'mute')
  if (owns && !(general && !manages)) actions.push('edit')
  if (owns && !topic.hidden) actions.push(topic.closed ? 'reopen' : 'close')
  if (general && manages) actions.push(topic.hidden ? 'show' : 'hide')
  if (!general && (deletes || (topic.mine && manages))) actions.push('delete')
  return actions
}
