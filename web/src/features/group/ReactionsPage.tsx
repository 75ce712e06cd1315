import { createEffect, createResource, createSignal, For, type JSX, on, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { AllowedReactions } from '../../api/full'
import { useFull } from '../../api/fulls'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { RadioGroup } from '../../ui/RadioGroup'
import { Section } from '../../ui/Section'
import { Checkbox } from '../../ui/Switch'
import { Buttons, InfoPage, succeeded } from '../info'

/** With what members may react. */
export function ReactionsPage(props: { group: Group }): JSX.Element {
  const { api } = useAccount()
  const { full } = useFull(() => props.group.id)
  const [kinds] = createResource(() => api.reactionKinds({}).catch(() => []))
  const [kind, setKind] = createSignal<AllowedReactions['kind']>('all')
  const [chosen, setChosen] = createSignal<readonly string[]>([])
  const [busy, setBusy] = createSignal(false)
  const present = (): AllowedReactions | undefined => {
    const now = full()
    return now?.kind === 'group' ? now.reactions : undefined
  }
  createEffect(
    on(present, (now) => {
      if (!now) return
      setKind(now.kind)
      setChosen(now.kind === 'some' ? now.emoji : [])
    }),
  )
  const allowed = (): AllowedReactions => {
    const now = kind()
    return now === 'some' ? { kind: now, emoji: chosen() } : { kind: now }
  }
  const changed = () => {
    const now = present()
    if (!now || now.kind !== kind()) return now !== undefined
    return now.kind === 'some' && [...now.emoji].sort().join() !== [...chosen()].sort().join()
  }
  const save = async () => {
    setBusy(true)
    await succeeded(api.setAllowedReactions({ chat: props.group.id, allowed: allowed() }))
    setBusy(false)
  }
  const choose = (value: AllowedReactions['kind']) => {
    setKind(value)
    if (value === 'some' && chosen().length === 0) setChosen((kinds.latest ?? []).slice(0, 6).map((one) => one.emoji))
  }
  return (
    <InfoPage title={t('group.reactions')} parent="edit">
      <Section>
        <RadioGroup
          label={t('group.reactions')}
          hideLabel
          options={[
            { value: 'all', label: t('group.reactions.all'), hint: t('group.reactions.all.hint') },
            { value: 'some', label: t('group.reactions.some'), hint: t('group.reactions.some.hint') },
            { value: 'none', label: t('group.reactions.none'), hint: t('group.reactions.none.hint') },
          ]}
          value={kind()}
          onChange={choose}
        />
        <Show when={changed()}>
          <Buttons>
            <Button kind="primary" busy={busy()} disabled={kind() === 'some' && chosen().length === 0} onClick={save}>
              {t('info.save')}
            </Button>
          </Buttons>
        </Show>
      </Section>
      <Show when={kind() === 'some'}>
        <Section title={t('group.reactions.some')}>
          <For each={kinds.latest}>
            {(one) => (
              <Checkbox
                label={`${one.emoji} ${one.title}`}
                checked={chosen().includes(one.emoji)}
                onChange={(on) =>
                  setChosen(on ? [...chosen(), one.emoji] : chosen().filter((emoji) => emoji !== one.emoji))
                }
              />
            )}
          </For>
        </Section>
      </Show>
    </InfoPage>
  )
}
