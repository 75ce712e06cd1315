export { AttachButton, type AttachButtonProps } from './AttachButton'
export { LiveBar } from './LiveBar'
