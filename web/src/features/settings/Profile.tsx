import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Birthday } from '../../api/full'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { formatPhone } from '../../lib/phone'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { BirthdayField } from './BirthdayField'
import { createLoad } from './load'
import { Page } from './Page'
import styles from './Settings.module.css'
import { createUsername, UsernameField } from './UsernameField'

/** How long the text about oneself may be. */
const aboutLimit = 70

const same = (a: Birthday | undefined, b: Birthday | undefined) => JSON.stringify(a ?? 0) === JSON.stringify(b ?? 0)

/** What others see of one. */
export function Profile(): JSX.Element {
  const account = useAccount()
  const { api, me } = account
  const full = createLoad(() => api.full({ chat: me()?.id ?? 0 }))
  const [first, setFirst] = createSignal(me()?.firstName ?? '')
  const [last, setLast] = createSignal(me()?.lastName ?? '')
  const [about, setAbout] = createSignal('')
  const [birthday, setBirthday] = createSignal<Birthday>()
  const username = createUsername(account)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const known = () => {
    const value = full.value()
    return value?.kind === 'user' ? value : undefined
  }
  createEffect(
    on(known, (user) => {
      if (!user) return
      setAbout(user.about)
      setBirthday(user.birthday)
    }),
  )
  const changed = () =>
    first() !== me()?.firstName ||
    last() !== me()?.lastName ||
    username.changed() ||
    (known() !== undefined && (about() !== known()?.about || !same(birthday(), known()?.birthday)))

  const save = async (e: Event) => {
    e.preventDefault()
    if (busy() || username.blocked()) return
    setBusy(true)
    setError(undefined)
    try {
      const named = first() !== me()?.firstName || last() !== me()?.lastName
      const said = known() !== undefined && about() !== known()?.about
      if (named || said) {
        await api.editProfile({
          ...(named ? { firstName: first().trim(), lastName: last().trim() } : {}),
          ...(said ? { about: about().trim() } : {}),
        })
      }
      const day = birthday()
      if (known() && !same(day, known()?.birthday)) await api.setBirthday(day ? { birthday: day } : {})
      if (username.changed()) await username.save()
      await full.reload()
      toast(t('settings.profile.saved'))
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={t('settings.profile')} up="">
      <form onSubmit={save}>
        <div class={styles.me}>
          <Avatar name={`${first()} ${last()}`} color={me()?.color ?? 0} size={96} />
        </div>
        <Section footer={t('settings.profile.about.text')}>
          <div class={styles.form}>
            <TextField label={t('settings.profile.first')} maxlength={64} value={first()} onInput={setFirst} />
            <TextField label={t('settings.profile.last')} maxlength={64} value={last()} onInput={setLast} />
            <TextArea
              label={t('settings.profile.about')}
              value={about()}
              onInput={(text) => setAbout(text.replaceAll('\n', ' '))}
              count={aboutLimit}
              disabled={known() === undefined}
            />
          </div>
        </Section>
        <Section footer={t('settings.profile.username.text')}>
          <div class={styles.form}>
            <UsernameField of={username} />
          </div>
        </Section>
        <Section title={t('settings.profile.birthday')}>
          <BirthdayField value={birthday()} onChange={setBirthday} />
        </Section>
        <Section>
          <ListRow
            icon="phone"
            title={<span dir="ltr">{formatPhone(`+${me()?.phone ?? ''}`)}</span>}
            subtitle={t('settings.profile.phone')}
          />
        </Section>
        <Show when={error()}>
          <p class={styles.pad} role="alert">
            {errorText(error())}
          </p>
        </Show>
        <div class={styles.pad}>
          <Button kind="primary" type="submit" wide busy={busy()} disabled={!changed() || username.blocked()}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
