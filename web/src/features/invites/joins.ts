/** How many things happened on each day from the first to the last, days without any among them; at most the last 60. */
export function joinsByDay(
  dates: readonly number[],
  dayStart: (at: number) => number,
): { day: number; count: number }[] {
  if (dates.length === 0) return []
  const counts = new Map<number, number>()
  for (const date of dates) counts.set(dayStart(date), (counts.get(dayStart(date)) ?? 0) + 1)
  const last = dayStart(Math.max(...dates))
  const days: { day: number; count: number }[] = []
  // From noon to noon: days of 23 and 25 hours are days too.
  for (let day = dayStart(Math.min(...dates)); day <= last; day = dayStart(day + 36 * 3600)) {
    days.push({ day, count: counts.get(day) ?? 0 })
  }
  return days.slice(-60)
}
