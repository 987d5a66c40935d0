import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { placed } from '../../src/impact/nodePlacement.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'

const agent = aDaemonSet()
const snapshot = cluster({
  nodes: [aNode('n1'), aNode('n2', { taints: ['a=5:NoSchedule'] })],
  pods: [aPodOf(agent, { node: 'n1' })],
  revisions: [],
})
const now = new Date(0)

describe('placed', () => {
  it('says how the DaemonSet stands to each node', () => {
    const { placementOn, podsOn } = placed(snapshot, agent, { now, pods: true })
    expect(placementOn('n1')).toEqual({ decision: 'run', reasons: [], pods: ['pod-n1'] })
    expect(placementOn('n2')).toMatchObject({
      decision: 'stay',
      reasons: [{ code: 'UntoleratedTaint' }],
      pods: [],
    })
    expect(placementOn('n3')).toBeUndefined()
    expect(podsOn('n3')).toEqual([])
  })

  it('says nothing of pods where they are not looked at', () => {
    const { placementOn, podsOn } = placed(snapshot, agent, { now, pods: false })
    expect(placementOn('n1')).toEqual({ decision: 'run', reasons: [] })
    expect(podsOn('n1')).toBeUndefined()
  })

  it('knows no node where none were given, and goes by the release', () => {
    expect(placed(cluster({}), agent, { now, pods: true }).placementOn('n1')).toBeUndefined()
    const tolerations = [{ key: 'a', operator: 'Lt', value: '9' }]
    const semantics = { ...newestSemantics, tolerationComparison: true }
    const lenient = aDaemonSet({ podSpec: { tolerations } })
    const options = { now, pods: false }
    expect(placed(snapshot, lenient, options).placementOn('n2')?.decision).toBe('stay')
    expect(placed(snapshot, lenient, { ...options, semantics }).placementOn('n2')?.decision).toBe(
      'run',
    )
  })
})
