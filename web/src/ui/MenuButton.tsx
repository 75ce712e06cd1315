import { createSignal } from 'solid-js'
import type { IconName } from './Icon'
import { IconButton } from './IconButton'
import { Menu, type MenuItem } from './Menu'

export interface MenuButtonProps {
  /** What the menu is about: the name of the button and of the menu. */
  label: string
  icon?: IconName
  items: () => readonly MenuItem[]
  disabled?: boolean
}

/** MenuButton is an icon button that opens a menu below itself. */
export function MenuButton(props: MenuButtonProps) {
  const [at, setAt] = createSignal<HTMLElement>()
  let closedAt = Number.NEGATIVE_INFINITY
  let closedByPress = false
  const close = () => {
    closedAt = performance.now()
    setAt(undefined)
  }
  return (
    <>
      <IconButton
        icon={props.icon ?? 'more'}
        label={props.label}
        aria-haspopup="menu"
        aria-expanded={at() !== undefined}
        disabled={props.disabled}
        onPointerDown={() => {
          // the press that closed the menu just now is not to open it again
          closedByPress = performance.now() - closedAt < 50
        }}
        onClick={(e) => {
          if (!closedByPress || e.detail === 0) setAt(e.currentTarget)
          closedByPress = false
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown') {
            e.preventDefault()
            setAt(e.currentTarget)
          }
        }}
      />
      <Menu at={at()} label={props.label} items={at() ? props.items() : []} onClose={close} end />
    </>
  )
}
