export const lang = {} as const
