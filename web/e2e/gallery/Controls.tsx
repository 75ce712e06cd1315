import { createSignal } from 'solid-js'
import { Badge } from '../../src/ui/Badge'
import { Button } from '../../src/ui/Button'
import { Chip } from '../../src/ui/Chip'
import { Confirm } from '../../src/ui/Confirm'
import { DateTimePicker } from '../../src/ui/DateTimePicker'
import { Dialog } from '../../src/ui/Dialog'
import { IconButton } from '../../src/ui/IconButton'
import { MenuButton } from '../../src/ui/MenuButton'
import { Popover } from '../../src/ui/Popover'
import { RadioGroup } from '../../src/ui/RadioGroup'
import { SearchField } from '../../src/ui/SearchField'
import { Section } from '../../src/ui/Section'
import { Select } from '../../src/ui/Select'
import { Slider } from '../../src/ui/Slider'
import { Checkbox, Switch } from '../../src/ui/Switch'
import { Tabs } from '../../src/ui/Tabs'
import { TextArea } from '../../src/ui/TextArea'
import { TextField } from '../../src/ui/TextField'
import { toast } from '../../src/ui/Toast'
import styles from './gallery.module.css'

export function Controls() {
  const [dialog, setDialog] = createSignal(false)
  const [confirm, setConfirm] = createSignal(false)
  const [picker, setPicker] = createSignal<HTMLElement>()
  const [tab, setTab] = createSignal('all')
  const [on, setOn] = createSignal(true)
  const [text, setText] = createSignal('Ada Lovelace')
  const [bio, setBio] = createSignal('Analyst.\nLikes engines.')
  const [who, setWho] = createSignal<'all' | 'contacts' | 'nobody'>('contacts')
  const [query, setQuery] = createSignal('')
  const [size, setSize] = createSignal(15)
  const [when, setWhen] = createSignal(new Date(2026, 10, 22, 23, 5))
  return (
    <>
      <Section title="Buttons">
        <div class={styles.flow}>
          <Button kind="primary" onClick={() => setDialog(true)}>
            Open a dialog
          </Button>
          <Button kind="tonal" icon="addUser" onClick={() => setConfirm(true)}>
            Ask
          </Button>
          <Button
            onClick={() => toast({ text: 'Chat archived', icon: 'archive', action: { label: 'Undo', onClick() {} } })}
          >
            Toast
          </Button>
          <Button kind="danger">Delete</Button>
          <Button kind="danger-plain">Leave group</Button>
          <Button kind="primary" busy>
            Sending
          </Button>
          <Button kind="primary" disabled>
            Off
          </Button>
          <IconButton icon="smile" label="Emoji" onClick={(e) => setPicker(picker() ? undefined : e.currentTarget)} />
          <IconButton icon="search" label="Search" />
          <IconButton icon="bell" label="Notifications" pressed />
          <IconButton icon="send" label="Send" kind="filled" />
          <IconButton icon="trash" label="Delete" kind="danger" />
          <MenuButton
            label="More"
            items={() => [
              { label: 'Mark as read', icon: 'markRead', onSelect() {} },
              { label: 'Mute', icon: 'mute', hint: '8 hours', onSelect() {} },
              { label: 'Pin', icon: 'pin', checked: true, onSelect() {} },
              'line',
              { label: 'Delete chat', icon: 'trash', danger: true, onSelect() {} },
            ]}
          />
        </div>
        <div class={styles.flow}>
          <Badge count={3} label="3 unread" />
          <Badge count={12345} quiet />
          <Badge icon="at" label="mention" />
          <Badge icon="heart" />
          <Badge />
          <Chip label="Photos" icon="photo" pressed onClick={() => {}} />
          <Chip label="Links" icon="link" onClick={() => {}} />
          <Chip label="Ada Lovelace" removeLabel="Remove Ada" onRemove={() => {}} />
        </div>
      </Section>
      <Section title="Fields">
        <div class={styles.stack}>
          <SearchField label="Search" value={query()} onInput={setQuery} />
          <TextField label="First name" value={text()} onInput={setText} count={64} />
          <TextField label="Last name" value="" onInput={() => {}} hint="Optional" />
          <TextField label="Password" type="password" value="secret" onInput={() => {}} />
          <TextField
            label="Username"
            value="ada"
            prefix="@"
            onInput={() => {}}
            error="This name is taken: try another"
          />
          <TextArea label="Bio" value={bio()} onInput={setBio} count={70} />
          <Select
            label="Language"
            value="en"
            options={[
              { value: 'en', label: 'English' },
              { value: 'ar', label: 'العربية' },
            ]}
            onChange={() => {}}
          />
        </div>
      </Section>
      <Section title="Choices" footer="Who is not among your contacts sees nothing of this.">
        <Switch label="Notifications" hint="With sound" checked={on()} onChange={setOn} />
        <Switch label="Previews" checked={false} disabled onChange={() => {}} />
        <Checkbox label="Delete for Ada as well" checked={on()} onChange={setOn} />
        <Slider label="Text size" min={12} max={20} value={size()} text={`${size()} px`} onInput={setSize} />
        <RadioGroup
          label="Last seen"
          hideLabel
          value={who()}
          onChange={setWho}
          options={[
            { value: 'all', label: 'Everybody' },
            { value: 'contacts', label: 'My contacts', hint: 'and those I chose' },
            { value: 'nobody', label: 'Nobody', disabled: true },
          ]}
        />
      </Section>
      <Section title="Tabs and dates">
        <Tabs
          label="Folders"
          value={tab()}
          onChange={setTab}
          tabs={[
            { key: 'all', label: 'All', badge: 12 },
            { key: 'people', label: 'People' },
            { key: 'work', label: 'Work', badge: 4, quiet: true },
            { key: 'news', label: 'News' },
          ]}
        />
        <div class={styles.stack}>
          <DateTimePicker value={when()} onChange={setWhen} min={new Date(2015, 0, 1)} time />
        </div>
      </Section>
      <Popover at={picker()} label="Emoji" onClose={() => setPicker(undefined)} end>
        <div class={styles.flow}>
          <SearchField label="Search emoji" value={query()} onInput={setQuery} />
          <Button>One</Button>
          <Button>Two</Button>
        </div>
      </Popover>
      <Dialog
        open={dialog()}
        onClose={() => setDialog(false)}
        title="New group"
        footer={
          <>
            <Button onClick={() => setDialog(false)}>Cancel</Button>
            <Button kind="primary" onClick={() => setDialog(false)}>
              Create
            </Button>
          </>
        }
      >
        <div style={{ 'padding-block-start': '8px' }}>
          <TextField label="Group name" value={text()} onInput={setText} />
        </div>
      </Dialog>
      <Confirm
        open={confirm()}
        onClose={() => setConfirm(false)}
        title="Delete this chat?"
        text="It is deleted on all your devices. This cannot be undone."
        confirm="Delete"
        danger
        onConfirm={() => {}}
      >
        <Checkbox label="Delete for Ada as well" checked={on()} onChange={setOn} />
      </Confirm>
    </>
  )
}
