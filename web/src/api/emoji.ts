export interface FoundEmoji {
  readonly emoji: string
  /** The word that found it. */
  readonly word: string
}

export interface EmojiApi {
  /** Emoji that words in a language find, which begin with `prefix`: those first that a whole word finds. */
  findEmoji(args: { prefix: string; language: string; limit: number }): Promise<FoundEmoji[]>
}
