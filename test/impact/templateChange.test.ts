import { describe, expect, it } from 'vitest'
import { templateChanges } from '../../src/impact/diff.js'
import { aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const picky = aPolicy({
  kind: 'DaemonSet',
  spec: { template: { spec: { nodeSelector: { zone: 'a' } } } },
})
const any = aPolicy({ kind: 'DaemonSet', spec: {} })
const pool = { node: aNode('pool'), unknownLabels: [{ key: 'zone' }] }

describe('templateChanges', () => {
  it('are those where the decision is another one', () => {
    expect(templateChanges('a/b', any, picky, [pool])).toMatchObject([
      {
        daemonSet: 'a/b',
        template: 'pool',
        before: { decision: { code: 'Certain', decision: 'run' } },
        after: { decision: { code: 'Depends', on: ['zone'] } },
      },
    ])
    expect(templateChanges('a/b', any, any, [pool])).toEqual([])
  })

  it('leave out a side where the DaemonSet is absent', () => {
    const [come] = templateChanges('a/b', undefined, any, [pool])
    const [gone] = templateChanges('a/b', any, undefined, [{ node: {} }])
    expect(come).not.toHaveProperty('before')
    expect(gone).not.toHaveProperty('after')
    expect(gone?.template).toBe('')
  })
})
