import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { DeviceSession } from '../../api/sessions'
import { listTime, span } from '../../lang/format'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Confirm } from '../../ui/Confirm'
import { Dialog } from '../../ui/Dialog'
import { Icon, type IconName } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { TextField } from '../../ui/TextField'
import { toast } from '../../ui/Toast'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'

/** How often one looks who is there, in ms. */
const interval = 30_000

const iconOf = (device: DeviceSession): IconName => {
  const words = `${device.app} ${device.device} ${device.system}`
  if (/web|firefox|chrome|safari|edg/i.test(words)) return 'window'
  return /android|iphone|ipad|ios/i.test(words) ? 'phone' : 'devices'
}

const words = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ')

/** The devices that are logged in. */
export function Devices(): JSX.Element {
  const { api } = useAccount()
  const all = createLoad(
    () => api.sessions({}),
    (event) => event.kind === 'changed' && event.what === 'sessions',
  )
  const timer = setInterval(() => document.visibilityState === 'visible' && void all.reload(), interval)
  onCleanup(() => clearInterval(timer))
  const [ending, setEnding] = createSignal<DeviceSession | 'others'>()
  const [linking, setLinking] = createSignal(false)
  const end = async () => {
    const which = ending()
    if (which === undefined) return
    const done = which === 'others' ? api.endOtherSessions({}) : api.endSession({ hash: which.hash })
    if (await attempt(done)) await all.reload()
  }
  const name = () => {
    const which = ending()
    return which === undefined || which === 'others' ? '' : which.device || which.app
  }
  return (
    <Page title={t('settings.devices')} up="">
      <Loaded of={all}>
        {(value) => {
          const others = () => value().list.filter((device) => !device.current)
          return (
            <>
              <Section title={t('settings.devices.this')}>
                <For each={value().list.filter((device) => device.current)}>{(device) => <Row device={device} />}</For>
                <Show when={others().length > 0}>
                  <ListRow
                    icon="block"
                    danger
                    title={t('settings.devices.endOthers')}
                    onClick={() => setEnding('others')}
                  />
                </Show>
              </Section>
              <Section
                title={t('settings.devices.others')}
                footer={
                  value().days > 0 ? t('settings.devices.text', { time: span(value().days * 86_400) }) : undefined
                }
              >
                <For each={others()} fallback={<ListRow title={t('settings.devices.none')} />}>
                  {(device) => (
                    <Row
                      device={device}
                      onEnd={() => setEnding(device)}
                      onConfirm={() => void attempt(api.confirmSession({ hash: device.hash }).then(all.reload))}
                    />
                  )}
                </For>
                <ListRow icon="qr" accent title={t('settings.devices.link')} onClick={() => setLinking(true)} />
              </Section>
            </>
          )
        }}
      </Loaded>
      <Confirm
        open={ending() !== undefined}
        title={ending() === 'others' ? t('settings.devices.endOthers') : t('settings.devices.end')}
        text={
          ending() === 'others'
            ? t('settings.devices.endOthers.text')
            : t('settings.devices.end.text', { name: name() })
        }
        confirm={t('settings.devices.end')}
        danger
        onConfirm={end}
        onClose={() => setEnding(undefined)}
      />
      <Link open={linking()} onClose={() => setLinking(false)} onDone={() => void all.reload()} />
    </Page>
  )
}

function Row(props: { device: DeviceSession; onEnd?: () => void; onConfirm?: () => void }): JSX.Element {
  const device = () => props.device
  const when = () => (device().current ? t('time.online') : listTime(device().active))
  return (
    <>
      <ListRow
        leading={<Icon name={iconOf(device())} />}
        title={device().device || device().app}
        subtitle={
          <>
            {words([device().app, device().system])}
            <br />
            {words([device().place, device().ip, when()])}
          </>
        }
        wrap
        trailing={
          <Show when={props.onEnd}>
            <IconButton
              icon="close"
              label={t('settings.devices.end.name', { name: device().device || device().app })}
              onClick={() => props.onEnd?.()}
            />
          </Show>
        }
      />
      <Show when={device().unconfirmed && props.onConfirm}>
        <Button wide icon="check" onClick={() => props.onConfirm?.()}>
          {t('settings.devices.confirm')}
        </Button>
      </Show>
    </>
  )
}

/** Lets in a device by what its QR code says. */
function Link(props: { open: boolean; onClose: () => void; onDone: () => void }): JSX.Element {
  const { api } = useAccount()
  const [url, setUrl] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const valid = () => /^tg:\/\/login\?token=[\w-]+$/.test(url().trim())
  const accept = async (e: Event) => {
    e.preventDefault()
    if (!valid() || busy()) return
    setBusy(true)
    if (await attempt(api.acceptToken({ url: url().trim() }))) {
      toast(t('settings.devices.linked'))
      setUrl('')
      props.onClose()
      props.onDone()
    }
    setBusy(false)
  }
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={t('settings.devices.link')}>
      <form onSubmit={accept}>
        <TextField
          label={t('settings.devices.link.url')}
          hint={t('settings.devices.link.text')}
          dir="ltr"
          autocomplete="off"
          value={url()}
          onInput={setUrl}
        />
        <Button kind="primary" type="submit" wide disabled={!valid()} busy={busy()}>
          {t('settings.devices.link')}
        </Button>
      </form>
    </Dialog>
  )
}
