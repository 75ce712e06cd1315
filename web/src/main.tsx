import './app/reset.css'
import './app/theme.css'
import { render } from 'solid-js/web'
import { App } from './app/App'
import { Insecure } from './app/Insecure'
import { startLanguage } from './app/language'
import { installOffline } from './app/offline'
import { startPreferences } from './app/preferences'
import { startTheme } from './app/theme'

startTheme()
startPreferences()
const root = document.getElementById('app')
// A language that cannot be fetched now is no reason to show nothing.
if (root) startLanguage().finally(() => render(() => (isSecureContext ? <App /> : <Insecure />), root))
installOffline()
