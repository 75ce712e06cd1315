import type { Draft } from '../../api/dialog'
import type { DraftsApi } from '../../api/drafts'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import { entitiesOf, inputPeer } from '../peers'
import type { Session } from '../session'
import type { State } from '../state'

/** Shows a draft in the list of chats, or of topics; undefined: none. */
export function putDraft(state: State, chat: PeerId, topic: number | undefined, draft: Draft | undefined): void {
  if (topic !== undefined) {
    const key = messageKey(chat, topic)
    const old = state.get('topics', key)
    if (!old) return
    const { draft: _, ...rest } = old
    state.set('topics', key, draft ? { ...rest, draft } : rest)
    return
  }
  const old = state.get('dialogs', chat)
  if (!old) return
  const { draft: _, ...rest } = old
  const date = state.get('messages', messageKey(chat, old.top))?.date ?? old.date
  state.set('dialogs', chat, draft ? { ...rest, draft, date: Math.max(date, draft.date) } : { ...rest, date })
}

export function draftMethods(session: Session): DraftsApi {
  return {
    saveDraft: async ({ chat, topic, reply, text, entities, noPreview }) => {
      const empty = text === '' && reply === undefined
      const date = Math.floor(Date.now() / 1000)
      putDraft(
        session.state,
        chat,
        topic,
        empty ? undefined : { text, entities, date, ...(reply === undefined ? {} : { reply }) },
      )
      await session.client.call({
        _: 'messages.saveDraft',
        peer: await inputPeer(session, chat),
        message: text,
        entities: await entitiesOf(session, { text, entities }),
        ...(noPreview ? { noWebpage: true } : {}),
        ...(reply === undefined && topic === undefined
          ? {}
          : {
              replyTo: {
                _: 'inputReplyToMessage',
                replyToMsgId: reply ?? topic ?? 0,
                ...(topic === undefined ? {} : { topMsgId: topic }),
              },
            }),
      })
    },
  }
}
