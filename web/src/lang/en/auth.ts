export const auth = {
  'auth.phone': 'Phone number',
  'auth.code': 'Code',
  'auth.name': 'First name',
  'auth.next': 'Next',
} as const
