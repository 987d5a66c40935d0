import { defineConfig } from 'vitest/config'

/** The packed tarball, installed into an empty project: run by `npm run test:package`. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
