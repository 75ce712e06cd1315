import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { caretAfter, digits, formatPhone } from '../../lib/phone'
import { chatLink } from '../../lib/route'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/TextField'
import styles from './People.module.css'

export interface AddContactProps {
  open: boolean
  onClose: () => void
}

/** AddContact adds somebody by their number and goes to the chat with them. */
export function AddContact(props: AddContactProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Adding onClose={() => props.onClose()} />
    </Show>
  )
}

function Adding(props: { onClose: () => void }): JSX.Element {
  const { api } = useAccount()
  const [phone, setPhone] = createSignal('')
  const [first, setFirst] = createSignal('')
  const [last, setLast] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string>()
  let input: HTMLInputElement | undefined
  const type = (typed: string) => {
    const count = digits(typed.slice(0, input?.selectionStart ?? typed.length)).length
    const formatted = formatPhone(typed === '' || typed.startsWith('+') ? typed : `+${typed}`)
    setError(undefined)
    setPhone(formatted)
    if (!input) return
    input.value = formatted
    const at = caretAfter(formatted, count)
    input.setSelectionRange(at, at)
  }
  const complete = () => digits(phone()).length >= 5 && first().trim() !== ''
  const save = async (event: Event) => {
    event.preventDefault()
    if (busy() || !complete()) return
    setBusy(true)
    setError(undefined)
    try {
      const names = { firstName: first().trim(), lastName: last().trim() }
      const id = await api.importContact({ phone: `+${digits(phone())}`, ...names })
      if (id === undefined) {
        setError(t('contacts.nobody'))
        return
      }
      props.onClose()
      location.hash = chatLink(id)
    } catch (failure) {
      setError(errorText(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      firm
      size="s"
      title={t('contacts.add')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" form="add-contact" type="submit" busy={busy()} disabled={!complete()}>
            {t('contacts.addConfirm')}
          </Button>
        </>
      }
    >
      <form id="add-contact" class={styles.form} onSubmit={save}>
        <TextField
          ref={(el: HTMLInputElement) => {
            input = el
          }}
          autofocus
          label={t('contacts.phone')}
          type="tel"
          inputmode="tel"
          dir="ltr"
          value={phone()}
          onInput={type}
          error={error()}
          hint={t('contacts.phoneHint')}
        />
        <TextField label={t('contacts.firstName')} value={first()} onInput={setFirst} maxlength={64} />
        <TextField label={t('contacts.lastName')} value={last()} onInput={setLast} maxlength={64} />
      </form>
    </Dialog>
  )
}
