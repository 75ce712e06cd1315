import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Full } from '../../api/full'
import type { User } from '../../api/peer'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Checkbox } from '../../ui/Switch'
import { TextField } from '../../ui/TextField'
import { succeeded } from './attempt'
import { Form } from './Page'

/** Names somebody in one's contacts. */
export function ContactDialog(props: {
  open: boolean
  user: User
  full: Full | undefined
  onClose: () => void
}): JSX.Element {
  const { api } = useAccount()
  const [first, setFirst] = createSignal('')
  const [last, setLast] = createSignal('')
  const [share, setShare] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        setFirst(props.user.firstName)
        setLast(props.user.lastName)
        setShare(props.full?.kind === 'user' && props.full.settings.needsException)
      },
    ),
  )
  const save = async (event: Event) => {
    event.preventDefault()
    const names = { firstName: first().trim(), lastName: last().trim() }
    setBusy(true)
    const saved = await succeeded(api.addContact({ user: props.user.id, ...names, share: share() }))
    setBusy(false)
    if (saved) props.onClose()
  }
  return (
    <Dialog
      open={props.open}
      title={props.user.contact ? t('info.menu.editContact') : t('info.menu.addContact')}
      size="s"
      firm
      flush
      onClose={props.onClose}
      footer={
        <Button kind="primary" type="submit" form="contact" busy={busy()} disabled={first().trim() === ''}>
          {t('info.save')}
        </Button>
      }
    >
      <form id="contact" onSubmit={save}>
        <Form>
          <TextField label={t('info.firstName')} value={first()} onInput={setFirst} autofocus count={64} required />
          <TextField label={t('info.lastName')} value={last()} onInput={setLast} count={64} />
        </Form>
        <Show when={!props.user.contact}>
          <Checkbox
            label={t('info.sharePhone')}
            hint={t('info.sharePhone.hint', { name: props.user.name })}
            checked={share()}
            onChange={setShare}
          />
        </Show>
      </form>
    </Dialog>
  )
}
