/** The panes from the start to the end of the line, as CSS finds them. */
const panes = ['[data-pane-of="left"]', 'main', 'aside']

const inSight = (pane: HTMLElement): boolean => pane.offsetParent !== null || pane.getClientRects().length > 0

/** movePane puts the focus into the next pane in sight, or the previous one, in a circle. */
export function movePane(by: 1 | -1): boolean {
  const all = panes
    .map((pane) => document.querySelector<HTMLElement>(`#app ${pane}`))
    .filter((pane) => pane !== null)
    .filter(inSight)
  const at = all.findIndex((pane) => pane.contains(document.activeElement))
  const next = all[(at + by + all.length) % all.length]
  if (!next || all.length < 2) return false
  enterPane(next)
  return true
}

/** enterPane puts the focus on what a pane is used by first: what it marks, or itself. */
export function enterPane(pane: HTMLElement): void {
  const marked = pane.querySelector<HTMLElement>('[data-pane-focus], [aria-current="page"], [role="textbox"]')
  const first = [marked, pane.querySelector<HTMLElement>('a[href], button, input')].find((el) => el && inSight(el))
  ;(first ?? pane).focus()
}
