/** Arabic. What it lacks is said in English; scripts/lang.mjs tells what that is. */
export const ar: Readonly<Record<string, string>> = {
  'time.online': 'متصل',
}
