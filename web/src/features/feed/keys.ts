import { beside } from '../message'
import type { FeedControl } from './feed'
import type { View } from './view'

/** feedKeys is what keys do in the list: arrows go from message to message, Enter opens the menu of one. */
export function feedKeys(feed: FeedControl, view: View): (event: KeyboardEvent) => void {
  const focus = (key: string | undefined) => {
    if (key === undefined) return
    feed.setCurrent(key)
    feed.handle()?.focusKey(key)
  }
  const step = (by: number) => {
    const { ids, keyOf } = feed.rows()
    const key = feed.current()
    const at = ids.findIndex((id) => keyOf.get(id) === key)
    const id = ids[Math.max(0, Math.min(ids.length - 1, at + by))]
    focus(id === undefined ? undefined : keyOf.get(id))
  }
  const actions: Record<string, (event: KeyboardEvent, id: number) => void> = {
    Enter: (event, id) => {
      if (feed.selection.active()) feed.selection.toggle(id, event.shiftKey)
      else if (event.target instanceof HTMLElement) view.openById(id, beside(event.target))
    },
    ' ': (event, id) => feed.selection.toggle(id, event.shiftKey),
    Delete: (_, id) => view.act('delete', id),
    r: (_, id) => view.act('reply', id),
    e: (_, id) => view.act('edit', id),
    f: (_, id) => view.act('forward', id),
  }
  return (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target
    if (!(target instanceof HTMLElement)) return
    const message = target.matches('article') ? Number(target.dataset.id) : undefined
    const onList = target.getAttribute('role') === 'log'
    if (message === undefined && !onList) return
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      if (onList) focus(feed.current())
      else step(event.key === 'ArrowUp' ? -1 : 1)
      return
    }
    if (event.key === 'End') {
      event.preventDefault()
      void feed.down().then(() => {
        const last = feed.rows().ids.at(-1)
        if (!onList && last !== undefined) focus(feed.rows().keyOf.get(last))
      })
      return
    }
    const action = message === undefined ? undefined : actions[event.key]
    if (!action || message === undefined) return
    event.preventDefault()
    action(event, message)
  }
}
