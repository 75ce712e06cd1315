import type { JSX } from 'solid-js'
import { t } from '../../lang/lang'
import { InfoPage } from '../info'

export function InvitePages(): JSX.Element {
  return <InfoPage title={t('info.requests')}>{''}</InfoPage>
}
