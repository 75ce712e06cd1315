import { createEffect, createResource, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import type { ReportReason, ReportStep } from '../../api/report'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Failure } from '../../ui/Failure'
import { ListRow } from '../../ui/ListRow'
import { Skeleton } from '../../ui/Skeleton'
import { TextArea } from '../../ui/TextArea'
import { toast } from '../../ui/Toast'
import { succeeded } from './attempt'
import { Form } from './Page'

const reasons: readonly ReportReason[] = [
  'spam',
  'fake',
  'violence',
  'childAbuse',
  'pornography',
  'drugs',
  'personal',
  'copyright',
  'other',
]

const thanks = () => toast({ text: t('info.report.thanks'), icon: 'check' })

/** Reports a person or chat to those who run the server. */
export function ReportPeer(props: { open: boolean; chat: PeerId; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [reason, setReason] = createSignal<ReportReason>()
  const [text, setText] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.open,
      () => {
        setReason(undefined)
        setText('')
      },
    ),
  )
  const send = async () => {
    const why = reason()
    if (!why) return
    setBusy(true)
    const sent = await succeeded(api.reportPeer({ chat: props.chat, reason: why, text: text().trim() }))
    setBusy(false)
    if (!sent) return
    thanks()
    props.onClose()
  }
  return (
    <Dialog
      open={props.open}
      title={t('info.report')}
      size="s"
      flush
      onClose={props.onClose}
      footer={
        reason() && (
          <Button kind="primary" busy={busy()} onClick={send}>
            {t('info.report.send')}
          </Button>
        )
      }
    >
      <Show
        when={reason()}
        fallback={
          <For each={reasons}>
            {(one) => <ListRow title={t(`info.report.${one}`)} onClick={() => setReason(one)} />}
          </For>
        }
      >
        <Form>
          <TextArea label={t('info.report.comment')} value={text()} onInput={setText} count={512} autofocus />
        </Form>
      </Show>
    </Dialog>
  )
}

/** Reports messages: the server asks step by step what is wrong with them. */
export function ReportMessages(props: {
  open: boolean
  chat: PeerId
  ids: readonly number[]
  onClose: () => void
}): JSX.Element {
  return (
    <Show when={props.open}>
      <Steps {...props} />
    </Show>
  )
}

function Steps(props: { chat: PeerId; ids: readonly number[]; onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [answer, setAnswer] = createSignal({ option: '', text: '' })
  const [text, setText] = createSignal('')
  const [step, { refetch }] = createResource(answer, async (now): Promise<ReportStep> => {
    const next = await api.reportMessages({ chat: props.chat, ids: props.ids, ...now })
    if (next.kind === 'done') {
      thanks()
      props.onClose()
    }
    return next
  })
  const choice = () => {
    const now = step.state === 'ready' ? step() : undefined
    return now?.kind === 'choose' ? now : undefined
  }
  const comment = () => {
    const now = step.state === 'ready' ? step() : undefined
    return now?.kind === 'comment' ? now : undefined
  }
  return (
    <Dialog
      open
      title={choice()?.title || t('info.report')}
      size="s"
      flush
      onClose={props.onClose}
      footer={
        <Show when={comment()}>
          {(now) => (
            <Button
              kind="primary"
              disabled={!now().optional && text().trim() === ''}
              onClick={() => setAnswer({ option: now().option, text: text().trim() })}
            >
              {t('info.report.send')}
            </Button>
          )}
        </Show>
      }
    >
      <Switch fallback={<Skeleton label={t('info.loading')} kind="text" />}>
        <Match when={step.error !== undefined}>
          <Failure title={t('info.failed')} text={errorText(step.error)} onRetry={() => refetch()} />
        </Match>
        <Match when={choice()}>
          {(now) => (
            <For each={now().options}>
              {(one) => <ListRow title={one.text} onClick={() => setAnswer({ option: one.option, text: '' })} />}
            </For>
          )}
        </Match>
        <Match when={comment()}>
          <Form>
            <TextArea label={t('info.report.comment')} value={text()} onInput={setText} count={512} autofocus />
          </Form>
        </Match>
      </Switch>
    </Dialog>
  )
}
