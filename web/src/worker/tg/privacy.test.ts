import type { tl } from '@mtcute/web'
import { expect, it } from 'vitest'
import { ruleOf } from './privacy'

const answer = (rules: tl.TypePrivacyRule[], chats: tl.TypeChat[] = []): tl.account.TypePrivacyRules => ({
  _: 'account.privacyRules',
  rules,
  chats,
  users: [],
})

it('finds for whom a rule holds and who is an exception', () => {
  expect(
    ruleOf(
      answer(
        [
          { _: 'privacyValueAllowUsers', users: [5] },
          { _: 'privacyValueDisallowChatParticipants', chats: [7, 8] },
          { _: 'privacyValueAllowContacts' },
          { _: 'privacyValueDisallowAll' },
        ],
        [{ _: 'channelForbidden', id: 8, accessHash: undefined as never, title: 'x' }],
      ),
    ),
  ).toEqual({ who: 'contacts', allow: [5], deny: [-7, -1_000_000_000_008] })
})

it('lets nobody in where no rule does', () => {
  expect(ruleOf(answer([{ _: 'privacyValueDisallowAll' }])).who).toBe('nobody')
  expect(ruleOf(answer([{ _: 'privacyValueAllowAll' }])).who).toBe('everybody')
})
