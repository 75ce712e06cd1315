import { createMemo, createSignal, For, type JSX, Match, Switch } from 'solid-js'
import type { Rich } from '../../api/message'
import { t } from '../../lang/lang'
import { isBlock, type Mark, type Segment, tree } from '../../lib/entities'
import { mailLink, phoneLink } from '../../lib/link'
import { chatLink, formatRoute } from '../../lib/route'
import { CodeBlock, InlineCode } from './Code'
import { Quote } from './Quote'
import styles from './Text.module.css'
import { Tag, TextLink } from './TextLink'

interface Reveal {
  revealed: () => boolean
  reveal: () => void
}

/** Text draws a text with its formatting as nodes. What is hidden in it is shown by a press, all of it at once. */
export function Text(props: Rich): JSX.Element {
  const [revealed, setRevealed] = createSignal(false)
  const segments = createMemo(() => tree(props.text, props.entities))
  const reveal: Reveal = { revealed, reveal: () => setRevealed(true) }
  return <Segments segments={segments()} reveal={reveal} />
}

const isParagraph = (segment: Segment | undefined): boolean => segment?.kind === 'mark' && isBlock(segment.mark.kind)

/** A block stands on lines of its own: the line breaks at its ends are not drawn once more. */
function lineOf(segments: readonly Segment[], i: number): string {
  let text = segments[i]?.text ?? ''
  if (isParagraph(segments[i - 1])) text = text.replace(/^\n/, '')
  if (isParagraph(segments[i + 1])) text = text.replace(/\n$/, '')
  return text
}

function Segments(props: { segments: readonly Segment[]; reveal: Reveal }): JSX.Element {
  return (
    <For each={props.segments}>
      {(segment, i) =>
        segment.kind === 'text' ? (
          lineOf(props.segments, i())
        ) : (
          <Marked mark={segment.mark} text={segment.text} reveal={props.reveal}>
            <Segments segments={segment.children} reveal={props.reveal} />
          </Marked>
        )
      }
    </For>
  )
}

function Marked(props: { mark: Mark; text: string; reveal: Reveal; children: JSX.Element }): JSX.Element {
  const mark = props.mark
  switch (mark.kind) {
    case 'bold':
      return <strong>{props.children}</strong>
    case 'italic':
      return <em>{props.children}</em>
    case 'underline':
      return <u>{props.children}</u>
    case 'strike':
      return <s>{props.children}</s>
    case 'code':
      return <InlineCode text={props.text} />
    case 'pre':
      return <CodeBlock text={props.text} language={mark.language} />
    case 'quote':
      return <Quote collapsed={mark.collapsed}>{props.children}</Quote>
    case 'spoiler':
      return <Spoiler reveal={props.reveal}>{props.children}</Spoiler>
    case 'link':
      return (
        <TextLink url={mark.url} text={props.text}>
          {props.children}
        </TextLink>
      )
    case 'url':
      return (
        <TextLink url={props.text} text={props.text}>
          {props.children}
        </TextLink>
      )
    case 'email':
      return <a href={mailLink(props.text)}>{props.children}</a>
    case 'phone':
      return <a href={phoneLink(props.text)}>{props.children}</a>
    case 'mention':
      return <a href={formatRoute({ at: 'username', name: props.text.slice(1) })}>{props.children}</a>
    case 'mentionName':
      return <a href={chatLink(mark.user)}>{props.children}</a>
    case 'hashtag':
    case 'cashtag':
      return <Tag tag={props.text} />
    case 'botCommand':
    case 'bankCard':
      return <span class={styles.command}>{props.children}</span>
    case 'customEmoji':
      return <>{props.children}</>
  }
}

function Spoiler(props: { reveal: Reveal; children: JSX.Element }): JSX.Element {
  const show = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    props.reveal.reveal()
  }
  return (
    <Switch>
      <Match when={props.reveal.revealed()}>
        <span class={styles.revealed}>{props.children}</span>
      </Match>
      <Match when={!props.reveal.revealed()}>
        <span
          role="button"
          tabIndex={0}
          class={styles.spoiler}
          onClick={show}
          onKeyDown={(e) => (e.key === 'Enter' || e.key === ' ') && show(e)}
        >
          <span class="spoken">{t('feed.spoiler')}</span>
          <span class={styles.hidden} aria-hidden="true" inert>
            {props.children}
          </span>
        </span>
      </Match>
    </Switch>
  )
}
