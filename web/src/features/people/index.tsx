export { AddContact } from './AddContact'
export { ContactsPage } from './ContactsPage'
