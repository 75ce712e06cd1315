/** A device that is logged in. */
export interface DeviceSession {
  /** Names it to `endSession`; the one that asks has none. */
  readonly hash: string
  readonly current: boolean
  readonly app: string
  readonly device: string
  readonly system: string
  /** Where it is, as far as the server knows. */
  readonly place: string
  readonly ip: string
  /** Seconds since 1970. */
  readonly active: number
  readonly created: number
  /** It logged in and waits for a device that is longer there to confirm it. */
  readonly unconfirmed: boolean
}

export interface SessionsApi {
  /** `days`: how long a device may be away before it is logged out; 0: the server does not tell. */
  sessions(args: Record<never, never>): Promise<{ list: readonly DeviceSession[]; days: number }>
  endSession(args: { hash: string }): Promise<void>
  endOtherSessions(args: Record<never, never>): Promise<void>
  confirmSession(args: { hash: string }): Promise<void>
}
