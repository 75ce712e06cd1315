import { Long, type tl } from '@mtcute/web'
import { describe, expect, test } from 'vitest'
import { projectAction } from './action'
import { projectBody, projectPoll } from './body'
import { projectMessage, projectReactions } from './message'

const me = 1
const chat: tl.TypePeer = { _: 'peerChannel', channelId: 9 }
const group = -1_000_000_000_009

const raw = (part: Partial<tl.RawMessage> = {}): tl.RawMessage => ({
  _: 'message',
  id: 50,
  peerId: chat,
  fromId: { _: 'peerUser', userId: 2 },
  date: 1_800_000_000,
  message: 'hi',
  ...part,
})
const service = (action: tl.TypeMessageAction): tl.RawMessageService => ({
  _: 'messageService',
  id: 51,
  peerId: chat,
  date: 1_800_000_000,
  action,
})
const of = (part: Partial<tl.RawMessage>, forum = false) => projectMessage(raw(part), { me, forum })
const header = (part: Partial<tl.RawMessageReplyHeader>): tl.RawMessageReplyHeader => ({
  _: 'messageReplyHeader',
  ...part,
})

describe('a message', () => {
  test('with nothing but its text', () => {
    expect(of({})).toEqual({
      chat: group,
      id: 50,
      key: `${group}/50`,
      date: 1_800_000_000,
      out: false,
      from: 2,
      state: 'sent',
      text: 'hi',
      entities: [],
      body: { kind: 'text' },
      pinned: false,
      silent: false,
      mentioned: false,
      unread: false,
      reactions: [],
      noForwards: false,
    })
  })

  test('with all that one may have', () => {
    const message = of({
      out: true,
      pinned: true,
      silent: true,
      mentioned: true,
      mediaUnread: true,
      noforwards: true,
      editDate: 1_800_000_100,
      views: 7,
      forwards: 2,
      postAuthor: 'Ann',
      ttlPeriod: 86400,
      entities: [{ _: 'messageEntityBold', offset: 0, length: 2 }],
      fwdFrom: { _: 'messageFwdHeader', date: 5, fromName: 'Somebody', savedFromPeer: chat, savedFromMsgId: 3 },
      replies: {
        _: 'messageReplies',
        comments: true,
        replies: 4,
        repliesPts: 1,
        channelId: 8,
        maxId: 9,
        readMaxId: 4,
        recentRepliers: [{ _: 'peerUser', userId: 3 }],
      },
    })
    expect(message).toMatchObject({
      out: true,
      pinned: true,
      silent: true,
      mentioned: true,
      unread: true,
      noForwards: true,
      edited: 1_800_000_100,
      views: 7,
      forwards: 2,
      author: 'Ann',
      ttl: 86400,
      entities: [{ kind: 'bold', offset: 0, length: 2 }],
      forward: { date: 5, name: 'Somebody', savedFrom: { chat: group, id: 3 } },
      replies: { count: 4, comments: -1_000_000_000_008, recent: [3], unread: true },
    })
  })

  test('whose edit is not to be seen', () => expect(of({ editDate: 7, editHide: true }).edited).toBeUndefined())

  test('is from the other one, or oneself, in a private chat without an author', () => {
    const { fromId: _, ...rest } = raw({ peerId: { _: 'peerUser', userId: 2 } })
    expect(projectMessage(rest, { me }).from).toBe(2)
    expect(projectMessage({ ...rest, out: true }, { me }).from).toBe(me)
  })

  test('that waits to be sent has a key of its own', () => {
    expect(projectMessage(raw(), { me, scheduled: true })).toMatchObject({ key: `${group}/s50`, scheduled: true })
  })
})

describe('an answer', () => {
  test('in a group is to a message, in its thread', () => {
    const message = of({ replyTo: header({ replyToMsgId: 40, replyToTopId: 30 }) })
    expect([message.reply, message.topic]).toEqual([{ chat: group, id: 40 }, 30])
  })
  test('with a quote', () => {
    const replyTo = header({ replyToMsgId: 40, quote: true, quoteText: 'part', quoteOffset: 2 })
    expect(of({ replyTo }).reply).toEqual({ chat: group, id: 40, quote: { text: 'part', entities: [] } })
  })
  test('to what is elsewhere and hidden', () => {
    const replyFrom: tl.RawMessageFwdHeader = { _: 'messageFwdHeader', date: 5, fromName: 'Somebody' }
    expect(of({ replyTo: header({ replyFrom }) }).reply).toEqual({ chat: group, id: 0, name: 'Somebody' })
  })
  test('in a forum is of a topic; the first message of the topic is not answered', () => {
    expect(of({ replyTo: header({ forumTopic: true, replyToMsgId: 30 }) }, true)).toMatchObject({ topic: 30 })
    expect(of({ replyTo: header({ forumTopic: true, replyToMsgId: 30 }) }, true).reply).toBeUndefined()
    const within = of({ replyTo: header({ forumTopic: true, replyToMsgId: 40, replyToTopId: 30 }) }, true)
    expect([within.topic, within.reply?.id]).toEqual([30, 40])
  })
  test('what names no topic of a forum is of the one that is always there', () => {
    expect(of({}, true).topic).toBe(1)
    expect(of({ replyTo: header({ replyToMsgId: 40 }) }, true)).toMatchObject({ topic: 1, reply: { id: 40 } })
    expect(of({}).topic).toBeUndefined()
  })
})

describe('reactions', () => {
  const heart: tl.TypeReaction = { _: 'reactionEmoji', emoticon: '❤' }
  const told = (part: Partial<tl.RawMessageReactions>): tl.RawMessageReactions => ({
    _: 'messageReactions',
    results: [{ _: 'reactionCount', reaction: heart, count: 2 }],
    ...part,
  })
  test('say how many, who last, and whether one’s own is among them', () => {
    const recent: tl.RawMessagePeerReaction = {
      _: 'messagePeerReaction',
      peerId: { _: 'peerUser', userId: 3 },
      date: 5,
      reaction: heart,
      unread: true,
    }
    const results: tl.RawReactionCount[] = [{ _: 'reactionCount', reaction: heart, count: 2, chosenOrder: 0 }]
    const reactions = told({ results, recentReactions: [recent] })
    expect(projectReactions(reactions)).toEqual([{ emoji: '❤', count: 2, chosen: true, recent: [3] }])
    expect(of({ reactions }).unread).toBe(true)
  })
  test('abridged ones do not take away what one chose', () => {
    const old = [{ emoji: '❤', count: 1, chosen: true, recent: [] }]
    expect(projectReactions(told({ min: true }), old)[0]).toMatchObject({ count: 2, chosen: true })
    expect(projectReactions(told({}), old)[0]).toMatchObject({ chosen: false })
  })
})

describe('what a message has besides its text', () => {
  const geo: tl.TypeGeoPoint = { _: 'geoPoint', lat: 1.5, long: 2.5, accessHash: Long.ZERO }
  test('a place, a venue, one that moves', () => {
    expect(projectBody({ _: 'messageMediaGeo', geo }, 5)).toEqual({ kind: 'location', lat: 1.5, long: 2.5 })
    expect(projectBody({ _: 'messageMediaGeoLive', geo, period: 60, heading: 90 }, 5)).toEqual({
      kind: 'location',
      lat: 1.5,
      long: 2.5,
      live: { until: 65, heading: 90 },
    })
    expect(
      projectBody(
        { _: 'messageMediaVenue', geo, title: 'Mill', address: 'Road 1', provider: '', venueId: '', venueType: '' },
        5,
      ),
    ).toMatchObject({ venue: { title: 'Mill', address: 'Road 1' } })
  })
  test('a contact, with the account if there is one', () => {
    const contact = { _: 'messageMediaContact', phoneNumber: '49', firstName: 'Ann', lastName: '', vcard: '' } as const
    expect(projectBody({ ...contact, userId: 0 }, 5)).toEqual({ kind: 'contact', name: 'Ann', phone: '49' })
    expect(projectBody({ ...contact, userId: 7 }, 5)).toMatchObject({ user: 7 })
  })
  test('dice', () => {
    expect(projectBody({ _: 'messageMediaDice', value: 6, emoticon: '🎲' }, 5)).toEqual({
      kind: 'dice',
      emoji: '🎲',
      value: 6,
    })
  })
  test('something of a newer server', () => {
    expect(projectBody({ _: 'messageMediaUnsupported' }, 5)).toEqual({
      kind: 'unsupported',
      what: 'messageMediaUnsupported',
    })
  })
})

describe('a poll', () => {
  const text = (s: string): tl.RawTextWithEntities => ({ _: 'textWithEntities', text: s, entities: [] })
  const option = Uint8Array.from([0, 255])
  const poll: tl.RawPoll = {
    _: 'poll',
    id: Long.fromNumber(77),
    question: text('Where?'),
    answers: [{ _: 'pollAnswer', text: text('Here'), option }],
  }
  const results = (part: Partial<tl.RawPollResults>): tl.RawPollResults => ({ _: 'pollResults', ...part })
  const votes = { _: 'pollAnswerVoters', option, voters: 3 } as const
  test('without a vote has no numbers', () => {
    expect(projectPoll(poll, results({ totalVoters: 3 }))).toEqual({
      id: '77',
      question: { text: 'Where?', entities: [] },
      options: [{ text: 'Here', entities: [], option: '00ff', chosen: false, correct: false }],
      quiz: false,
      multiple: false,
      publicVoters: false,
      closed: false,
      total: 3,
    })
  })
  test('abridged results keep what one chose', () => {
    const mine = projectPoll(poll, results({ results: [{ ...votes, chosen: true }], totalVoters: 3 }))
    expect(mine.options[0]).toMatchObject({ votes: 3, chosen: true })
    const later = projectPoll(poll, results({ min: true, results: [{ ...votes, voters: 4 }], totalVoters: 4 }), mine)
    expect(later.options[0]).toMatchObject({ votes: 4, chosen: true })
  })
})

describe('a service message', () => {
  const cases: [tl.TypeMessageAction, ReturnType<typeof projectAction>][] = [
    [
      { _: 'messageActionChatCreate', title: 'Crew', users: [2, 3] },
      { kind: 'groupCreated', title: 'Crew', members: [2, 3] },
    ],
    [
      { _: 'messageActionChatAddUser', users: [3] },
      { kind: 'membersAdded', members: [3] },
    ],
    [
      { _: 'messageActionChatDeleteUser', userId: 3 },
      { kind: 'memberRemoved', member: 3 },
    ],
    [
      { _: 'messageActionChatMigrateTo', channelId: 9 },
      { kind: 'migratedTo', chat: group },
    ],
    [
      { _: 'messageActionSetMessagesTTL', period: 0 },
      { kind: 'ttl', seconds: 0 },
    ],
    [
      { _: 'messageActionTopicEdit', closed: false },
      { kind: 'topicEdited', closed: false },
    ],
    [
      { _: 'messageActionTodoCompletions', completed: [1], incompleted: [] },
      { kind: 'todoCompleted', done: [1], undone: [] },
    ],
    [
      { _: 'messageActionGameScore', gameId: Long.ZERO, score: 1 },
      { kind: 'unsupported', what: 'messageActionGameScore' },
    ],
  ]
  test.each(cases)('%o', (action, projected) => expect(projectAction(action)).toEqual(projected))

  test('has no text, and is of the chat when nobody is named', () => {
    expect(projectMessage(service({ _: 'messageActionPinMessage' }), { me })).toMatchObject({
      from: group,
      text: '',
      body: { kind: 'service', action: { kind: 'pinned' } },
    })
  })
  test('that begins a topic is in it', () => {
    const made = service({ _: 'messageActionTopicCreate', title: 'Plans', iconColor: 5 })
    expect(projectMessage(made, { me, forum: true }).topic).toBe(51)
  })
})
