import { describe, expect, it } from 'vitest'
import { desiredAtLeast } from '../../src/expect/desiredAtLeast.js'
import { askedOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = askedOfSplit()

describe('desiredAtLeast', () => {
  it('compares the number of nodes that run it', () => {
    expect(desiredAtLeast({ daemonSets, count: 3 }, asked)).toEqual([])
    expect(desiredAtLeast({ daemonSets: ['small'], count: 4 }, asked)).toMatchObject([
      { code: 'DesiresTooFew', subject: { name: 'small' }, expected: 4, desired: 3 },
    ])
  })

  it('does not count nodes that do not exist yet', () => {
    const pooled = askedOfSplit(poolOf('sure', '2'))
    expect(desiredAtLeast({ daemonSets: ['small'], count: 4 }, pooled)).toHaveLength(1)
  })

  it('fails without DaemonSets', () => {
    expect(desiredAtLeast({ daemonSets: ['none'], count: 0 }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
  })
})
