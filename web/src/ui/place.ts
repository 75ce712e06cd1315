/** Where a floating thing is put: beside an element, or at a point of the viewport. */
export type Anchor = HTMLElement | { x: number; y: number }

/**
 * hostOf is where in the document a floating thing of an element belongs: in
 * the dialog, outside of which nothing works, else in the landmark.
 */
export function hostOf(el: Element | null): Element {
  return (
    el?.closest('dialog') ??
    el?.closest('main, nav, aside, [role="dialog"]') ??
    // on a phone the pane that is not in sight would hide what is put into it
    [...document.querySelectorAll('main, nav, aside')].find((pane) => pane.checkVisibility?.() !== false) ??
    document.body
  )
}

export interface PlaceOptions {
  /** Pixels between the anchor and the floating thing. */
  gap?: number
  /** Centred on the anchor instead of aligned with the side where lines begin. */
  center?: boolean
  /** Aligned with the side of the anchor where lines end. */
  end?: boolean
}

const margin = 8

/**
 * place puts a floating element (position: fixed) below its anchor, or above
 * it when there is no room, always inside the viewport. It returns the side.
 */
export function place(el: HTMLElement, at: Anchor, o: PlaceOptions = {}): 'below' | 'above' {
  const box =
    at instanceof HTMLElement
      ? at.getBoundingClientRect()
      : { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 }
  const gap = o.gap ?? 4
  const { offsetWidth: w, offsetHeight: h } = el
  const vw = document.documentElement.clientWidth
  const vh = window.innerHeight
  const rtl = getComputedStyle(el).direction === 'rtl'
  const fromRight = rtl !== (o.end ?? false)
  let left = fromRight ? box.right - w : box.left
  if (o.center) left = (box.left + box.right - w) / 2
  left = Math.max(margin, Math.min(left, vw - w - margin))
  const below = box.bottom + gap
  const above = box.top - gap - h
  const side = below + h + margin <= vh || above < margin ? 'below' : 'above'
  const top = side === 'below' ? Math.max(margin, Math.min(below, vh - h - margin)) : above
  el.style.left = `${left}px`
  el.style.top = `${top}px`
  return side
}
