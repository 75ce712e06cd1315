import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { digits, formatPhone } from '../../lib/phone'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Section } from '../../ui/Section'
import { TextField } from '../../ui/TextField'
import { attempt } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'

/** The end of an account: the number is typed and a question answered before it. */
export function DeleteAccount(): JSX.Element {
  const { api, me } = useAccount()
  const [typed, setTyped] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [sure, setSure] = createSignal(false)
  const phone = () => me()?.phone ?? ''
  return (
    <Page title={t('settings.delete')} up="privacy">
      <Section footer={t('settings.delete.number', { phone: formatPhone(`+${phone()}`) })}>
        <div class={styles.form}>
          <p>{t('settings.delete.text')}</p>
          <TextField
            label={t('settings.delete.type')}
            type="tel"
            dir="ltr"
            autocomplete="off"
            value={typed()}
            onInput={setTyped}
          />
          <TextField label={t('settings.delete.reason')} maxlength={200} value={reason()} onInput={setReason} />
          <Button
            kind="danger"
            wide
            disabled={phone() === '' || digits(typed()) !== phone()}
            onClick={() => setSure(true)}
          >
            {t('settings.delete')}
          </Button>
        </div>
      </Section>
      <Confirm
        open={sure()}
        title={t('settings.delete.sure')}
        text={t('settings.delete.last')}
        confirm={t('settings.delete')}
        danger
        onConfirm={() => attempt(api.deleteAccount({ reason: reason() }))}
        onClose={() => setSure(false)}
      />
    </Page>
  )
}
