export { type SearchHandle, SearchPanel, type SearchPanelProps } from './SearchPanel'
