/** What `/client.json` tells of the server. */
export interface Server {
  readonly name: string
  readonly layer: number
  /** Of the web client that the server carries: another one than the page's own offers a reload. */
  readonly build: string
  readonly version: string
  /** The public key, PEM (PKCS #1). */
  readonly key: string
  readonly fingerprint: string
  readonly dc: { readonly id: number }
  /** HOST:PORT for other clients. */
  readonly address: string
  /** What links to this server begin with, up to the last slash. */
  readonly links: string
  readonly testNumbers: boolean
}
