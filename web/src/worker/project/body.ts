import type { tl } from '@mtcute/web'
import type { Body, Checklist, Poll, WebPreview } from '../../api/message'
import { projectEntities, projectRich } from './entities'
import { peerId, userId } from './peer'

/** Bytes as the page has them: two digits each. */
export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** A poll with what is known of its results; `old` keeps the reader's choice, which abridged results lack. */
export function projectPoll(poll: tl.RawPoll, results: tl.TypePollResults, old?: Poll): Poll {
  const votes = new Map((results.results ?? []).map((r) => [hex(r.option), r]))
  return {
    id: poll.id.toString(),
    question: projectRich(poll.question),
    options: poll.answers
      .filter((answer) => answer._ === 'pollAnswer')
      .map((answer) => {
        const option = hex(answer.option)
        const result = votes.get(option)
        const before = old?.options.find((o) => o.option === option)
        return {
          ...projectRich(answer.text),
          option,
          ...(result === undefined ? {} : { votes: result.voters }),
          chosen: results.min ? before?.chosen === true : result?.chosen === true,
          correct: results.min ? before?.correct === true : result?.correct === true,
        }
      }),
    quiz: poll.quiz === true,
    multiple: poll.multipleChoice === true,
    publicVoters: poll.publicVoters === true,
    closed: poll.closed === true,
    ...(poll.closeDate === undefined ? {} : { closeDate: poll.closeDate }),
    total: results.totalVoters ?? 0,
    ...(results.solution
      ? { explanation: { text: results.solution, entities: projectEntities(results.solutionEntities) } }
      : {}),
  }
}

function projectChecklist(media: tl.RawMessageMediaToDo): Checklist {
  const done = new Map((media.completions ?? []).map((c) => [c.id, c]))
  return {
    title: projectRich(media.todo.title),
    items: media.todo.list.map((item) => {
      const by = done.get(item.id)
      return {
        ...projectRich(item.title),
        id: item.id,
        ...(by === undefined ? {} : { doneBy: peerId(by.completedBy), doneAt: by.date }),
      }
    }),
    othersAdd: media.todo.othersCanAppend === true,
    othersMark: media.todo.othersCanComplete === true,
  }
}

export function projectPreview(media: tl.TypeMessageMedia | undefined): WebPreview | undefined {
  if (media?._ !== 'messageMediaWebPage' || media.webpage._ !== 'webPage') return undefined
  const page = media.webpage
  return {
    url: page.url,
    display: page.displayUrl,
    ...(page.siteName === undefined ? {} : { site: page.siteName }),
    ...(page.title === undefined ? {} : { title: page.title }),
    ...(page.description === undefined ? {} : { description: page.description }),
  }
}

/** What a message of `date` has besides its text. */
export function projectBody(media: tl.TypeMessageMedia | undefined, date: number): Body {
  if (media === undefined) return { kind: 'text' }
  switch (media._) {
    case 'messageMediaEmpty':
    case 'messageMediaWebPage':
      return { kind: 'text' }
    case 'messageMediaPoll':
      return { kind: 'poll', poll: projectPoll(media.poll, media.results) }
    case 'messageMediaToDo':
      return { kind: 'todo', list: projectChecklist(media) }
    case 'messageMediaContact':
      return {
        kind: 'contact',
        name: [media.firstName, media.lastName].filter((part) => part !== '').join(' '),
        phone: media.phoneNumber,
        ...(media.userId > 0 ? { user: userId(media.userId) } : {}),
      }
    case 'messageMediaDice':
      return { kind: 'dice', emoji: media.emoticon, value: media.value }
    case 'messageMediaGeo':
    case 'messageMediaVenue':
    case 'messageMediaGeoLive':
      if (media.geo._ !== 'geoPoint') return { kind: 'unsupported', what: media._ }
      return {
        kind: 'location',
        lat: media.geo.lat,
        long: media.geo.long,
        ...(media._ === 'messageMediaVenue' ? { venue: { title: media.title, address: media.address } } : {}),
        ...(media._ === 'messageMediaGeoLive'
          ? { live: { until: date + media.period, ...(media.heading === undefined ? {} : { heading: media.heading }) } }
          : {}),
      }
    default:
      return { kind: 'unsupported', what: media._ }
  }
}
