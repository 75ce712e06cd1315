/** How many accounts one browser has at most. */
export const maxAccounts = 4

/** The accounts of this browser by their slots, in the order in which they were added. */
export interface Registry {
  readonly slots: readonly number[]
  /** The one that is shown first. */
  readonly active: number
}

/** parseRegistry reads what was kept; one account where it is nothing of use. */
export function parseRegistry(text: string | null): Registry {
  try {
    const kept: unknown = JSON.parse(text ?? '')
    if (typeof kept === 'object' && kept && 'slots' in kept && Array.isArray(kept.slots) && 'active' in kept) {
      const valid = kept.slots.filter((slot) => Number.isInteger(slot) && slot >= 0 && slot < maxAccounts)
      const slots = [...new Set<number>(valid)]
      const [first] = slots
      if (first === undefined) return { slots: [0], active: 0 }
      return { slots, active: slots.find((slot) => slot === kept.active) ?? first }
    }
  } catch {
    // Nothing was kept, or something else.
  }
  return { slots: [0], active: 0 }
}

/** freeSlot is where another account can be; undefined: there are too many. */
export const freeSlot = (slots: readonly number[]): number | undefined =>
  [...Array(maxAccounts).keys()].find((slot) => !slots.includes(slot))
