export const reactions = {} as const
