import type { PeerId } from './peer'
import type { Server } from './server'

export interface CodeSent {
  /** Given back with the code. */
  readonly hash: string
  /** Where the code went. */
  readonly via: 'app' | 'sms' | 'call' | 'email' | 'other'
  readonly length?: number
  /** Seconds until another one may be asked for. */
  readonly timeout?: number
}

export type SignedIn =
  | { readonly kind: 'in'; readonly me: PeerId }
  /** Nobody has this number yet: `signUp` goes on. */
  | { readonly kind: 'signUp'; readonly terms?: string }
  /** `checkPassword` goes on. */
  | { readonly kind: 'password'; readonly hint?: string }

export interface AuthApi {
  server(args: Record<never, never>): Promise<Server>
  /** The phone is in international form. */
  sendCode(args: { phone: string }): Promise<CodeSent>
  resendCode(args: { phone: string; hash: string }): Promise<CodeSent>
  signIn(args: { phone: string; hash: string; code: string }): Promise<SignedIn>
  signUp(args: { phone: string; hash: string; firstName: string; lastName: string }): Promise<SignedIn>
  checkPassword(args: { password: string }): Promise<SignedIn>
  /** Ends the session on the server and removes all that this browser keeps of it, even offline. */
  logOut(args: Record<never, never>): Promise<void>
}
