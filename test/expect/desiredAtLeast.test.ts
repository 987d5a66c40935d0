import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { subjectOfSplit, daemonSets, poolOf } from '../support/split.js'

const asked = subjectOfSplit()

describe('desiredAtLeast', () => {
  it('compares the number of nodes that run it', () => {
    expect(assertions.desiredAtLeast({ daemonSets, count: 3 }, asked)).toEqual([])
    expect(assertions.desiredAtLeast({ daemonSets: ['small'], count: 4 }, asked)).toMatchObject([
      { code: 'DesiresTooFew', subject: { name: 'small' }, expected: 4, desired: 3 },
    ])
  })

  it('does not count nodes that do not exist yet', () => {
    const pooled = subjectOfSplit(poolOf('sure', '2'))
    expect(assertions.desiredAtLeast({ daemonSets: ['small'], count: 4 }, pooled)).toHaveLength(1)
  })

  it('fails without DaemonSets', () => {
    expect(assertions.desiredAtLeast({ daemonSets: ['none'], count: 0 }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
  })
})
