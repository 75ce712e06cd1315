import type { tl } from '@mtcute/web'
import type { PeerId } from '../../api/peer'
import type { GlobalPrivacy, PrivacyApi, PrivacyKey, PrivacyRule } from '../../api/privacy'
import { inputUser } from '../peers'
import { bareChannel, channelId, groupId, isChannel, isUser } from '../project/peer'
import { know, type Session } from '../session'

const names: Readonly<Record<PrivacyKey, tl.TypeInputPrivacyKey['_']>> = {
  phone: 'inputPrivacyKeyPhoneNumber',
  lastSeen: 'inputPrivacyKeyStatusTimestamp',
  photo: 'inputPrivacyKeyProfilePhoto',
  about: 'inputPrivacyKeyAbout',
  birthday: 'inputPrivacyKeyBirthday',
  forwards: 'inputPrivacyKeyForwards',
  invites: 'inputPrivacyKeyChatInvite',
  calls: 'inputPrivacyKeyPhoneCall',
  voice: 'inputPrivacyKeyVoiceMessages',
  findByPhone: 'inputPrivacyKeyAddedByPhone',
}

const keyOf = (key: PrivacyKey) => ({ _: names[key] }) as tl.TypeInputPrivacyKey

/** Groups are named by bare ids: which of them are channels the chats beside tell. */
function chatIds(bare: readonly number[], chats: readonly tl.TypeChat[]): PeerId[] {
  const channels = new Set(chats.filter((c) => c._ === 'channel' || c._ === 'channelForbidden').map((c) => c.id))
  return bare.map((id) => (channels.has(id) ? channelId(id) : groupId(id)))
}

/** What a list of rules comes down to. */
export function ruleOf(answer: tl.account.TypePrivacyRules): PrivacyRule {
  let who: PrivacyRule['who'] = 'nobody'
  const allow: PeerId[] = []
  const deny: PeerId[] = []
  for (const rule of answer.rules) {
    switch (rule._) {
      case 'privacyValueAllowAll':
        who = 'everybody'
        break
      case 'privacyValueAllowContacts':
        who = 'contacts'
        break
      case 'privacyValueAllowUsers':
        allow.push(...rule.users)
        break
      case 'privacyValueDisallowUsers':
        deny.push(...rule.users)
        break
      case 'privacyValueAllowChatParticipants':
        allow.push(...chatIds(rule.chats, answer.chats))
        break
      case 'privacyValueDisallowChatParticipants':
        deny.push(...chatIds(rule.chats, answer.chats))
        break
    }
  }
  return { who, allow, deny }
}

export function privacyMethods(session: Session): PrivacyApi {
  const { client } = session

  const users = (ids: readonly PeerId[]) => Promise.all(ids.filter(isUser).map((id) => inputUser(session, id)))
  const chats = (ids: readonly PeerId[]) =>
    ids.filter((id) => !isUser(id)).map((id) => (isChannel(id) ? bareChannel(id) : -id))

  /** Exceptions come before what holds for all others. */
  const rulesOf = async ({ who, allow, deny }: PrivacyRule): Promise<tl.TypeInputPrivacyRule[]> => {
    const rules: tl.TypeInputPrivacyRule[] = []
    const allowed = await users(allow)
    const denied = await users(deny)
    if (allowed.length > 0) rules.push({ _: 'inputPrivacyValueAllowUsers', users: allowed })
    if (denied.length > 0) rules.push({ _: 'inputPrivacyValueDisallowUsers', users: denied })
    if (chats(allow).length > 0) rules.push({ _: 'inputPrivacyValueAllowChatParticipants', chats: chats(allow) })
    if (chats(deny).length > 0) rules.push({ _: 'inputPrivacyValueDisallowChatParticipants', chats: chats(deny) })
    if (who === 'everybody') rules.push({ _: 'inputPrivacyValueAllowAll' })
    else if (who === 'contacts') rules.push({ _: 'inputPrivacyValueAllowContacts' })
    if (who !== 'everybody') rules.push({ _: 'inputPrivacyValueDisallowAll' })
    return rules
  }

  const globalOf = (settings: tl.TypeGlobalPrivacySettings): GlobalPrivacy => ({
    archiveStrangers: settings.archiveAndMuteNewNoncontactPeers === true,
    hideReads: settings.hideReadMarks === true,
  })

  return {
    privacy: async ({ key }) => {
      const answer = await client.call({ _: 'account.getPrivacy', key: keyOf(key) })
      know(session, answer)
      return ruleOf(answer)
    },
    setPrivacy: async ({ key, rule }) => {
      const answer = await client.call({ _: 'account.setPrivacy', key: keyOf(key), rules: await rulesOf(rule) })
      know(session, answer)
      return ruleOf(answer)
    },
    globalPrivacy: async () => globalOf(await client.call({ _: 'account.getGlobalPrivacySettings' })),
    setGlobalPrivacy: async ({ archiveStrangers, hideReads }) => {
      // Others of its settings stay as they are.
      const now = await client.call({ _: 'account.getGlobalPrivacySettings' })
      const settings: tl.TypeGlobalPrivacySettings = {
        ...now,
        archiveAndMuteNewNoncontactPeers: archiveStrangers ?? now.archiveAndMuteNewNoncontactPeers ?? false,
        hideReadMarks: hideReads ?? now.hideReadMarks ?? false,
      }
      return globalOf(await client.call({ _: 'account.setGlobalPrivacySettings', settings }))
    },
    accountDays: async () => (await client.call({ _: 'account.getAccountTTL' })).days,
    setAccountDays: async ({ days }) => {
      await client.call({ _: 'account.setAccountTTL', ttl: { _: 'accountDaysTTL', days } })
    },
    defaultTtl: async () => (await client.call({ _: 'messages.getDefaultHistoryTTL' })).period,
    setDefaultTtl: async ({ seconds }) => {
      await client.call({ _: 'messages.setDefaultHistoryTTL', period: seconds })
    },
  }
}
