export const reactions = {
  'reactions.of': 'Reactions',
  'reactions.by': '{emoji} from {names}',
  'reactions.count': '{emoji} {n}',
} as const
