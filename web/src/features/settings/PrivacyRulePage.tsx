import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import type { PrivacyKey, PrivacyRule } from '../../api/privacy'
import { list } from '../../lang/format'
import { t } from '../../lang/lang'
import { ListRow } from '../../ui/ListRow'
import { RadioGroup } from '../../ui/RadioGroup'
import { Section } from '../../ui/Section'
import { PeerPicker } from '../contacts'
import { attempt, createLoad, Loaded } from './load'
import { Page } from './Page'
import { choicesOf, withException } from './state'

/** Who may see or do one thing, and who is an exception. */
export function PrivacyRulePage(props: { key: PrivacyKey }): JSX.Element {
  const { api } = useAccount()
  const rule = createLoad(
    () => api.privacy({ key: props.key }),
    (event) => event.kind === 'changed' && event.what === 'privacy',
  )
  const change = (next: PrivacyRule) => attempt(api.setPrivacy({ key: props.key, rule: next }).then(rule.set))
  return (
    <Page title={t(`settings.privacy.${props.key}`)} up="privacy">
      <Loaded of={rule}>
        {(value) => (
          <>
            <Section title={t('settings.privacy.may')} footer={t(`settings.privacy.${props.key}.text`)}>
              <RadioGroup
                hideLabel
                label={t('settings.privacy.may')}
                options={choicesOf(props.key).map((who) => ({ value: who, label: t(`settings.privacy.${who}`) }))}
                value={value().who}
                onChange={(who) => void change({ ...value(), who })}
              />
            </Section>
            <Show when={props.key !== 'findByPhone'}>
              <Section title={t('settings.privacy.exceptions')} footer={t('settings.privacy.exceptions.text')}>
                <Show when={value().who !== 'everybody'}>
                  <Exceptions rule={value()} list="allow" onChange={change} />
                </Show>
                <Show when={value().who !== 'nobody'}>
                  <Exceptions rule={value()} list="deny" onChange={change} />
                </Show>
              </Section>
            </Show>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Exceptions(props: {
  rule: PrivacyRule
  list: 'allow' | 'deny'
  onChange: (rule: PrivacyRule) => Promise<boolean>
}): JSX.Element {
  const { tables } = useAccount()
  const [open, setOpen] = createSignal(false)
  const ids = () => props.rule[props.list]
  const names = () => {
    const known = ids()
      .map((id) => tables.peers[id]?.name ?? '')
      .filter((name) => name !== '')
    return known.length > 0 ? list(known) : t('settings.privacy.add')
  }
  const done = async (chosen: PeerId[]) => {
    if (!(await props.onChange(withException(props.rule, props.list, chosen)))) throw new Error('refused')
  }
  return (
    <>
      <ListRow
        icon={props.list === 'allow' ? 'addUser' : 'block'}
        title={t(`settings.privacy.${props.list}`)}
        subtitle={names()}
        onClick={() => setOpen(true)}
      />
      <PeerPicker
        open={open()}
        title={t(`settings.privacy.${props.list}`)}
        from="chats"
        multiple
        none
        confirm={t('settings.save')}
        chosen={ids()}
        filter={(peer) => (peer.kind === 'user' ? !peer.self && !peer.deleted : peer.kind === 'group')}
        onDone={(chosen) => done(chosen)}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
