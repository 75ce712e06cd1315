export const reactions: Readonly<Record<string, string>> = {
  'reactions.of': 'التفاعلات',
  'reactions.by': '{emoji} من {names}',
  'reactions.count': '{emoji} {n}',
}
