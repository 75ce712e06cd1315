export const reactions: Readonly<Record<string, string>> = {
  'reactions.of': 'التفاعلات',
  'reactions.by': '{emoji} من {names}',
  'reactions.count': '{emoji} {n}',
  'reactions.add': 'تفاعل',
  'reactions.all': 'إظهار كل التفاعلات',
  'reactions.everybody': 'الكل',
  'reactions.none': 'لم يتفاعل أحد.',
}
