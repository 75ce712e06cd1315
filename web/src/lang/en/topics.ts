export const topics = {} as const
