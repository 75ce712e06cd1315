import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import type { Account } from '../../api/account'
import { errorText } from '../../lang/errors'
import { t } from '../../lang/lang'
import { Spinner } from '../../ui/Spinner'
import { TextField } from '../../ui/TextField'
import { usernameProblem } from './state'

/** How long one waits after the last letter before the server is asked. */
const pause = 400

type Verdict = { kind: 'free' } | { kind: 'asking' } | { kind: 'wrong'; text: string }

/** createUsername is a username that is being chosen, and whether it may be had. */
export function createUsername(account: Account) {
  const own = () => account.me()?.username ?? ''
  const [name, setName] = createSignal(own())
  const [verdict, setVerdict] = createSignal<Verdict>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const ask = async (asked: string) => {
    let answer: Verdict
    try {
      const free = await account.api.checkUsername({ username: asked })
      answer = free ? { kind: 'free' } : { kind: 'wrong', text: t('errors.USERNAME_OCCUPIED') }
    } catch (error) {
      answer = { kind: 'wrong', text: errorText(error) }
    }
    if (asked === name()) setVerdict(answer)
  }
  return {
    name,
    verdict,
    changed: () => name() !== own(),
    blocked: () => name() !== own() && verdict()?.kind !== 'free' && name() !== '',
    save: () => account.api.setUsername({ username: name() }),
    type: (typed: string) => {
      const next = typed.trim().replace(/^@/, '')
      setName(next)
      clearTimeout(timer)
      setVerdict(undefined)
      if (next === '' || next.toLowerCase() === own().toLowerCase()) {
        if (next !== '') setVerdict({ kind: 'free' })
        return
      }
      const problem = usernameProblem(next)
      if (problem) {
        setVerdict({ kind: 'wrong', text: t(`settings.username.${problem}`) })
        return
      }
      setVerdict({ kind: 'asking' })
      timer = setTimeout(() => void ask(next), pause)
    },
  }
}

/** UsernameField is where it is typed; what is wrong with it is said below. */
export function UsernameField(props: { of: ReturnType<typeof createUsername> }): JSX.Element {
  const wrong = () => {
    const verdict = props.of.verdict()
    return verdict?.kind === 'wrong' ? verdict.text : undefined
  }
  return (
    <TextField
      label={t('settings.username')}
      prefix="@"
      dir="ltr"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      value={props.of.name()}
      onInput={props.of.type}
      error={wrong()}
      hint={
        props.of.changed() && props.of.verdict()?.kind === 'free'
          ? t('settings.username.free', { name: props.of.name() })
          : undefined
      }
      trailing={
        <Show when={props.of.verdict()?.kind === 'asking'}>
          <Spinner size={20} />
        </Show>
      }
    />
  )
}
