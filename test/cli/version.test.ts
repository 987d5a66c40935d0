import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { VERSION } from '../../src/cli/version.js'

describe('VERSION', () => {
  it('is the version of the package', () => {
    expect(VERSION).toBe(manifest.version)
  })
})
