import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Peer, PeerId } from '../../api/peer'
import { locale, t } from '../../lang/lang'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { Dialog } from '../../ui/Dialog'
import { Empty } from '../../ui/Empty'
import type { FeedHandle } from '../../ui/feed/handle'
import { SearchField } from '../../ui/SearchField'
import { VirtualRows } from '../../ui/VirtualRows'
import { createLookup } from './lookup'
import { personName, titleOf } from './names'
import { PeerAvatar } from './PeerAvatar'
import styles from './PeerPicker.module.css'
import { PickerRow } from './PickerRow'
import { found, offered, reachable } from './state'

export interface PeerPickerProps {
  open: boolean
  title: string
  /** people: contacts and others one writes with; chats: all chats, Saved Messages first. people unless told. */
  from?: 'people' | 'chats'
  /** Several may be chosen: rows are boxes to tick, and `confirm` is the button that ends it. */
  multiple?: boolean
  confirm?: string
  /** How many at most. */
  max?: number
  /** None need be chosen: to take away those who were. */
  none?: boolean
  /** Who can be chosen; others are not shown. */
  filter?: (peer: Peer) => boolean
  /** Those chosen in the beginning. */
  chosen?: readonly PeerId[]
  /** Words below a name instead of when somebody was here. */
  about?: (peer: Peer) => string | undefined
  /** What else belongs to the choice: a comment, a switch. Below the list. */
  children?: JSX.Element
  /** While its promise is open the button is busy; then onClose is called, unless it was rejected: say why yourself. */
  onDone: (chosen: PeerId[]) => unknown
  onClose: () => void
}

/** PeerPicker has people or chats chosen in a dialog, of those one knows and those who are public. */
export function PeerPicker(props: PeerPickerProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Picker {...props} />
    </Show>
  )
}

function Picker(props: PeerPickerProps): JSX.Element {
  const { api, tables, auth } = useAccount()
  const [query, setQuery] = createSignal('')
  const [chosen, setChosen] = createSignal<readonly PeerId[]>(props.chosen ?? [])
  const [busy, setBusy] = createSignal(false)
  let list: FeedHandle | undefined
  void api.loadContacts({}).catch(() => undefined)

  const people = () => props.from !== 'chats'
  const nameOf = (peer: Peer) => (people() && peer.kind === 'user' ? personName(peer) : titleOf(peer))
  const me = () => {
    const now = auth()
    return now.kind === 'in' ? now.me : undefined
  }
  const lookup = createLookup(api, query)
  const fits = (peer: Peer) => (!people() || peer.kind === 'user') && (props.filter?.(peer) ?? true)
  const shown = createMemo(() => {
    const known = found(offered(tables, props.from ?? 'people', me(), locale()).filter(fits), query(), nameOf)
    const others = [...lookup.mine(), ...lookup.others()].map((id) => tables.peers[id])
    const all = [...known, ...others.filter((peer) => peer !== undefined && reachable(peer) && fits(peer))]
    return [...new Set(all.map((peer) => String(peer?.id)))]
  })
  const full = () => props.max !== undefined && chosen().length >= props.max
  const done = async (ids: readonly PeerId[]) => {
    setBusy(true)
    try {
      await props.onDone([...ids])
      props.onClose()
    } catch {
      // Whoever asked says why, and the choice is still there.
    } finally {
      setBusy(false)
    }
  }
  const toggle = (id: PeerId) => {
    if (!props.multiple) void done([id])
    else if (chosen().includes(id)) setChosen(chosen().filter((other) => other !== id))
    else if (!full()) setChosen([...chosen(), id])
    if (props.multiple) setQuery('')
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const first = shown()[0]
    if (e.key === 'ArrowDown' && first !== undefined) {
      e.preventDefault()
      list?.focusKey(first)
    }
    if (e.key === 'Enter' && query() !== '' && first !== undefined) {
      e.preventDefault()
      toggle(Number(first))
    }
    if (e.key === 'Backspace' && query() === '') setChosen(chosen().slice(0, -1))
  }
  const row = (key: string) => (
    <PickerRow
      peer={tables.peers[Number(key)]}
      query={query()}
      person={people()}
      about={props.about}
      {...(props.multiple ? { checked: chosen().includes(Number(key)) } : {})}
      disabled={busy() || (props.multiple === true && full() && !chosen().includes(Number(key)))}
      onChoose={() => toggle(Number(key))}
    />
  )
  return (
    <Dialog
      open
      onClose={() => !busy() && props.onClose()}
      title={props.title}
      flush
      footer={
        props.multiple ? (
          <>
            {props.children}
            <Button
              kind="primary"
              busy={busy()}
              disabled={!props.none && chosen().length === 0}
              onClick={() => done(chosen())}
            >
              {props.confirm ?? t('contacts.picker.done')}
            </Button>
          </>
        ) : undefined
      }
    >
      <div class={styles.picker}>
        <div class={styles.top}>
          <SearchField
            label={people() ? t('contacts.picker.searchPeople') : t('contacts.picker.searchChats')}
            value={query()}
            onInput={setQuery}
            onKeyDown={onKeyDown}
            busy={lookup.busy()}
            autofocus
          />
        </div>
        <Show when={chosen().length > 0}>
          <ul class={styles.chosen} aria-label={t('contacts.picker.chosen')}>
            <For each={chosen()}>
              {(id) => {
                const peer = () => tables.peers[id]
                const name = () => {
                  const known = peer()
                  return known ? nameOf(known) : ''
                }
                return (
                  <li>
                    <Chip
                      leading={<PeerAvatar peer={peer()} size={24} still person={people()} />}
                      label={name()}
                      removeLabel={t('contacts.picker.remove', { name: name() })}
                      onRemove={() => setChosen(chosen().filter((other) => other !== id))}
                    />
                  </li>
                )
              }}
            </For>
          </ul>
        </Show>
        <Show when={props.max !== undefined && props.multiple}>
          <p class={styles.count} role="status">
            {t('contacts.picker.count', { chosen: chosen().length, max: props.max ?? 0 })}
          </p>
        </Show>
        <Show
          when={shown().length > 0}
          fallback={
            <Empty
              icon={query() === '' ? 'users' : 'search'}
              text={query() === '' ? t('contacts.picker.empty') : t('contacts.picker.notFound', { query: query() })}
            />
          }
        >
          <VirtualRows
            keys={shown()}
            render={row}
            guess={60}
            label={people() ? t('contacts.picker.people') : t('contacts.picker.chats')}
            ref={(handle) => {
              list = handle
            }}
          />
        </Show>
      </div>
    </Dialog>
  )
}
