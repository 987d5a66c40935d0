import { readFileSync } from 'node:fs'
import { NEWEST_RELEASE } from 'podfit'
import { describe, expect, it } from 'vitest'

const MODULE = readFileSync(new URL('./binaries/go.mod', import.meta.url), 'utf8')

describe('the module of the control plane', () => {
  it('is of the newest release that podfit is verified against', () => {
    expect(MODULE).toMatch(
      new RegExp(`^\\s*k8s.io/kubernetes v${NEWEST_RELEASE.replaceAll('.', '\\.')}( |$)`, 'm'),
    )
  })

  it('takes every staging module of that release', () => {
    const staging = [...MODULE.matchAll(/^\t(\S+) => \1 v(\S+)$/gm)]
    expect(staging.length).toBeGreaterThan(25)
    expect(new Set(staging.map(([, , version]) => version))).toEqual(
      new Set([NEWEST_RELEASE.replace('1.', '0.')]),
    )
  })
})
