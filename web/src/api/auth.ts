import type { PeerId } from './peer'
import type { Server } from './server'

export interface CodeSent {
  /** Given back with the code. */
  readonly hash: string
  /** Where the code went. */
  readonly via: 'app' | 'sms' | 'call' | 'email' | 'other'
  readonly length?: number
  /** Seconds until another one may be asked for, another way; absent: there is no other way. */
  readonly timeout?: number
}

/** How numbers of a country look: its calling code, and digits as X. */
export interface Country {
  /** Two letters, ISO 3166-1. */
  readonly iso: string
  readonly name: string
  readonly code: string
  readonly pattern?: string
}

/** What a device that is logged in scans, and until when (ms since 1970). */
export type LoginToken =
  | { readonly kind: 'token'; readonly url: string; readonly until: number }
  /** It was scanned and accepted. */
  | SignedIn

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
  /** The code will not be entered: the person goes back. */
  cancelCode(args: { phone: string; hash: string }): Promise<void>
  /** A token to log in by; again after the event `changed login`, which says that it was accepted. */
  loginToken(args: Record<never, never>): Promise<LoginToken>
  /** Lets in the device that shows a token. */
  acceptToken(args: { url: string }): Promise<void>
  /** Countries with names in a language. */
  countries(args: { lang: string }): Promise<Country[]>
  signIn(args: { phone: string; hash: string; code: string }): Promise<SignedIn>
  signUp(args: { phone: string; hash: string; firstName: string; lastName: string }): Promise<SignedIn>
  checkPassword(args: { password: string }): Promise<SignedIn>
  /** Ends the session on the server and removes all that this browser keeps of it, even offline. */
  logOut(args: Record<never, never>): Promise<void>
}
