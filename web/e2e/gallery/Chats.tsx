import { Avatar } from '../../src/ui/Avatar'
import { Badge } from '../../src/ui/Badge'
import { Feed } from '../../src/ui/Feed'
import { ListRow } from '../../src/ui/ListRow'
import { Section } from '../../src/ui/Section'
import { VirtualRows } from '../../src/ui/VirtualRows'
import styles from './gallery.module.css'

const people = ['Ada Lovelace', 'Bob Weaver', 'Chess club', 'Dina', 'Engine works', 'Frieda']
const chats = Array.from({ length: 500 }, (_, i) => `c${i}`)
const messages = Array.from({ length: 200 }, (_, i) => `m${i}`)
const number = (key: string) => Number(key.slice(1))

function Chat(props: { key: string }) {
  const i = number(props.key)
  const name = people[i % people.length] ?? ''
  return (
    <ListRow
      href={`#/${props.key}`}
      leading={<Avatar name={name} color={i} size={52} online={i % 4 === 1} />}
      title={`${name} ${i}`}
      subtitle="Did you see the new engine? It is lovely"
      current={i === 1}
      trailing={i % 3 === 0 ? <Badge count={i + 1} quiet={i % 2 === 1} /> : '12:30'}
    />
  )
}

function Message(props: { key: string }) {
  const i = number(props.key)
  if (i % 20 === 0) return <div class={styles.service}>November {1 + (i % 30)}</div>
  const out = i % 3 === 0
  return (
    <article class={`${styles.bubble} ${out ? styles.out : ''}`}>
      {!out && (
        <div class={styles.name} style={{ color: `var(--peer-${i % 7})` }}>
          {people[i % people.length]}
        </div>
      )}
      {'It works with cards. '.repeat(1 + (i % 4))}
      <a href="#/link" style={out ? { color: 'var(--bubble-out-link)' } : {}}>
        example.org
      </a>
      <span class={styles.meta}>12:{10 + (i % 50)}</span>
    </article>
  )
}

export function Chats(props: { theme: string }) {
  return (
    <>
      <Section title="Rows">
        <ListRow icon="bell" title="Notifications" trailing="On" onClick={() => {}} />
        <ListRow icon="lock" title="Privacy" subtitle="Last seen, phone number" onClick={() => {}} />
        <ListRow icon="logout" title="Log out" danger onClick={() => {}} />
      </Section>
      <Section title="Chats">
        <div class={styles.pane}>
          <VirtualRows keys={chats} label={`Chats, ${props.theme}`} render={(key) => <Chat key={key} />} />
        </div>
      </Section>
      <Section title="Messages">
        <div class={`${styles.pane} ${styles.wall}`}>
          <Feed keys={messages} label={`Messages, ${props.theme}`} render={(key) => <Message key={key} />} />
        </div>
      </Section>
    </>
  )
}
