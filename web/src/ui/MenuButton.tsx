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
        onClick={(e) => {
          // the press that closed the menu is not to open it again
          if (performance.now() - closedAt > 250 || e.detail === 0) setAt(e.currentTarget)
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
