import type { tl } from '@mtcute/web'
import type { ReportApi, ReportReason } from '../../api/report'
import { inputPeer } from '../peers'
import { hex } from '../project/body'
import type { Session } from '../session'

const reasons = {
  spam: { _: 'inputReportReasonSpam' },
  violence: { _: 'inputReportReasonViolence' },
  childAbuse: { _: 'inputReportReasonChildAbuse' },
  pornography: { _: 'inputReportReasonPornography' },
  copyright: { _: 'inputReportReasonCopyright' },
  drugs: { _: 'inputReportReasonIllegalDrugs' },
  personal: { _: 'inputReportReasonPersonalDetails' },
  fake: { _: 'inputReportReasonFake' },
  other: { _: 'inputReportReasonOther' },
} as const satisfies Record<ReportReason, tl.TypeReportReason>

const fromHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (b) => Number.parseInt(b, 16))

export const reportMethods = (session: Session): ReportApi => ({
  reportMessages: async ({ chat, ids, option, text }) => {
    const answer = await session.client.call({
      _: 'messages.report',
      peer: await inputPeer(session, chat),
      id: [...ids],
      option: fromHex(option),
      message: text,
    })
    switch (answer._) {
      case 'reportResultChooseOption':
        return {
          kind: 'choose',
          title: answer.title,
          options: answer.options.map((one) => ({ text: one.text, option: hex(one.option) })),
        }
      case 'reportResultAddComment':
        return { kind: 'comment', option: hex(answer.option), optional: answer.optional === true }
      case 'reportResultReported':
        return { kind: 'done' }
    }
  },
  reportPeer: async ({ chat, reason, text }) => {
    const peer = await inputPeer(session, chat)
    await session.client.call({ _: 'account.reportPeer', peer, reason: reasons[reason], message: text })
  },
  reportSpam: async ({ chat }) => {
    await session.client.call({ _: 'messages.reportSpam', peer: await inputPeer(session, chat) })
    session.state.event({ kind: 'changed', what: 'full', chat })
  },
  hideBar: async ({ chat }) => {
    await session.client.call({ _: 'messages.hidePeerSettingsBar', peer: await inputPeer(session, chat) })
    session.state.event({ kind: 'changed', what: 'full', chat })
  },
})
