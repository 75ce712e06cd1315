export { GroupPages as default } from './GroupPages'
