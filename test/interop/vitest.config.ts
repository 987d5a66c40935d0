import { defineConfig } from 'vitest/config'

/** The packed tarball beside the clients, models, bundlers and runtimes of others: run by `npm run interop`. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: ['test/package/pack.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
})
