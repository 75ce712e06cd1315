import { Long, type tl } from '@mtcute/web'
import type { NewMedia, NewPoll } from '../api/media'
import type { Rich } from '../api/message'
import type { SendOptions } from '../api/send'
import { entitiesOf, inputPeer } from './peers'
import type { Pending } from './pending'
import { toEntities } from './project/entities'
import type { Session } from './session'

type Request =
  | tl.messages.RawSendMessageRequest
  | tl.messages.RawSendMediaRequest
  | tl.messages.RawForwardMessagesRequest

/** How the server is asked to send something. */
export async function requestOf(session: Session, { to, content, randoms }: Pending): Promise<Request> {
  const ids = randoms.map((random) => Long.fromString(random))
  const peer = await inputPeer(session, to.chat)
  const common = {
    ...(to.silent ? { silent: true } : {}),
    ...(to.schedule === undefined ? {} : { scheduleDate: to.schedule }),
    ...(to.sendAs === undefined ? {} : { sendAs: await inputPeer(session, to.sendAs) }),
  }
  if (content.kind === 'forward') {
    return {
      _: 'messages.forwardMessages',
      fromPeer: await inputPeer(session, content.from),
      toPeer: peer,
      id: [...content.ids],
      randomId: ids,
      ...(to.topic === undefined ? {} : { topMsgId: to.topic }),
      ...(content.hideSender ? { dropAuthor: true } : {}),
      ...common,
    }
  }
  const randomId = ids[0] ?? Long.ZERO
  const replyTo = await replyOf(session, to)
  const where = { peer, randomId, ...common, ...(replyTo ? { replyTo } : {}) }
  if (content.kind === 'media') {
    return { _: 'messages.sendMedia', ...where, media: await inputMedia(session, content.media), message: '' }
  }
  const entities = await entitiesOf(session, content)
  return {
    _: 'messages.sendMessage',
    ...where,
    message: content.text,
    clearDraft: true,
    ...(entities.length > 0 ? { entities } : {}),
    ...(content.noPreview ? { noWebpage: true } : {}),
  }
}

async function replyOf(
  session: Session,
  { chat, reply, topic }: SendOptions,
): Promise<tl.RawInputReplyToMessage | undefined> {
  if (reply === undefined && topic === undefined) return undefined
  return {
    _: 'inputReplyToMessage',
    replyToMsgId: reply?.id ?? topic ?? 0,
    ...(topic === undefined ? {} : { topMsgId: topic }),
    ...(reply && reply.chat !== chat ? { replyToPeerId: await inputPeer(session, reply.chat) } : {}),
    ...(reply?.quote
      ? {
          quoteText: reply.quote.text,
          quoteEntities: toEntities(reply.quote.entities, () => undefined),
          quoteOffset: reply.quote.offset,
        }
      : {}),
  }
}

async function words(session: Session, rich: Rich): Promise<tl.RawTextWithEntities> {
  return { _: 'textWithEntities', text: rich.text, entities: await entitiesOf(session, rich) }
}

/** What the server is given of something to be sent. */
export async function inputMedia(session: Session, media: NewMedia): Promise<tl.TypeInputMedia> {
  switch (media.kind) {
    case 'poll':
      return inputPoll(session, media)
    case 'todo':
      return {
        _: 'inputMediaTodo',
        todo: {
          _: 'todoList',
          title: await words(session, media.title),
          list: await Promise.all(
            media.items.map(async (item, i) => ({
              _: 'todoItem' as const,
              id: i + 1,
              title: await words(session, item),
            })),
          ),
          ...(media.othersAdd ? { othersCanAppend: true } : {}),
          ...(media.othersMark ? { othersCanComplete: true } : {}),
        },
      }
    case 'contact':
      return {
        _: 'inputMediaContact',
        phoneNumber: media.phone,
        firstName: media.firstName,
        lastName: media.lastName,
        vcard: '',
      }
    case 'location': {
      const geoPoint = { _: 'inputGeoPoint' as const, lat: media.lat, long: media.long }
      if (media.live !== undefined) return { _: 'inputMediaGeoLive', geoPoint, period: media.live }
      if (!media.venue) return { _: 'inputMediaGeoPoint', geoPoint }
      return { _: 'inputMediaVenue', geoPoint, ...media.venue, provider: '', venueId: '', venueType: '' }
    }
    case 'dice':
      return { _: 'inputMediaDice', emoticon: media.emoji }
  }
}

async function inputPoll(session: Session, poll: NewPoll): Promise<tl.RawInputMediaPoll> {
  const options = poll.options.map((_, i) => new Uint8Array([i]))
  const right = poll.correct === undefined ? undefined : options[poll.correct]
  return {
    _: 'inputMediaPoll',
    poll: {
      _: 'poll',
      id: Long.ZERO,
      question: await words(session, poll.question),
      answers: await Promise.all(
        poll.options.map(async (option, i) => ({
          _: 'pollAnswer' as const,
          text: await words(session, option),
          option: options[i] ?? new Uint8Array(),
        })),
      ),
      ...(poll.publicVoters ? { publicVoters: true } : {}),
      ...(poll.multiple ? { multipleChoice: true } : {}),
      ...(right ? { quiz: true } : {}),
      ...(poll.closesIn === undefined ? {} : { closePeriod: poll.closesIn }),
    },
    ...(right ? { correctAnswers: [right] } : {}),
    ...(poll.explanation
      ? { solution: poll.explanation.text, solutionEntities: await entitiesOf(session, poll.explanation) }
      : {}),
  }
}
