import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Node loads no files by address: the cryptography of the worker comes inside of the module. */
const inlineWasm = (): Plugin => ({
  name: 'inline-wasm',
  enforce: 'pre',
  load: (id) => {
    if (!id.includes('mtcute.wasm')) return undefined
    const file = createRequire(import.meta.url).resolve('@mtcute/wasm/mtcute.wasm')
    return `export default ${JSON.stringify(`data:application/wasm;base64,${readFileSync(file, 'base64')}`)}`
  },
})

/** The worker against the real server: `npm run test:server`. */
export default defineConfig({
  plugins: [inlineWasm()],
  test: {
    include: ['src/worker/**/*.test-server.ts'],
    environment: 'node',
    setupFiles: ['src/worker/testing/browser.test-side.ts'],
    execArgv: ['--experimental-websocket', '--no-warnings'],
    fileParallelism: false,
    testTimeout: 15_000,
    silent: true,
    hookTimeout: 300_000, // the first build of the server
  },
})
