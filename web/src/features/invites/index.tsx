export { joinsByDay } from './joins'
export { RequestsBar } from './RequestsBar'
