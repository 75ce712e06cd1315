import type { PeerId } from './peer'

/** Somebody's vote. */
export interface Vote {
  readonly who: PeerId
  readonly date: number
}

export interface PollsApi {
  /** Votes for options (as hexadecimal digits); none takes the vote back. */
  vote(args: { chat: PeerId; id: number; options: readonly string[] }): Promise<void>
  /** Nobody may vote any more. */
  closePoll(args: { chat: PeerId; id: number }): Promise<void>
  /** The results as they are now, into the table. */
  refreshPoll(args: { chat: PeerId; id: number }): Promise<void>
  /** Who voted for an option; `next` asks for more. */
  voters(args: {
    chat: PeerId
    id: number
    option: string
    next?: string
  }): Promise<{ votes: readonly Vote[]; count: number; next?: string }>
  /** Marks items of a checklist as done or not. */
  tick(args: { chat: PeerId; id: number; done: readonly number[]; undone: readonly number[] }): Promise<void>
  addTask(args: { chat: PeerId; id: number; text: string }): Promise<void>
}
