/** Ends a switch over a union: it does not compile while a member is without a case. */
export function assertNever(value: never): never {
  throw new Error(`nobody thought of ${JSON.stringify(value)}`)
}
