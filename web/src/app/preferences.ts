export { startPreferences } from '../ui/preferences'
