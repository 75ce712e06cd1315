import { Avatar } from '../../src/ui/Avatar'
import { Bars } from '../../src/ui/Bars'
import { Button } from '../../src/ui/Button'
import { Empty } from '../../src/ui/Empty'
import { Failure } from '../../src/ui/Failure'
import { Icon, type IconName } from '../../src/ui/Icon'
import { icons } from '../../src/ui/icons'
import { Progress } from '../../src/ui/Progress'
import { QrCode } from '../../src/ui/QrCode'
import { Section } from '../../src/ui/Section'
import { Skeleton } from '../../src/ui/Skeleton'
import { Spinner } from '../../src/ui/Spinner'
import styles from './gallery.module.css'

const names = ['Ada Lovelace', 'Bob', 'Chérie Dupont', 'دينا علي', '山田 太郎', 'Émile Zola', 'Grace Hopper']
const isIcon = (s: string): s is IconName => s in icons

export function Pictures() {
  return (
    <>
      <Section title="Avatars">
        <div class={styles.flow}>
          {names.map((name, i) => (
            <Avatar name={name} color={i} online={i === 1} />
          ))}
          <Avatar name="" color={0} kind="deleted" />
          <Avatar name="" color={0} kind="saved" />
          <Avatar name="" color={0} kind="archive" />
          <Avatar name="Small One" color={5} size={32} />
          <Avatar name="Tiny" color={4} size={24} />
          <Avatar name="Big One" color={2} size={96} online />
        </div>
      </Section>
      <Section title="Icons">
        <div class={styles.icons}>
          {Object.keys(icons)
            .filter(isIcon)
            .map((name) => (
              <span>
                <Icon name={name} />
                {name}
              </span>
            ))}
        </div>
      </Section>
      <Section title="Waiting">
        <Skeleton label="Loading chats" count={2} />
        <div class={styles.stack}>
          <Progress label="Exporting" value={0.4} showLabel />
          <Progress label="Connecting" />
          <Spinner label="Loading" />
        </div>
        <Empty
          icon="chat"
          title="No chats yet"
          text="Find somebody by name and say hello."
          action={<Button kind="primary">New chat</Button>}
        />
        <Failure title="The server does not answer" text="Check your connection, then try again." onRetry={() => {}} />
      </Section>
      <Section title="Charts and codes">
        <Bars
          label="Messages by day"
          pointLabel="Day"
          points={['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']}
          series={[{ name: 'Messages', values: [12, 40, 33, 8, 51, 23, 60] }]}
        />
        <Bars
          label="Members"
          pointLabel="Day"
          kind="line"
          points={['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']}
          series={[
            { name: 'Joined', values: [12, 40, 33, 8, 51, 23, 60] },
            { name: 'Left', values: [2, 4, 3, 18, 5, 3, 0] },
          ]}
        />
        <div class={styles.stack}>
          <QrCode text="https://example.org/+abcdef" label="Invite link" />
        </div>
      </Section>
    </>
  )
}
