/** ofKind is a member of a union when it is of one kind: for parts of a page that show just that. */
export function ofKind<T extends { readonly kind: string }, K extends T['kind']>(
  value: T | undefined,
  kind: K,
): Extract<T, { readonly kind: K }> | undefined {
  const is = (v: T): v is Extract<T, { readonly kind: K }> => v.kind === kind
  return value !== undefined && is(value) ? value : undefined
}
