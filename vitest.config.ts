import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^podfit$/, replacement: source('./src/index.ts') },
      { find: /^podfit\/(.+)$/, replacement: source('./src/$1.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**', 'test/interop/**'],
    // Nothing here is timed: what is slow on a busy machine is not wrong.
    testTimeout: 120_000,
    setupFiles: ['test/support/seed.ts'],
    server: { deps: { inline: [/fp-ts/, /io-ts/] } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { branches: 96.5 },
    },
  },
})
