export { RequestsBar } from './RequestsBar'
