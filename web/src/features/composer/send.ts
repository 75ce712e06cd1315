import type { NewMedia } from '../../api/media'
import type { Rich } from '../../api/message'
import { maxText, type SendOptions } from '../../api/send'
import { chunks, trim } from '../../lib/edit'
import { sameMark } from '../../lib/entities'
import { parse } from '../../lib/markdown'
import type { Composing } from './state'

/** How a message goes, when not at once and aloud. */
export type How = Pick<SendOptions, 'silent' | 'schedule' | 'sendAs'> & { noPreview?: boolean }

/** The text as it would be sent. */
export const finished = (content: Rich): Rich => trim(parse(content))

const same = (a: Rich, b: Rich): boolean =>
  a.text === b.text &&
  a.entities.length === b.entities.length &&
  a.entities.every((e, i) => {
    const other = b.entities[i]
    return other !== undefined && e.offset === other.offset && e.length === other.length && sameMark(e, other)
  })

/** Entities that somebody wrote; addresses and the like are found by the server. */
const written = (content: Rich): Rich => ({
  text: content.text,
  entities: content.entities.filter(
    (e) => !['url', 'email', 'phone', 'mention', 'hashtag', 'cashtag', 'botCommand', 'bankCard'].includes(e.kind),
  ),
})

/** Sends what is written, a long text in several messages, or saves what is edited. The box is empty at once; answers when it is kept. */
export async function send(composing: Composing, how: How): Promise<void> {
  const content = finished(composing.doc().content)
  const editing = composing.editing()
  if (editing) {
    await saveEdit(composing, content, how)
    return
  }
  if (content.text === '') return
  const { api } = composing.account
  const { chat, topic } = composing
  const answer = composing.answer()
  composing.clear()
  const parts = chunks(content, maxText).map((part, i) =>
    api.sendText({
      ...part,
      ...how,
      chat,
      ...(topic === undefined ? {} : { topic }),
      ...(answer && i === 0 ? { reply: answer } : {}),
    }),
  )
  await Promise.all(parts)
}

async function saveEdit(composing: Composing, content: Rich, how: How): Promise<void> {
  const editing = composing.editing()
  if (!editing) return
  if (content.text === '' || same(content, written(editing.original))) {
    composing.stopEdit()
    return
  }
  const { account, chat } = composing
  await account.api.editText({
    ...content,
    chat,
    id: editing.id,
    ...(editing.scheduled ? { scheduled: true } : {}),
    ...(how.noPreview ? { noPreview: true } : {}),
  })
  composing.stopEdit()
}

/** Sends something besides text, as an answer to what the text would have answered. */
export async function sendMedia(composing: Composing, media: NewMedia, how: How): Promise<void> {
  const { account, chat, topic } = composing
  const answer = composing.answer()
  const { noPreview: _, ...options } = how
  composing.stopAnswer()
  await account.api.sendMedia({
    ...options,
    chat,
    media,
    ...(topic === undefined ? {} : { topic }),
    ...(answer ? { reply: answer } : {}),
  })
}
