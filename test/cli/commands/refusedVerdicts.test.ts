import { describe, expect, it } from 'vitest'
import { refusedVerdicts } from '../../../src/cli/commands/refusedVerdicts.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { plan } from '../../../src/cluster/plan.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const agent = frozen(aDaemonSet({ podSpec: { nodeSelector: { color: 'blue' } } }))
const now = '2026-01-01T00:00:00Z'

describe('refusedVerdicts', () => {
  it('tell why, of the nodes that should run none', () => {
    const blue = aNode('n1', { labels: { color: 'blue' } })
    const snapshot = cluster({ nodes: [blue, aNode('n2')] })
    const verdicts = refusedVerdicts(snapshot, agent, plan(snapshot, agent, { now }))
    expect([...verdicts.keys()]).toEqual(['n2'])
    expect(verdicts.get('n2')?.reasons).toMatchObject([{ code: 'NodeSelectorMismatch' }])
  })

  it('are none where the nodes are unknown', () => {
    const snapshot = cluster({})
    expect(refusedVerdicts(snapshot, {}, plan(snapshot, {}, { now })).size).toBe(0)
  })
})
