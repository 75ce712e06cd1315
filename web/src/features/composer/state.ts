import { type Accessor, createRoot, createSignal } from 'solid-js'
import type { Account } from '../../api/account'
import type { Message, Rich } from '../../api/message'
import { messageKey } from '../../api/message'
import type { PeerId } from '../../api/peer'
import type { Quote } from '../../api/send'
import { type Doc, docOf, emptyDoc, History, put } from './editing'

/** What other parts of the app do to the box in which one writes. */
export interface ComposerHandle {
  /** Makes what is written an answer, to all of a message or to a part of it. */
  reply(message: Message, quote?: Quote): void
  /** Puts a message of one's own into the box to be changed; what was there comes back afterwards. */
  edit(message: Message): void
  /** Puts text where the caret is. */
  insert(text: string | Rich): void
  focus(): void
}

export interface Answer {
  readonly chat: PeerId
  readonly id: number
  readonly quote?: Quote
}

export interface Editing {
  readonly id: number
  readonly scheduled: boolean
  readonly original: Rich
}

/** All that is being written in one chat or topic; it stays while one looks at others. */
export interface Composing extends ComposerHandle {
  readonly account: Account
  readonly chat: PeerId
  readonly topic: number | undefined
  readonly doc: Accessor<Doc>
  readonly answer: Accessor<Answer | undefined>
  readonly editing: Accessor<Editing | undefined>
  /** Raised by what asks for the focus. */
  readonly wanted: Accessor<number>
  /** Changes the text; `kind` gathers what is undone in one step, empty: a step of its own. */
  change(doc: Doc, kind: string): void
  /** Moves the caret only. */
  move(doc: Doc): void
  undo(): void
  redo(): void
  /** Shows another text that the reader did not type: a draft. */
  load(content: Rich, reply: number | undefined): void
  stopAnswer(): void
  stopEdit(): void
  /** After sending. */
  clear(): void
}

function compose(account: Account, chat: PeerId, topic: number | undefined): Composing {
  const [doc, setDoc] = createSignal<Doc>(emptyDoc)
  const [answer, setAnswer] = createSignal<Answer>()
  const [editing, setEditing] = createSignal<Editing>()
  const [wanted, setWanted] = createSignal(0)
  const history = new History()
  let aside: { doc: Doc; answer: Answer | undefined } | undefined
  const focus = () => setWanted((n) => n + 1)
  const show = (next: Doc) => {
    history.clear()
    setDoc(next)
  }
  const putBack = () => {
    setEditing(undefined)
    show(aside?.doc ?? emptyDoc)
    setAnswer(aside?.answer)
    aside = undefined
  }
  const change = (next: Doc, kind: string) => {
    history.note(doc(), kind, Date.now())
    setDoc(next)
  }
  return {
    account,
    chat,
    topic,
    doc,
    answer,
    editing,
    wanted,
    focus,
    change,
    move: setDoc,
    undo: () => setDoc(history.undo(doc()) ?? doc()),
    redo: () => setDoc(history.redo(doc()) ?? doc()),
    load: (content, reply) => {
      show(docOf(content))
      setAnswer(reply === undefined ? undefined : { chat, id: reply })
    },
    reply: (message, quote) => {
      if (editing()) putBack()
      setAnswer({
        chat: message.chat,
        id: message.id,
        ...(quote ? { quote: { ...copy(quote), offset: quote.offset } } : {}),
      })
      focus()
    },
    edit: (message) => {
      if (!editing()) aside = { doc: doc(), answer: answer() }
      const original = copy(message)
      setAnswer(undefined)
      setEditing({ id: message.id, scheduled: message.scheduled === true, original })
      show(docOf(original))
      focus()
    },
    insert: (text) => {
      const now = doc()
      change(put(now, now.from, now.to, text), '')
      focus()
    },
    stopAnswer: () => setAnswer(undefined),
    stopEdit: putBack,
    clear: () => {
      if (editing()) {
        putBack()
        return
      }
      show(emptyDoc)
      setAnswer(undefined)
    },
  }
}

const known = new WeakMap<Account, Map<string, Composing>>()

/** What is being written in a chat, or one topic of it. */
export function composingIn(account: Account, chat: PeerId, topic?: number): Composing {
  const all = known.get(account) ?? new Map<string, Composing>()
  known.set(account, all)
  const key = `${chat}/${topic ?? ''}`
  const old = all.get(key)
  if (old) return old
  const composing = createRoot(() => compose(account, chat, topic))
  const draft = draftOf(account, chat, topic)
  if (draft) composing.load({ text: draft.text, entities: draft.entities }, draft.reply)
  all.set(key, composing)
  return composing
}

/** Text of the tables, which change in place, as it is now. */
const copy = ({ text, entities }: Rich): Rich => ({ text, entities: entities.map((e) => ({ ...e })) })

/** What the account has of what was typed there before, on any device. */
export function draftOf(
  account: Account,
  chat: PeerId,
  topic: number | undefined,
): (Rich & { reply?: number }) | undefined {
  const { dialogs, topics } = account.tables
  const draft = topic === undefined ? dialogs[chat]?.draft : topics[messageKey(chat, topic)]?.draft
  return draft && { ...copy(draft), ...(draft.reply === undefined ? {} : { reply: draft.reply }) }
}
