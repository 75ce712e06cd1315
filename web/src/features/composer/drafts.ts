import { createEffect, on, onCleanup, untrack } from 'solid-js'
import type { Draft } from '../../api/dialog'
import type { Rich } from '../../api/message'
import { type Composing, draftOf } from './state'

/** How long after the last key a draft is saved, in milliseconds. */
const pause = 1200

const sameDraft = (
  a: Pick<Draft, 'text' | 'reply'> | undefined,
  b: Pick<Draft, 'text' | 'reply'> | undefined,
): boolean => (a?.text ?? '') === (b?.text ?? '') && a?.reply === b?.reply

/** Keeps the draft of a chat and the box the same, both ways, while the box is shown. */
export function syncDraft(composing: Composing): void {
  const { account, chat, topic } = composing
  const written = (): (Rich & { reply?: number }) | undefined => {
    if (composing.editing()) return undefined
    const answer = composing.answer()
    return { ...composing.doc().content, ...(answer?.chat === chat ? { reply: answer.id } : {}) }
  }
  const stored = () => draftOf(account, chat, topic)
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    const now = written()
    if (!now || sameDraft(now, stored())) return
    void account.api.saveDraft({ chat, ...(topic === undefined ? {} : { topic }), ...now }).catch(() => undefined)
  }
  createEffect(
    on(
      written,
      (now) => {
        clearTimeout(timer)
        timer = undefined
        // What came from another device is not sent back: it might undo what that does next.
        if (now && !sameDraft(now, untrack(stored))) timer = setTimeout(save, pause)
      },
      { defer: true },
    ),
  )
  let before = untrack(stored)
  const unsent = untrack(written)
  // It may have come while another chat was looked at.
  if (before && unsent?.text === '' && unsent.reply === undefined) composing.load(before, before.reply)
  createEffect(
    on(stored, (draft) => {
      const known = before
      before = draft
      const now = untrack(written)
      if (!now) return
      if (sameDraft(now, draft)) {
        clearTimeout(timer)
        timer = undefined
        return
      }
      // Only what was as the draft was is replaced by another device's.
      if (timer !== undefined || !sameDraft(now, known)) return
      composing.load({ text: draft?.text ?? '', entities: draft?.entities ?? [] }, draft?.reply)
    }),
  )
  addEventListener('pagehide', save)
  onCleanup(() => {
    removeEventListener('pagehide', save)
    save()
  })
}
