import { describe, expect, it } from 'vitest'
import { withoutOwned } from '../../../src/cli/commands/withoutOwned.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { aNode } from '../../../src/testing/builders.js'

describe('withoutOwned', () => {
  it('takes pods and revisions that were not given for none', () => {
    const { nodes, pods, revisions } = withoutOwned(cluster({ nodes: [aNode('n1')] }))
    expect([nodes?.size, pods?.size, revisions?.size]).toEqual([1, 0, 0])
  })

  it('keeps what was given, and nodes that were not given unknown', () => {
    const given = cluster({ pods: [{ metadata: { name: 'p' } }], revisions: [{}] })
    const { nodes, pods, revisions } = withoutOwned(given)
    expect([nodes?.size, pods?.size, revisions?.size]).toEqual([undefined, 1, 1])
  })
})
