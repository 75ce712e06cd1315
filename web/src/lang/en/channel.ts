export const channel = {
  'channel.about.hint': 'What it is about. You can leave it empty.',
  'channel.name': 'Channel name',
  'channel.new': 'New channel',
  'channel.new.make': 'Create channel',
  'channel.signatures': 'Sign messages',
  'channel.signatures.hint': 'Posts show who wrote them.',
  'channel.type': 'Type of the channel',
  'channel.type.private.hint': 'People come by an invite link or are added.',
  'channel.type.public.hint': 'Everybody can find it and subscribe.',
} as const
