import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Group } from '../../api/peer'
import { mayAsAdmin } from '../../api/rights'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { RadioGroup } from '../../ui/RadioGroup'
import { Section } from '../../ui/Section'
import { Switch } from '../../ui/Switch'
import { Buttons, Form, InfoPage, infoHref, PageRow, succeeded } from '../info'
import { UsernameField, type UsernameState } from './UsernameField'
import { upgraded } from './upgrade'

/** Whether everybody can find a chat, and how one gets into it. */
export function TypePage(props: { group: Group }): JSX.Element {
  const account = useAccount()
  const { api } = account
  const present = () => props.group.username ?? ''
  const [type, setType] = createSignal<'private' | 'public'>(present() === '' ? 'private' : 'public')
  const [username, setUsername] = createSignal(present())
  const [state, setState] = createSignal<UsernameState>('empty')
  const [busy, setBusy] = createSignal(false)
  const channel = () => props.group.kind === 'channel'
  const wanted = () => (type() === 'private' ? '' : username())
  const ready = () => wanted() !== present() && (type() === 'private' || state() === 'free')
  const save = async (event: Event) => {
    event.preventDefault()
    if (busy() || !ready()) return
    setBusy(true)
    const name = wanted()
    await succeeded(
      upgraded(account, props.group, 'type').then((chat) => api.setChatUsername({ chat, username: name })),
    )
    setBusy(false)
  }
  const open = () => props.group.username !== undefined || props.group.linked
  const lets = () => !channel() && !props.group.basic && open() && mayAsAdmin(props.group, 'banUsers')
  return (
    <InfoPage title={channel() ? t('group.type.channel') : t('group.type')} parent="edit">
      <Section>
        <form onSubmit={save}>
          <RadioGroup
            label={channel() ? t('channel.type') : t('group.type')}
            hideLabel
            options={[
              {
                value: 'private',
                label: t('group.type.private'),
                hint: channel() ? t('channel.type.private.hint') : t('group.type.private.hint'),
              },
              {
                value: 'public',
                label: t('group.type.public'),
                hint: channel() ? t('channel.type.public.hint') : t('group.type.public.hint'),
              },
            ]}
            value={type()}
            onChange={setType}
          />
          <Show when={type() === 'public'}>
            <Form>
              <UsernameField
                {...(props.group.basic ? {} : { chat: props.group.id })}
                present={present()}
                value={username()}
                onInput={setUsername}
                onState={setState}
              />
            </Form>
          </Show>
          <Show when={wanted() !== present()}>
            <Buttons>
              <Button kind="primary" type="submit" busy={busy()} disabled={!ready()}>
                {t('info.save')}
              </Button>
            </Buttons>
          </Show>
        </form>
      </Section>
      <Show when={mayAsAdmin(props.group, 'inviteUsers')}>
        <Section>
          <PageRow icon="link" title={t('invites.title')} href={infoHref(props.group.id, 'links')} />
        </Section>
      </Show>
      <Show when={lets()}>
        <Section>
          <Switch
            label={t('group.joinToSend')}
            hint={t('group.joinToSend.hint')}
            checked={props.group.joinToSend}
            onChange={(on) => void succeeded(api.setJoinToSend({ chat: props.group.id, on }))}
          />
          <Show when={props.group.username !== undefined}>
            <Switch
              label={t('group.joinRequest')}
              hint={t('group.joinRequest.hint')}
              checked={props.group.joinRequest}
              onChange={(on) => void succeeded(api.setJoinRequest({ chat: props.group.id, on }))}
            />
          </Show>
        </Section>
      </Show>
    </InfoPage>
  )
}
