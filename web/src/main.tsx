import { render } from 'solid-js/web'
import { App } from './app/App'
import './app/reset.css'
import './app/theme.css'

const root = document.getElementById('app')
if (root) render(() => <App />, root)
