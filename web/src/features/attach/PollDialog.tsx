import { createSignal, type JSX, Show } from 'solid-js'
import type { NewPoll } from '../../api/media'
import { locale, t } from '../../lang/lang'
import { span } from '../../lib/dates'
import { rich } from '../../lib/edit'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { TextArea } from '../../ui/TextArea'
import styles from './attach.module.css'
import { RowList } from './RowList'
import { filled, newRow, type Row } from './rows'

const maxOptions = 10
const maxQuestion = 255
const maxOption = 100
const maxExplanation = 200

/** Seconds after which a poll can close by itself; 0: it does not. */
const periods = [0, 60, 300, 3600, 86_400, 7 * 86_400] as const

export interface PollDialogProps {
  /** Posts of channels hide who voted. */
  channel: boolean
  onSend: (poll: NewPoll) => void
  onClose: () => void
}

/** PollDialog makes a poll or a quiz. */
export function PollDialog(props: PollDialogProps): JSX.Element {
  const [question, setQuestion] = createSignal('')
  const [rows, setRows] = createSignal<readonly Row[]>([newRow(), newRow()])
  const [anonymous, setAnonymous] = createSignal(true)
  const [multiple, setMultiple] = createSignal(false)
  const [quiz, setQuiz] = createSignal(false)
  const [right, setRight] = createSignal<number>()
  const [explanation, setExplanation] = createSignal('')
  const [period, setPeriod] = createSignal('0')
  const [tried, setTried] = createSignal(false)
  const missing = () => {
    if (question().trim() === '') return t('attach.poll.needsQuestion')
    if (filled(rows()).length < 2) return t('attach.poll.needsOptions')
    const texts = filled(rows()).map((row) => row.text.trim())
    if (new Set(texts).size < texts.length) return t('attach.poll.sameOptions')
    if (quiz() && !filled(rows()).some((row) => row.key === right())) return t('attach.poll.needsRight')
    if ([...question().trim()].length > maxQuestion || [...explanation()].length > maxExplanation)
      return t('attach.poll.tooLong')
    return undefined
  }
  const send = () => {
    setTried(true)
    if (missing()) return
    const options = filled(rows())
    const closesIn = Number(period())
    props.onSend({
      kind: 'poll',
      question: rich(question().trim()),
      options: options.map((row) => rich(row.text.trim())),
      publicVoters: !anonymous() && !props.channel,
      multiple: multiple() && !quiz(),
      ...(quiz() ? { correct: options.findIndex((row) => row.key === right()) } : {}),
      ...(quiz() && explanation().trim() !== '' ? { explanation: rich(explanation().trim()) } : {}),
      ...(closesIn > 0 ? { closesIn } : {}),
    })
    props.onClose()
  }
  return (
    <Dialog
      open
      firm
      title={quiz() ? t('attach.poll.newQuiz') : t('attach.poll.new')}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" onClick={send}>
            {t('attach.poll.create')}
          </Button>
        </>
      }
    >
      <div class={styles.form}>
        <TextArea
          label={t('attach.poll.question')}
          value={question()}
          onInput={setQuestion}
          count={maxQuestion}
          autofocus
        />
        <h3 class={styles.heading}>{t('attach.poll.options')}</h3>
        <RowList
          rows={rows()}
          onChange={setRows}
          max={maxOptions}
          length={maxOption}
          label={(n) => t('attach.poll.option', { n })}
          {...(quiz() ? { right: right(), onRight: setRight } : {})}
        />
        <p class={styles.hint}>{t('attach.poll.more', { n: maxOptions - filled(rows()).length })}</p>
        <Show when={!props.channel}>
          <Switch label={t('attach.poll.anonymous')} checked={anonymous()} onChange={setAnonymous} />
        </Show>
        <Switch
          label={t('attach.poll.multiple')}
          checked={multiple() && !quiz()}
          disabled={quiz()}
          onChange={setMultiple}
        />
        <Switch label={t('attach.poll.quiz')} hint={t('attach.poll.quizHint')} checked={quiz()} onChange={setQuiz} />
        <Show when={quiz()}>
          <TextArea
            label={t('attach.poll.explanation')}
            value={explanation()}
            onInput={setExplanation}
            count={maxExplanation}
            hint={t('attach.poll.explanationHint')}
          />
        </Show>
        <Select
          label={t('attach.poll.closes')}
          value={period()}
          options={periods.map((s) => ({
            value: String(s),
            label: s === 0 ? t('attach.poll.never') : span(s, locale()),
          }))}
          onChange={setPeriod}
        />
        <Show when={tried() && missing()}>
          <p class={styles.wrong} role="alert">
            {missing()}
          </p>
        </Show>
      </div>
    </Dialog>
  )
}
