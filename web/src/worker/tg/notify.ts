import type { tl } from '@mtcute/web'
import type { NotifyApi, NotifyException, NotifyScope, NotifySettings } from '../../api/notify'
import { inputPeer } from '../peers'
import { peerId } from '../project/peer'
import { know, type Session } from '../session'

const scopes: Readonly<Record<NotifyScope, tl.TypeInputNotifyPeer>> = {
  users: { _: 'inputNotifyUsers' },
  groups: { _: 'inputNotifyChats' },
  channels: { _: 'inputNotifyBroadcasts' },
}

const inputOf = (settings: Partial<NotifySettings>): tl.TypeInputPeerNotifySettings => ({
  _: 'inputPeerNotifySettings',
  ...(settings.mutedUntil === undefined ? {} : { muteUntil: settings.mutedUntil }),
  ...(settings.previews === undefined ? {} : { showPreviews: settings.previews }),
  ...(settings.sound === undefined
    ? {}
    : { sound: { _: settings.sound ? 'notificationSoundDefault' : 'notificationSoundNone' } }),
})

/** What was set; what was not is absent. */
function partsOf(settings: tl.TypePeerNotifySettings): Partial<NotifySettings> {
  const silent = settings.silent ?? (settings.otherSound && settings.otherSound._ === 'notificationSoundNone')
  return {
    ...(settings.muteUntil === undefined ? {} : { mutedUntil: settings.muteUntil }),
    ...(settings.showPreviews === undefined ? {} : { previews: settings.showPreviews }),
    ...(silent === undefined ? {} : { sound: !silent }),
  }
}

/** Sets some of what is set for a chat, a topic or a kind of chats; the server forgets what is not said again. */
export async function setNotify(
  session: Session,
  peer: tl.TypeInputNotifyPeer,
  part: Partial<NotifySettings>,
): Promise<void> {
  const now = partsOf(await session.client.call({ _: 'account.getNotifySettings', peer }))
  const settings = inputOf({ ...now, ...part })
  await session.client.call({ _: 'account.updateNotifySettings', peer, settings })
}

export function notifyMethods(session: Session): NotifyApi {
  const { client, state } = session
  const changed = () => state.event({ kind: 'changed', what: 'notify' })
  const usual: NotifySettings = { mutedUntil: 0, previews: true, sound: true }
  return {
    notifySettings: async ({ scope }) => {
      const parts = partsOf(await client.call({ _: 'account.getNotifySettings', peer: scopes[scope] }))
      session.mutes.scope(scope, parts.mutedUntil ?? 0)
      return { ...usual, ...parts }
    },
    setNotifySettings: async ({ scope, ...settings }) => {
      await setNotify(session, scopes[scope], settings)
      if (settings.mutedUntil !== undefined) session.mutes.scope(scope, settings.mutedUntil)
      changed()
    },
    notifyExceptions: async () => {
      const answer = await client.call({ _: 'account.getNotifyExceptions' })
      if (answer._ !== 'updates' && answer._ !== 'updatesCombined') return []
      know(session, answer)
      const found: NotifyException[] = []
      for (const update of answer.updates) {
        if (update._ !== 'updateNotifySettings' || update.peer._ !== 'notifyPeer') continue
        found.push({ chat: peerId(update.peer.peer), ...partsOf(update.notifySettings) })
      }
      return found
    },
    removeException: async ({ chat }) => {
      const peer: tl.TypeInputNotifyPeer = { _: 'inputNotifyPeer', peer: await inputPeer(session, chat) }
      await client.call({ _: 'account.updateNotifySettings', peer, settings: { _: 'inputPeerNotifySettings' } })
      session.mutes.own(chat, undefined)
      changed()
    },
    resetNotify: async () => {
      await client.call({ _: 'account.resetNotifySettings' })
      session.mutes.clear()
      changed()
    },
    joinedNotices: async () => !(await client.call({ _: 'account.getContactSignUpNotification' })),
    setJoinedNotices: async ({ on }) => {
      await client.call({ _: 'account.setContactSignUpNotification', silent: !on })
    },
  }
}
