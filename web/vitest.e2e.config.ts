import { defineConfig } from 'vitest/config'

/** Stories of people in real browsers against the real program: `make test-web`. */
export default defineConfig({
  test: {
    include: ['e2e/stories/*.story.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['verbose'],
  },
})
