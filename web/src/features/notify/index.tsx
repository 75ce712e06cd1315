export { useNotices } from './notices'
export { allowNotices, noticesAllowed } from './permission'
export { playNotice } from './sound'
