import { Long, type tl } from '@mtcute/web'
import { ApiError } from '../../api/client'
import { messageKey, type Poll, type Rich } from '../../api/message'
import type { PeerId } from '../../api/peer'
import type { PollsApi } from '../../api/polls'
import { inputPeer } from '../peers'
import { toEntities } from '../project/entities'
import { peerId } from '../project/peer'
import { apply, know, type Session } from '../session'

const pageSize = 50

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const toText = ({ text, entities }: Rich): tl.RawTextWithEntities => ({
  _: 'textWithEntities',
  text,
  entities: toEntities(entities, () => undefined),
})

function toPoll(poll: Poll): tl.RawPoll {
  return {
    _: 'poll',
    id: Long.fromString(poll.id),
    quiz: poll.quiz,
    multipleChoice: poll.multiple,
    publicVoters: poll.publicVoters,
    question: toText(poll.question),
    answers: poll.options.map((option) => ({
      _: 'pollAnswer',
      text: toText(option),
      option: bytes(option.option),
    })),
  }
}

function pollOf(session: Session, chat: PeerId, id: number): Poll {
  const body = session.state.get('messages', messageKey(chat, id))?.body
  if (body?.kind !== 'poll') throw new ApiError({ code: 400, text: 'MESSAGE_ID_INVALID' })
  return body.poll
}

/** Polls and checklists: what people do to a message together. */
export function pollsMethods(session: Session): PollsApi {
  const { client, state } = session
  return {
    vote: async ({ chat, id, options }) => {
      const peer = await inputPeer(session, chat)
      apply(session, await client.call({ _: 'messages.sendVote', peer, msgId: id, options: options.map(bytes) }))
    },
    closePoll: async ({ chat, id }) => {
      const poll = { ...toPoll(pollOf(session, chat, id)), closed: true }
      const peer = await inputPeer(session, chat)
      const media: tl.TypeInputMedia = { _: 'inputMediaPoll', poll }
      apply(session, await client.call({ _: 'messages.editMessage', peer, id, media }))
    },
    refreshPoll: async ({ chat, id }) => {
      apply(
        session,
        await client.call({ _: 'messages.getPollResults', peer: await inputPeer(session, chat), msgId: id }),
      )
    },
    voters: async ({ chat, id, option, next }) => {
      const answer = await client.call({
        _: 'messages.getPollVotes',
        peer: await inputPeer(session, chat),
        id,
        option: bytes(option),
        ...(next === undefined ? {} : { offset: next }),
        limit: pageSize,
      })
      know(session, answer)
      const votes = answer.votes.map(({ peer, date }) => ({ who: peerId(peer), date }))
      return { votes, count: answer.count, ...(answer.nextOffset ? { next: answer.nextOffset } : {}) }
    },
    tick: async ({ chat, id, done, undone }) => {
      apply(
        session,
        await client.call({
          _: 'messages.toggleTodoCompleted',
          peer: await inputPeer(session, chat),
          msgId: id,
          completed: [...done],
          incompleted: [...undone],
        }),
      )
    },
    addTask: async ({ chat, id, text }) => {
      const body = state.get('messages', messageKey(chat, id))?.body
      const last = body?.kind === 'todo' ? Math.max(0, ...body.list.items.map((item) => item.id)) : 0
      apply(
        session,
        await client.call({
          _: 'messages.appendTodoList',
          peer: await inputPeer(session, chat),
          msgId: id,
          list: [{ _: 'todoItem', id: last + 1, title: toText({ text, entities: [] }) }],
        }),
      )
    },
  }
}
