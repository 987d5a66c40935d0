import { defineConfig } from 'vitest/config'

/** The packed tarball, installed into empty projects: run by `npm run test:package`. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    globalSetup: ['test/package/pack.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
