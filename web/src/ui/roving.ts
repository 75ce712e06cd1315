/** moveBy is the index that a key moves to in a row or column of n things, in a circle; undefined for keys that do not move. */
export function moveBy(
  key: string,
  at: number,
  n: number,
  way: 'vertical' | 'horizontal',
  rtl = false,
): number | undefined {
  if (n === 0) return undefined
  const [next, previous] =
    way === 'vertical' ? ['ArrowDown', 'ArrowUp'] : rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  switch (key) {
    case next:
      return (at + 1) % n
    case previous:
      return at <= 0 ? n - 1 : at - 1
    case 'Home':
      return 0
    case 'End':
      return n - 1
    default:
      return undefined
  }
}

const pause = 600

/** typeahead finds things by their first letters as they are typed: the result is the index after `at` whose text begins with what was typed, in a circle. */
export function typeahead(): (e: KeyboardEvent, at: number, texts: readonly string[]) => number | undefined {
  let typed = ''
  let last = 0
  return (e, at, texts) => {
    if (e.key.length !== 1 || e.ctrlKey || e.metaKey || e.altKey || (e.key === ' ' && typed === '')) return undefined
    if (e.timeStamp - last > pause) typed = ''
    last = e.timeStamp
    typed += e.key.toLowerCase()
    const from = typed.length === 1 ? at + 1 : Math.max(at, 0)
    for (let i = 0; i < texts.length; i++) {
      const j = (from + i) % texts.length
      if (texts[j]?.trim().toLowerCase().startsWith(typed)) return j
    }
    return undefined
  }
}
