import { createMemo, createResource, createSignal, onMount, Show } from 'solid-js'
import { t } from '../../lang/lang'
import { Empty } from '../../ui/Empty'
import { Failure } from '../../ui/Failure'
import { Late } from '../../ui/Late'
import { Menu, type MenuItem } from '../../ui/Menu'
import type { Anchor } from '../../ui/place'
import { SearchField } from '../../ui/SearchField'
import { Spinner } from '../../ui/Spinner'
import { type Emoji, findEmoji, groupKeys, loadEmoji } from './data'
import { EmojiGrid, type GridHandle } from './EmojiGrid'
import styles from './EmojiPicker.module.css'
import { GroupBar } from './GroupBar'
import { recent, tone, use } from './recent'
import { Tones, toneName } from './Tones'
import { type Tone, toned, tones } from './tone'
import { useWords } from './words'

export interface EmojiPickerProps {
  onPick: (emoji: string) => void
  /** The focus goes to the search field as soon as it is there. */
  autofocus?: boolean
}

/**
 * EmojiPicker is all emoji, by kind, searched by words. It fills the box that it
 * is put in. The right button, the menu key or a long press offer skin tones.
 */
export function EmojiPicker(props: EmojiPickerProps) {
  let field: HTMLInputElement | undefined
  let grid: GridHandle | undefined
  const [groups, { refetch }] = createResource(loadEmoji)
  const [query, setQuery] = createSignal('')
  const [section, setSection] = createSignal('')
  const [asked, setAsked] = createSignal<{ e: Emoji; at: Anchor }>()
  const others = useWords(query)
  const lately = recent()
  const all = () => (groups.error === undefined ? (groups() ?? []) : [])
  const byText = createMemo(() => new Map(all().flatMap((g) => g.emoji.map((e) => [e.text, e] as const))))
  const sections = createMemo(() => {
    if (query().trim() === '') {
      // Those that were used last stay where they are while one picks.
      const used = lately.map((text) => byText().get(text) ?? plain(text))
      return [{ key: 'recent', emoji: used }, ...all()]
    }
    const more = others().flatMap((text) => byText().get(text) ?? [])
    return [{ key: 'found', emoji: [...new Set([...findEmoji(all(), query()), ...more])] }]
  })
  const nothing = () => groups() !== undefined && sections().every((s) => s.emoji.length === 0)
  const pick = (e: Emoji, skin: Tone = tone()) => {
    const text = toned(e.text, e.way, skin)
    use(text)
    props.onPick(text)
  }
  const inTones = (e: Emoji | undefined): MenuItem[] =>
    e
      ? tones.map((skin) => ({
          label: `${toned(e.text, e.way, skin)} ${toneName(skin)}`,
          onSelect: () => pick(e, skin),
        }))
      : []
  const title = (key: string): string => {
    if (key === 'recent' || key === 'found') return t(`emoji.${key}`)
    const group = groupKeys.find((g) => g === key)
    return group ? t(`emoji.group.${group}`) : ''
  }
  onMount(() => props.autofocus && field?.focus())
  return (
    <section class={styles.picker} aria-label={t('emoji.title')}>
      <div class={styles.head}>
        <SearchField
          label={t('emoji.search')}
          value={query()}
          onInput={setQuery}
          ref={(el) => {
            field = el
          }}
          onKeyDown={(e) => {
            const first = sections().find((s) => s.emoji.length > 0)?.emoji[0]
            if (e.key === 'ArrowDown') grid?.focus()
            else if (e.key === 'Enter' && !e.isComposing && query().trim() !== '' && first) pick(first)
            else return
            e.preventDefault()
          }}
        />
        <Tones />
      </div>
      <Show when={!groups.error} fallback={<Failure title={t('emoji.failed')} onRetry={() => refetch()} />}>
        <Show
          when={groups()}
          fallback={
            <Late>
              <div class={styles.wait}>
                <Spinner />
              </div>
            </Late>
          }
        >
          <Show when={!nothing()} fallback={<Empty icon="smile" text={t('emoji.none')} />}>
            <EmojiGrid
              label={t('emoji.title')}
              sections={sections()}
              query={query()}
              title={title}
              shown={(e) => toned(e.text, e.way, tone())}
              onPick={(e) => pick(e)}
              onTones={(e, at) => setAsked({ e, at })}
              onSection={setSection}
              ref={(handle) => {
                grid = handle
              }}
            />
          </Show>
          <Show when={query().trim() === ''}>
            <GroupBar recent={lately.length > 0} value={section()} title={title} onChoose={(key) => grid?.show(key)} />
          </Show>
        </Show>
      </Show>
      <Menu at={asked()?.at} label={t('emoji.tone')} items={inTones(asked()?.e)} onClose={() => setAsked(undefined)} />
    </section>
  )
}

/** plain is an emoji that is in no list: in a skin tone, or newer. */
const plain = (text: string): Emoji => ({ text, label: text, codes: [], words: [], way: '' })
