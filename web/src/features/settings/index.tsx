export { type Host, HostContext } from './host'
export { Settings } from './lazy'
