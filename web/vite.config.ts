import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { licenses, shell, trustTemplates } from './scripts/plugins.ts'

/** `npm run dev` serves the page and takes everything else from a server at this address. */
const server = process.env.HELIOGRAPH ?? 'http://localhost:8080'

const { collect, emit } = licenses()

export default defineConfig({
  plugins: [solid(), trustTemplates(), collect(), emit(), shell(new URL('./public/', import.meta.url))],
  base: '/',
  build: {
    target: 'es2023',
    // light-dark(), :dir() and popovers as they are written: what stands in for them follows the language, not the direction
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: scripts, and icons are a sprite
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es', plugins: () => [collect()] },
  server: {
    proxy: {
      '/apiws': { target: server.replace('http', 'ws'), ws: true },
      '/client.json': server,
    },
  },
})
