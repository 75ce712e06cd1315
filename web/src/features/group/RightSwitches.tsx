import { For, type JSX } from 'solid-js'
import { Switch } from '../../ui/Switch'

export interface RightSwitch {
  key: string
  label: string
  checked: boolean
  disabled?: boolean
  /** Why it cannot be changed. */
  hint?: string | undefined
}

/** Rights, each as a switch. */
export function RightSwitches(props: {
  rights: readonly RightSwitch[]
  onChange: (key: string, checked: boolean) => void
}): JSX.Element {
  const keys = () => props.rights.map((right) => right.key)
  const of = (key: string) => props.rights.find((right) => right.key === key)
  return (
    <For each={keys()}>
      {(key) => (
        <Switch
          label={of(key)?.label ?? ''}
          hint={of(key)?.hint}
          checked={of(key)?.checked ?? false}
          disabled={of(key)?.disabled ?? false}
          onChange={(checked) => props.onChange(key, checked)}
        />
      )}
    </For>
  )
}
