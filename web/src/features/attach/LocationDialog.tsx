import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { NewMedia } from '../../api/media'
import { locale, t } from '../../lang/lang'
import { span } from '../../lib/dates'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { RadioGroup } from '../../ui/RadioGroup'
import { TextField } from '../../ui/TextField'
import styles from './attach.module.css'
import { readPlace } from './place'

/** Seconds for which a place can be kept up to date; 0: it is sent once. */
const periods = [0, 900, 3600, 8 * 3600] as const

export interface LocationDialogProps {
  onSend: (media: NewMedia & { kind: 'location' }) => void
  onClose: () => void
}

/** LocationDialog sends a place: where one is, if the browser tells, or what is typed. */
export function LocationDialog(props: LocationDialogProps): JSX.Element {
  const [typed, setTyped] = createSignal('')
  const [title, setTitle] = createSignal('')
  const [period, setPeriod] = createSignal('0')
  const [asking, setAsking] = createSignal(false)
  const [note, setNote] = createSignal<string>()
  const place = () => readPlace(typed())
  const locate = () => {
    setAsking(true)
    setNote(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false)
        setTyped(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`)
      },
      ({ code, PERMISSION_DENIED }) => {
        setAsking(false)
        setNote(code === PERMISSION_DENIED ? t('attach.location.denied') : t('attach.location.unknown'))
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  // Browsers tell where one is on secure pages only.
  const canLocate = isSecureContext && 'geolocation' in navigator
  onMount(() => canLocate && locate())
  const send = () => {
    const at = place()
    if (!at) {
      setNote(t('attach.location.needs'))
      return
    }
    const live = Number(period())
    props.onSend({
      kind: 'location',
      ...at,
      ...(live > 0 ? { live } : {}),
      ...(live === 0 && title().trim() !== '' ? { venue: { title: title().trim(), address: '' } } : {}),
    })
    props.onClose()
  }
  return (
    <Dialog
      open
      title={t('attach.location.title')}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" onClick={send}>
            {period() === '0' ? t('attach.location.send') : t('attach.location.share')}
          </Button>
        </>
      }
    >
      <div class={styles.form}>
        <TextField
          label={t('attach.location.coordinates')}
          value={typed()}
          onInput={(value) => {
            setTyped(value)
            setNote(undefined)
          }}
          hint={t('attach.location.example')}
          error={note()}
          autofocus
        />
        <Show when={canLocate}>
          <Button icon="location" busy={asking()} onClick={locate}>
            {t('attach.location.here')}
          </Button>
        </Show>
        <RadioGroup
          label={t('attach.location.period')}
          value={period()}
          onChange={setPeriod}
          options={periods.map((s) => ({
            value: String(s),
            label: s === 0 ? t('attach.location.once') : t('attach.location.live', { time: span(s, locale()) }),
          }))}
        />
        <Show when={period() === '0'}>
          <TextField label={t('attach.location.name')} value={title()} onInput={setTitle} maxLength={64} />
        </Show>
      </div>
    </Dialog>
  )
}
