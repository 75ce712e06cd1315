import { Long, type tl } from '@mtcute/web'
import type { Rich } from '../../api/message'
import type { Entity } from '../../lib/entities'

type Place = { offset: number; length: number }

/** An entity as the page has it; undefined: it marks nothing that is drawn. */
function projectEntity(entity: tl.TypeMessageEntity): Entity | undefined {
  const place: Place = { offset: entity.offset, length: entity.length }
  switch (entity._) {
    case 'messageEntityBold':
      return { ...place, kind: 'bold' }
    case 'messageEntityItalic':
      return { ...place, kind: 'italic' }
    case 'messageEntityUnderline':
      return { ...place, kind: 'underline' }
    case 'messageEntityStrike':
      return { ...place, kind: 'strike' }
    case 'messageEntitySpoiler':
      return { ...place, kind: 'spoiler' }
    case 'messageEntityCode':
      return { ...place, kind: 'code' }
    case 'messageEntityPre':
      return { ...place, kind: 'pre', language: entity.language }
    case 'messageEntityTextUrl':
      return { ...place, kind: 'link', url: entity.url }
    case 'messageEntityUrl':
      return { ...place, kind: 'url' }
    case 'messageEntityEmail':
      return { ...place, kind: 'email' }
    case 'messageEntityPhone':
      return { ...place, kind: 'phone' }
    case 'messageEntityMention':
      return { ...place, kind: 'mention' }
    case 'messageEntityMentionName':
      return { ...place, kind: 'mentionName', user: entity.userId }
    case 'messageEntityHashtag':
      return { ...place, kind: 'hashtag' }
    case 'messageEntityCashtag':
      return { ...place, kind: 'cashtag' }
    case 'messageEntityBotCommand':
      return { ...place, kind: 'botCommand' }
    case 'messageEntityBankCard':
      return { ...place, kind: 'bankCard' }
    case 'messageEntityBlockquote':
      return { ...place, kind: 'quote', collapsed: entity.collapsed === true }
    case 'messageEntityCustomEmoji':
      return { ...place, kind: 'customEmoji', id: entity.documentId.toString() }
    default:
      return undefined
  }
}

export const projectEntities = (entities: readonly tl.TypeMessageEntity[] | undefined): Entity[] =>
  (entities ?? []).map(projectEntity).filter((entity) => entity !== undefined)

export const projectRich = (text: tl.TypeTextWithEntities): Rich => ({
  text: text.text,
  entities: projectEntities(text.entities),
})

/** Entities as the server takes them; it finds links, mentions and the like by itself. */
export function toEntities(
  entities: readonly Entity[],
  user: (id: number) => tl.TypeInputUser | undefined,
): tl.TypeMessageEntity[] {
  return entities.map((entity) => toEntity(entity, user)).filter((entity) => entity !== undefined)
}

function toEntity(
  entity: Entity,
  user: (id: number) => tl.TypeInputUser | undefined,
): tl.TypeMessageEntity | undefined {
  const place: Place = { offset: entity.offset, length: entity.length }
  switch (entity.kind) {
    case 'bold':
      return { ...place, _: 'messageEntityBold' }
    case 'italic':
      return { ...place, _: 'messageEntityItalic' }
    case 'underline':
      return { ...place, _: 'messageEntityUnderline' }
    case 'strike':
      return { ...place, _: 'messageEntityStrike' }
    case 'spoiler':
      return { ...place, _: 'messageEntitySpoiler' }
    case 'code':
      return { ...place, _: 'messageEntityCode' }
    case 'pre':
      return { ...place, _: 'messageEntityPre', language: entity.language }
    case 'link':
      return { ...place, _: 'messageEntityTextUrl', url: entity.url }
    case 'quote':
      return { ...place, _: 'messageEntityBlockquote', collapsed: entity.collapsed }
    case 'customEmoji':
      return { ...place, _: 'messageEntityCustomEmoji', documentId: Long.fromString(entity.id) }
    case 'mentionName': {
      const userId = user(entity.user)
      return userId && { ...place, _: 'inputMessageEntityMentionName', userId }
    }
    default:
      return undefined
  }
}
