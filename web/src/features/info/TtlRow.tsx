import { createSignal, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { span } from '../../lang/format'
import { t } from '../../lang/lang'
import { Dialog } from '../../ui/Dialog'
import { ListRow } from '../../ui/ListRow'
import { RadioGroup } from '../../ui/RadioGroup'
import { attempt } from './attempt'
import { Note } from './Page'

const day = 86400
const periods = [0, day, 2 * day, 7 * day, 14 * day, 31 * day, 93 * day, 365 * day]

/** A period in words; 0: never. */
export const ttlWords = (seconds: number): string => (seconds === 0 ? t('info.ttl.never') : span(seconds))

/** After which time messages of a chat go by themselves. */
export function TtlRow(props: { chat: PeerId; seconds: number; may: boolean }): JSX.Element {
  const { api } = useAccount()
  const [open, setOpen] = createSignal(false)
  const choose = async (seconds: number) => {
    setOpen(false)
    await attempt(api.setTtl({ chat: props.chat, seconds }))
  }
  const options = () => {
    const all = periods.includes(props.seconds) ? periods : [...periods, props.seconds].sort((a, b) => a - b)
    return all.map((seconds) => ({ value: String(seconds), label: ttlWords(seconds) }))
  }
  return (
    <Show
      when={props.may}
      fallback={
        <Show when={props.seconds > 0}>
          <ListRow icon="timer" title={t('info.ttl')} trailing={ttlWords(props.seconds)} />
        </Show>
      }
    >
      <ListRow icon="timer" title={t('info.ttl')} trailing={ttlWords(props.seconds)} onClick={() => setOpen(true)} />
      <Dialog open={open()} title={t('info.ttl')} size="s" flush onClose={() => setOpen(false)}>
        <Note>{t('info.ttl.about')}</Note>
        <RadioGroup
          label={t('info.ttl.about')}
          hideLabel
          options={options()}
          value={String(props.seconds)}
          onChange={(value) => void choose(Number(value))}
        />
      </Dialog>
    </Show>
  )
}
