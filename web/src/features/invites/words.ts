import type { Invite } from '../../api/invites'
import { dateTime, now, span } from '../../lang/format'
import { t } from '../../lang/lang'

/** Whether a link lets nobody in any more. */
export const isSpent = (invite: Invite, at: number): boolean =>
  invite.revoked ||
  (invite.expires !== undefined && invite.expires <= at) ||
  (invite.limit !== undefined && invite.used >= invite.limit)

/** What is to be known of a link in one line: "3 joined · 2 of 5 left · expires in 2 hours". */
export function inviteWords(invite: Invite): string {
  const words: string[] = []
  if (invite.used > 0) words.push(t('invites.joined', { n: invite.used }))
  else words.push(t('invites.joinedNone'))
  if (invite.waiting > 0) words.push(t('invites.waiting', { n: invite.waiting }))
  if (invite.revoked) words.push(t('invites.revoked'))
  else {
    if (invite.limit !== undefined) {
      const left = Math.max(0, invite.limit - invite.used)
      words.push(left === 0 ? t('invites.full') : t('invites.left', { n: left }))
    }
    if (invite.expires !== undefined) {
      const left = invite.expires - now()
      words.push(left <= 0 ? t('invites.expired') : t('invites.expires', { time: span(Math.max(60, left)) }))
    }
    if (invite.approval) words.push(t('invites.withApproval'))
  }
  return words.join(' · ')
}

/** How a link is called: its name, or what stands behind the server's address. */
export const inviteName = (invite: Invite): string => invite.title ?? hashOf(invite.link)

/** The last part of a link, which names it within a server. */
export const hashOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1)

export const whenMade = (invite: Invite): string => dateTime(invite.date)
