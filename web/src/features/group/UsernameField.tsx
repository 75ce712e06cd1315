import { createEffect, createSignal, type JSX, on, onCleanup } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Icon } from '../../ui/Icon'
import { Spinner } from '../../ui/Spinner'
import { TextField } from '../../ui/TextField'

export type UsernameState = 'empty' | 'checking' | 'free' | 'wrong'

const pause = 400

/** A public link that is to be had: looked up while it is typed. */
export function UsernameField(props: {
  /** Absent: of a chat that is made now. */
  chat?: PeerId
  value: string
  /** The one that the chat has already. */
  present?: string | undefined
  onInput: (value: string) => void
  onState: (state: UsernameState) => void
}): JSX.Element {
  const account = useAccount()
  const [error, setError] = createSignal<string>()
  const [state, setState] = createSignal<UsernameState>('empty')
  let turn = 0
  const tell = (now: UsernameState, wrong?: string) => {
    setState(now)
    setError(wrong)
    props.onState(now)
  }
  const check = async (username: string) => {
    const mine = ++turn
    try {
      const { chat } = props
      const free = await account.api.checkChatUsername({ ...(chat === undefined ? {} : { chat }), username })
      if (mine === turn) tell(free ? 'free' : 'wrong', free ? undefined : t('errors.USERNAME_OCCUPIED'))
    } catch (failed) {
      if (mine === turn) tell('wrong', errorText(failed))
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(
      () => props.value,
      (value) => {
        clearTimeout(timer)
        turn++
        if (value === '') tell('empty')
        else if (value === props.present) tell('free')
        else if (!/^[a-z]\w{4,31}$/i.test(value)) tell('wrong', t('errors.USERNAME_INVALID'))
        else {
          tell('checking')
          timer = setTimeout(() => void check(value), pause)
        }
      },
    ),
  )
  onCleanup(() => {
    clearTimeout(timer)
    turn++
  })
  return (
    <TextField
      label={t('group.link')}
      prefix={(account.server()?.links ?? '').replace(/^https?:\/\//, '')}
      value={props.value}
      onInput={(value) => props.onInput(value.trim())}
      error={error()}
      hint={state() === 'free' ? t('group.link.free') : t('group.link.hint')}
      autocapitalize="off"
      autocomplete="off"
      spellcheck={false}
      trailing={
        state() === 'checking' ? (
          <Spinner size={20} label={t('group.link.checking')} />
        ) : state() === 'free' ? (
          <Icon name="check" size={20} />
        ) : undefined
      }
    />
  )
}
