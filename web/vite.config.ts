import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

/** `npm run dev` serves the page and takes everything else from a server at this address. */
const server = process.env.HELIOGRAPH ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [solid()],
  base: '/',
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: scripts, and icons are a sprite
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/apiws': { target: server.replace('http', 'ws'), ws: true },
      '/client.json': server,
    },
  },
})
