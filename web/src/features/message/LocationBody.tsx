import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Body } from '../../api/message'
import { now, span } from '../../lang/format'
import { t } from '../../lang/lang'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import styles from './BodyView.module.css'

/** LocationBody is a place as a card with its coordinates and a link to a map: nothing is fetched from others. */
export function LocationBody(props: { place: Extract<Body, { kind: 'location' }> }): JSX.Element {
  const lat = () => props.place.lat.toFixed(5)
  const long = () => props.place.long.toFixed(5)
  const map = () => `https://www.openstreetmap.org/?mlat=${lat()}&mlon=${long()}#map=16/${lat()}/${long()}`
  const left = () => (props.place.live?.until ?? 0) - now()
  const title = () => {
    if (props.place.venue) return props.place.venue.title
    return props.place.live ? t('feed.kind.live') : t('feed.kind.location')
  }
  return (
    <div>
      <div class={styles.card}>
        <span class={classes(styles.round, props.place.live && left() <= 0 && styles.ended)}>
          <Icon name="location" size={24} />
        </span>
        <span class={styles.words}>
          <div class={styles.title} dir="auto">
            {title()}
          </div>
          <Show when={props.place.venue?.address}>
            <div class={styles.small} dir="auto">
              {props.place.venue?.address}
            </div>
          </Show>
          <div class={styles.small}>
            <bdi>{`${lat()}, ${long()}`}</bdi>
          </div>
          <Show when={props.place.live}>
            <div class={styles.small}>
              <Switch fallback={t('feed.live.ended')}>
                <Match when={left() > 0}>{t('feed.live.left', { time: span(left(), 'short') })}</Match>
              </Switch>
            </div>
          </Show>
        </span>
      </div>
      <a class={styles.button} href={map()} target="_blank" rel="noopener noreferrer nofollow">
        {t('feed.location.map')}
      </a>
    </div>
  )
}
