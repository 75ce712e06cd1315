export const reactions = {
  'reactions.of': 'Reactions',
  'reactions.by': '{emoji} from {names}',
  'reactions.count': '{emoji} {n}',
  'reactions.add': 'React',
  'reactions.all': 'Show all reactions',
  'reactions.everybody': 'All',
  'reactions.none': 'Nobody reacted.',
} as const
