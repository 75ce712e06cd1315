import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../lang/lang'
import { Button } from './Button'
import styles from './Confirm.module.css'
import { Dialog } from './Dialog'

export interface ConfirmProps {
  open: boolean
  title: string
  /** What will happen. */
  text?: JSX.Element
  /** The word of the button that does it. */
  confirm: string
  /** It cannot be undone. */
  danger?: boolean
  /** Done on yes. While a promise of it is open the button is busy; then onClose is called. Rejected, it stays and says so: catch what can be said better. */
  onConfirm: () => unknown
  onClose: () => void
  /** Choices that belong to the question, such as “delete for the other as well”. */
  children?: JSX.Element
}

/** Confirm asks before something that matters. */
export function Confirm(props: ConfirmProps) {
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const yes = async () => {
    setBusy(true)
    setFailed(false)
    try {
      await props.onConfirm()
      props.onClose()
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      onClose={() => !busy() && props.onClose()}
      title={props.title}
      size="s"
      role="alertdialog"
      footer={
        <>
          <Button autofocus={props.danger ?? false} onClick={() => props.onClose()}>
            {t('ui.cancel')}
          </Button>
          <Button kind={props.danger ? 'danger' : 'primary'} autofocus={!props.danger} busy={busy()} onClick={yes}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <Show when={props.text}>
        <p class={styles.text}>{props.text}</p>
      </Show>
      <div class={styles.choices}>{props.children}</div>
      <Show when={failed()}>
        <p class={styles.failed} role="alert">
          {t('ui.failed')}
        </p>
      </Show>
    </Dialog>
  )
}
