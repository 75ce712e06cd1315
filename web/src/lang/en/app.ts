export const app = {
  'app.newBuild': 'There is a newer version of this page',
  'app.reload': 'Reload',
} as const
