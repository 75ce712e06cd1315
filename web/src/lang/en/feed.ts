export const feed = {
  'feed.kind.poll': 'Poll: {text}',
  'feed.kind.quiz': 'Quiz: {text}',
  'feed.kind.todo': 'Checklist: {text}',
  'feed.kind.location': 'Location',
  'feed.kind.live': 'Live location',
  'feed.kind.contact': 'Contact: {name}',
  'feed.kind.unsupported': 'A message that this version cannot show',
} as const
