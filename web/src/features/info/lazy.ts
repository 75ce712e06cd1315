export { InfoPane as default } from './InfoPane'
