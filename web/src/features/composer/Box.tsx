import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import type { Full } from '../../api/full'
import type { NewMedia } from '../../api/media'
import { maxText } from '../../api/send'
import { errorText } from '../../lang/errors'
import { number, t } from '../../lang/lang'
import { formatRoute } from '../../lib/route'
import { IconButton } from '../../ui/IconButton'
import { toast } from '../../ui/Toast'
import { AttachButton, LiveBar } from '../attach'
import { Bars } from './Bars'
import styles from './Composer.module.css'
import { allowedIn, isSlowed } from './closed'
import { syncDraft } from './drafts'
import { Editor } from './Editor'
import { EmojiButton } from './EmojiButton'
import { FormatBar } from './FormatBar'
import { boxKeys } from './keys'
import { previewIn } from './preview'
import { SendAsButton } from './SendAsButton'
import { SendButton } from './SendButton'
import { SuggestList } from './SuggestList'
import { finished, type How, send, sendMedia } from './send'
import { slowMode } from './slow'
import type { Composing } from './state'
import { suggestionsFor } from './suggest'
import { tellTyping } from './typing'

/** Where a counter of characters begins to be shown. */
const nearLimit = maxText - 200

/** Box is the panel with the text and all around it, of one chat or topic. */
export function Box(props: { composing: Composing; full: Full | undefined; scheduled: boolean }): JSX.Element {
  const { composing } = props
  const { account, chat } = composing
  const [box, setBox] = createSignal<HTMLElement>()
  const [linking, setLinking] = createSignal(false)
  const [as, setAs] = createSignal<number>()
  const peer = () => account.tables.peers[chat]
  const group = () => (props.full?.kind === 'group' ? props.full : undefined)
  const suggestions = suggestionsFor(composing)
  const preview = previewIn(composing)
  const slow = slowMode(() =>
    isSlowed(peer()) ? { seconds: group()?.slowMode ?? 0, until: group()?.slowUntil ?? 0 } : undefined,
  )
  createEffect(on(() => group()?.sendAs, setAs))
  syncDraft(composing)
  tellTyping(composing)

  const length = createMemo(() => finished(composing.doc().content).text.length)
  const how = (extra: How): How => {
    const sendAs = as()
    return {
      ...extra,
      ...(sendAs === undefined ? {} : { sendAs }),
      ...(preview.refused() ? { noPreview: true } : {}),
    }
  }
  const settle = (sending: Promise<void>) => {
    sending.catch((error) => toast(errorText(error)))
    slow.sent()
    composing.focus()
  }
  const sendIt = (extra: How) => {
    if (slow.left() === undefined || composing.editing()) settle(send(composing, how(extra)))
  }
  const chooseAs = (id: number) => {
    setAs(id)
    composing.focus()
  }
  const attach = (media: NewMedia) => settle(sendMedia(composing, media, how({})))
  const onKey = boxKeys(composing, {
    suggestions,
    send: () => !props.scheduled && sendIt({}),
    link: () => setLinking(true),
  })
  const list = () =>
    suggestions.items().length > 0 ? { id: suggestions.id, active: suggestions.rowId(suggestions.active()) } : undefined
  return (
    <>
      <div class={styles.panel}>
        <LiveBar chat={chat} />
        <SuggestList suggestions={suggestions} />
        <Bars composing={composing} preview={preview.page()} onNoPreview={preview.refuse} />
        <div class={styles.row}>
          <Show when={as()}>{(id) => <SendAsButton chat={chat} as={id()} onChoose={chooseAs} />}</Show>
          <EmojiButton onPick={(emoji) => composing.insert(emoji)} onClose={composing.focus} />
          <Editor
            composing={composing}
            label={peer()?.kind === 'channel' ? t('composer.post') : t('composer.message')}
            list={list()}
            onKey={onKey}
            ref={setBox}
            autofocus={matchMedia('(pointer: fine)').matches}
          />
          <Show when={props.full?.scheduled && !props.scheduled}>
            <IconButton
              icon="scheduled"
              label={t('composer.scheduled')}
              onClick={() => {
                location.hash = formatRoute({ at: 'chat', chat, scheduled: true })
              }}
            />
          </Show>
          <Show when={!composing.editing()}>
            <AttachButton allowed={allowedIn(peer())} chat={chat} onSend={attach} />
          </Show>
        </div>
        <Show when={length() > nearLimit}>
          <p class={styles.count} role="status">
            {length() > maxText
              ? t('composer.parts', { n: Math.ceil(length() / maxText) })
              : number(maxText - length())}
          </p>
        </Show>
        <FormatBar composing={composing} box={box()} linking={linking()} onLinking={setLinking} />
      </div>
      <SendButton
        peer={peer()}
        ready={length() > 0}
        editing={composing.editing() !== undefined}
        scheduled={props.scheduled}
        wait={composing.editing() ? undefined : slow.left()}
        onSend={sendIt}
      />
    </>
  )
}
