import { createSignal, type JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import { t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'

export function Composer(props: { chat: number }): JSX.Element {
  const { api } = useAccount()
  const [text, setText] = createSignal('')
  const send = (event: Event) => {
    event.preventDefault()
    void api.sendText({ chat: props.chat, text: text(), entities: [] })
    setText('')
  }
  return (
    <form onSubmit={send}>
      <TextField label={t('composer.message')} value={text()} onInput={setText} />
      <Button type="submit">{t('composer.send')}</Button>
    </form>
  )
}
