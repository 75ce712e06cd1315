export { TopicIcon } from './TopicIcon'
export { TopicList, type TopicListProps } from './TopicList'
