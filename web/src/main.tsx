import './app/reset.css'
import './app/theme.css'
import { render } from 'solid-js/web'
import { App } from './app/App'
import { Insecure } from './app/Insecure'
import { startLanguage } from './app/language'
import { installOffline } from './app/offline'
import { startTheme } from './app/theme'

startTheme()
const root = document.getElementById('app')
// A language that cannot be fetched now is no reason to show nothing.
if (root) startLanguage().finally(() => render(() => (isSecureContext ? <App /> : <Insecure />), root))
installOffline()
