import { For, type JSX, onCleanup, Show } from 'solid-js'
import { useAccount } from '../../api/account'
import type { Group } from '../../api/peer'
import { t } from '../../lang/lang'
import { ListRow } from '../../ui/ListRow'
import { Section } from '../../ui/Section'
import { infoHref } from './context'
import { MemberRow } from './MemberRow'
import { createPages } from './pages'

/** How many members the profile shows itself. */
const shown = 12

/** The first members of a group; all of them are on a page of their own. */
export function MembersPreview(props: { group: Group; count: number }): JSX.Element {
  const account = useAccount()
  const chat = () => props.group.id
  const pages = createPages(chat, async (id) => {
    const page = await account.api.members({ chat: id, filter: 'recent', query: '', offset: 0, limit: shown })
    return { items: page.members }
  })
  onCleanup(
    account.on((event) => {
      if (event.kind === 'changed' && event.what === 'full' && event.chat === chat()) void pages.reload()
    }),
  )
  return (
    <Show when={pages.items().length > 0}>
      <Section title={t('contacts.members', { n: Math.max(props.count, pages.items().length) })}>
        <For each={pages.items()}>{(member) => <MemberRow group={props.group} member={member} />}</For>
        <Show when={props.count > shown}>
          <ListRow icon="down" accent title={t('info.allMembers')} href={infoHref(props.group.id, 'members')} />
        </Show>
      </Section>
    </Show>
  )
}
