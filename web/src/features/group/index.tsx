export { MissingDialog } from './MissingDialog'
export { NewChannel } from './NewChannel'
export { NewGroup } from './NewGroup'
