import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { IconName } from '../../ui/Icon'
import { ListRow } from '../../ui/ListRow'
import { QrCode } from '../../ui/QrCode'
import { toast } from '../../ui/Toast'
import styles from './Profile.module.css'

/** Puts a text where it can be pasted, and says so. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ text: t('info.copied'), icon: 'copy' })
  } catch {
    toast({ text: t('info.notCopied'), icon: 'failed' })
  }
}

/** A line that says something and is copied by a press. */
export function CopyRow(props: { icon: IconName; text: string; what: string; value?: string }): JSX.Element {
  return (
    <ListRow
      icon={props.icon}
      title={<bdi>{props.text}</bdi>}
      subtitle={props.what}
      onClick={() => void copy(props.value ?? props.text)}
    />
  )
}

/** A page of the pane, with a number at its end. */
export function PageRow(props: {
  icon: IconName
  title: string
  href: string
  value?: string | undefined
  accent?: boolean
}): JSX.Element {
  return (
    <ListRow
      icon={props.icon}
      title={props.title}
      href={props.href}
      trailing={props.value}
      accent={props.accent ?? false}
    />
  )
}

/** A link as a picture for cameras, to be copied or handed on. */
export function QrDialog(props: {
  open: boolean
  title: string
  link: string
  hint?: string
  onClose: () => void
}): JSX.Element {
  return (
    <Dialog
      open={props.open}
      title={props.title}
      size="s"
      onClose={props.onClose}
      footer={<LinkButtons link={props.link} />}
    >
      <div class={styles.qr}>
        <QrCode text={props.link} label={t('info.qrOf', { link: props.link })} />
        <bdi class={styles.link}>{props.link}</bdi>
        <Show when={props.hint}>
          <p>{props.hint}</p>
        </Show>
      </div>
    </Dialog>
  )
}

/** Copies a link, or hands it to another app where the system can. */
export function LinkButtons(props: { link: string }): JSX.Element {
  const [shares] = createSignal(typeof navigator.share === 'function')
  const share = () => void navigator.share({ url: props.link }).catch(() => undefined)
  return (
    <>
      <Show when={shares()}>
        <Button kind="tonal" icon="share" onClick={share}>
          {t('info.share')}
        </Button>
      </Show>
      <Button kind="primary" icon="copy" onClick={() => void copy(props.link)}>
        {t('info.copyLink')}
      </Button>
    </>
  )
}
