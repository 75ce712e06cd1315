import type { Birthday } from './full'

export interface ProfileApi {
  /** Changes what is given. What one is called and about is in the tables and in `full`. */
  editProfile(args: { firstName?: string; lastName?: string; about?: string }): Promise<void>
  /** Without a birthday: nobody is told one. */
  setBirthday(args: { birthday?: Birthday }): Promise<void>
  /** Whether a username is free; fails with USERNAME_INVALID where it is none. */
  checkUsername(args: { username: string }): Promise<boolean>
  /** Without letters: none. */
  setUsername(args: { username: string }): Promise<void>
  /** Deletes the account with all that is its own, everywhere. */
  deleteAccount(args: { reason: string }): Promise<void>
}
