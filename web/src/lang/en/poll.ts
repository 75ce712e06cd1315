export const poll = {} as const
