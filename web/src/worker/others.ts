/** What tabs tell each other of a slot: somebody logged in, or all that was kept is to go. */
export type TabNews = 'in' | 'gone'

export interface OtherTabs {
  tell(news: TabNews): void
  close(): void
}

/** otherTabs hears what other tabs of this browser tell of the same slot. */
export function otherTabs(slot: number, hear: (news: TabNews) => void): OtherTabs {
  if (!('BroadcastChannel' in globalThis)) return { tell() {}, close() {} }
  const channel = new BroadcastChannel(`heliograph-slot-${slot}`)
  let open = true
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'in' || data === 'gone') hear(data)
  }
  return {
    tell: (news) => {
      if (open) channel.postMessage(news)
    },
    close: () => {
      open = false
      channel.close()
    },
  }
}
