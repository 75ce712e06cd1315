import type { JSX } from 'solid-js'
import { useAccount } from '../../api/account'
import type { PeerId } from '../../api/peer'
import { t } from '../../lang/lang'
import { chatLink } from '../../lib/route'
import { ListRow } from '../../ui/ListRow'
import { VirtualRows } from '../../ui/VirtualRows'
import { aboutOf, PeerAvatar, PeerName } from '../contacts'
import { useInfo } from './context'
import { ListState } from './ListState'
import { InfoPage } from './Page'
import { createPages } from './pages'

/** Groups that one is in together with somebody. */
export function CommonPage(): JSX.Element {
  const { api, tables } = useAccount()
  const info = useInfo()
  const pages = createPages(
    () => info.chat,
    async (user, have: readonly PeerId[]) => {
      const after = have.at(-1)
      return { items: await api.commonChats({ user, ...(after === undefined ? {} : { after }) }) }
    },
  )
  return (
    <InfoPage title={t('info.common')} parent="profile" list>
      <ListState pages={pages} icon="users" empty={t('info.common.none')}>
        <VirtualRows
          label={t('info.common')}
          keys={pages.items().map(String)}
          onNearEnd={pages.more}
          render={(key) => {
            const peer = () => tables.peers[Number(key)]
            return (
              <ListRow
                leading={<PeerAvatar peer={peer()} size={44} />}
                title={<PeerName peer={peer()} />}
                subtitle={aboutOf(peer())}
                href={chatLink(Number(key))}
              />
            )
          }}
        />
      </ListState>
    </InfoPage>
  )
}
