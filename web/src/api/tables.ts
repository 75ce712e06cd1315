import { batch } from 'solid-js'
import { createStore, produce, reconcile } from 'solid-js/store'
import type { Patch, Tables } from './patch'

/** The tables of an account as Solid stores, and the one way to change them. */
export function createTables(): { tables: Tables; apply: (patches: readonly Patch[]) => void; clear: () => void } {
  const [tables, change] = createStore<Tables>({
    peers: {},
    dialogs: {},
    messages: {},
    folders: {},
    topics: {},
    typing: {},
  })
  const apply = (patches: readonly Patch[]) =>
    batch(() => {
      const known: Patch[] = []
      change(
        produce((all) => {
          for (const patch of patches) {
            const table = all[patch.table] as Record<string | number, unknown>
            if (patch.set === undefined) delete table[patch.id]
            else if (patch.id in table) known.push(patch)
            else table[patch.id] = patch.set
          }
        }),
      )
      // What was there changes in its parts: only who shows such a part runs again.
      for (const patch of known) change(patch.table, patch.id as never, reconcile(patch.set as never, { key: null }))
    })
  const clear = () =>
    change(reconcile({ peers: {}, dialogs: {}, messages: {}, folders: {}, topics: {}, typing: {} }, { key: null }))
  return { tables, apply, clear }
}
