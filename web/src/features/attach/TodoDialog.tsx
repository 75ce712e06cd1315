import { createSignal, type JSX, Show } from 'solid-js'
import type { NewChecklist } from '../../api/media'
import { t } from '../../lang/lang'
import { rich } from '../../lib/edit'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Switch } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import styles from './attach.module.css'
import { RowList } from './RowList'
import { filled, newRow, type Row } from './rows'

const maxItems = 30
const maxTitle = 32
const maxItem = 64

export interface TodoDialogProps {
  onSend: (list: NewChecklist) => void
  onClose: () => void
}

/** TodoDialog makes a list of things to do. */
export function TodoDialog(props: TodoDialogProps): JSX.Element {
  const [title, setTitle] = createSignal('')
  const [rows, setRows] = createSignal<readonly Row[]>([newRow(), newRow()])
  const [add, setAdd] = createSignal(true)
  const [mark, setMark] = createSignal(true)
  const [tried, setTried] = createSignal(false)
  const missing = () => {
    if (title().trim() === '') return t('attach.todo.needsTitle')
    return filled(rows()).length === 0 ? t('attach.todo.needsItems') : undefined
  }
  const send = () => {
    setTried(true)
    if (missing()) return
    props.onSend({
      kind: 'todo',
      title: rich(title().trim()),
      items: filled(rows()).map((row) => rich(row.text.trim())),
      othersAdd: add(),
      othersMark: mark(),
    })
    props.onClose()
  }
  return (
    <Dialog
      open
      firm
      title={t('attach.todo.new')}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" onClick={send}>
            {t('attach.todo.create')}
          </Button>
        </>
      }
    >
      <div class={styles.form}>
        <TextField label={t('attach.todo.title')} value={title()} onInput={setTitle} maxLength={maxTitle} autofocus />
        <h3 class={styles.heading}>{t('attach.todo.items')}</h3>
        <RowList
          rows={rows()}
          onChange={setRows}
          max={maxItems}
          length={maxItem}
          label={(n) => t('attach.todo.item', { n })}
        />
        <Switch label={t('attach.todo.othersAdd')} checked={add()} onChange={setAdd} />
        <Switch label={t('attach.todo.othersMark')} checked={mark()} onChange={setMark} />
        <Show when={tried() && missing()}>
          <p class={styles.wrong} role="alert">
            {missing()}
          </p>
        </Show>
      </div>
    </Dialog>
  )
}
