export { InvitePages as default } from './InvitePages'
