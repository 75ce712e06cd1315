/** forms is the six forms of an Arabic plural: for 0, 1, 2, 3–10, 11–99 and what is left. */
export function forms(
  stem: string,
  [zero, one, two, few, many, other]: readonly [string, string, string, string, string, string],
): Readonly<Record<string, string>> {
  const all = { zero, one, two, few, many, other }
  return Object.fromEntries(Object.entries(all).map(([form, text]) => [`${stem}_${form}`, text]))
}
