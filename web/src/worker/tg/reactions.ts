import type { ReactionKind, ReactionsApi } from '../../api/reactions'
import { inputPeer } from '../peers'
import { peerId } from '../project/peer'
import { apply, know, type Session } from '../session'

const pageSize = 50

export function reactionsMethods(session: Session): ReactionsApi {
  const { client } = session
  let kinds: Promise<readonly ReactionKind[]> | undefined
  const load = async (): Promise<readonly ReactionKind[]> => {
    const answer = await client.call({ _: 'messages.getAvailableReactions', hash: 0 })
    if (answer._ === 'messages.availableReactionsNotModified') return []
    return answer.reactions
      .filter((kind) => !kind.inactive && !kind.premium)
      .map(({ reaction, title }) => ({ emoji: reaction, title }))
  }
  return {
    reactionKinds: () => {
      kinds ??= load().catch((error) => {
        kinds = undefined
        throw error
      })
      return kinds
    },
    react: async ({ chat, id, emoji }) => {
      apply(
        session,
        await client.call({
          _: 'messages.sendReaction',
          peer: await inputPeer(session, chat),
          msgId: id,
          addToRecent: true,
          reaction: emoji === undefined ? [] : [{ _: 'reactionEmoji', emoticon: emoji }],
        }),
      )
    },
    reactedBy: async ({ chat, id, emoji, next }) => {
      const answer = await client.call({
        _: 'messages.getMessageReactionsList',
        peer: await inputPeer(session, chat),
        id,
        ...(emoji === undefined ? {} : { reaction: { _: 'reactionEmoji', emoticon: emoji } }),
        ...(next === undefined ? {} : { offset: next }),
        limit: pageSize,
      })
      know(session, answer)
      const reacted = answer.reactions.flatMap(({ peerId: who, date, reaction }) =>
        reaction._ === 'reactionEmoji' ? [{ who: peerId(who), date, emoji: reaction.emoticon }] : [],
      )
      return { reacted, count: answer.count, ...(answer.nextOffset ? { next: answer.nextOffset } : {}) }
    },
  }
}
