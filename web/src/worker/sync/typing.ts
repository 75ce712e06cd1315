import type { tl } from '@mtcute/web'
import type { Typing } from '../../api/dialog'
import type { PeerId } from '../../api/peer'
import type { Session } from '../session'

/** How long somebody types without saying so again. */
const typingFor = 6000

const typingKinds: Partial<Record<tl.TypeSendMessageAction['_'], Typing['what']>> = {
  sendMessageTypingAction: 'typing',
  sendMessageChooseStickerAction: 'choosing',
  sendMessageGeoLocationAction: 'location',
  sendMessageChooseContactAction: 'contact',
  sendMessageGamePlayAction: 'game',
}

/** Somebody does something in a chat, or stops. */
export function typing(
  session: Session,
  chat: PeerId,
  who: PeerId,
  action: tl.TypeSendMessageAction,
  topic?: number,
): void {
  if (action._ === 'sendMessageCancelAction') {
    typed(session, chat, who)
    return
  }
  const { state } = session
  const until = Date.now() + typingFor
  const what = typingKinds[action._] ?? 'other'
  const others = (state.get('typing', chat) ?? []).filter((t) => t.who !== who)
  state.set('typing', chat, [...others, { who, what, until, ...(topic === undefined ? {} : { topic }) }])
  setTimeout(() => expire(session, chat), typingFor + 50)
}

/** Somebody has ended what they did: their message is there. */
export function typed(session: Session, chat: PeerId, who: PeerId): void {
  const now = session.state.get('typing', chat)
  if (now?.some((t) => t.who === who))
    setTyping(
      session,
      chat,
      now.filter((t) => t.who !== who),
    )
}

function expire(session: Session, chat: PeerId): void {
  const now = session.state.get('typing', chat)
  if (now)
    setTyping(
      session,
      chat,
      now.filter((t) => t.until > Date.now()),
    )
}

function setTyping(session: Session, chat: PeerId, typing: readonly Typing[]): void {
  if (typing.length === 0) session.state.unset('typing', chat)
  else session.state.set('typing', chat, typing)
}
