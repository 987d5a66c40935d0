import { describe, expect, it } from 'vitest'
import { cluster, type ClusterObjects } from '../../../src/cluster/cluster.js'
import { diff } from '../../../src/impact/diff.js'
import { impactMarkdown } from '../../../src/report/formats/impactMarkdown.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'

const agent = aDaemonSet()
const objects = { nodes: [aNode('n1'), aNode('n2')], pods: [], revisions: [], daemonSets: [agent] }

const markdownOf = (before: ClusterObjects, after: ClusterObjects) =>
  impactMarkdown(diff(cluster(before), cluster(after), { now: '2026-01-01T00:00:00Z' }))

describe('impactMarkdown', () => {
  it('is a summary, a table and what does not change', () => {
    const fresh = aDaemonSet({ name: 'new|er' })
    const nodes = [aNode('n1', { taints: ['a:NoSchedule'] }), aNode('n2')]
    const tolerant = aDaemonSet({ name: 'all', podSpec: { tolerations: [{ operator: 'Exists' }] } })
    expect(
      markdownOf(
        { ...objects, daemonSets: [agent, tolerant] },
        { ...objects, nodes, daemonSets: [agent, tolerant, fresh] },
      ),
    ).toEqual([
      '**Placement: 1 gained, 1 lost; pods: 1 created, 0 deleted, 0 left misscheduled; new revisions: 0.**',
      '',
      '| DaemonSet | Nodes | What changes |',
      '| --- | --- | --- |',
      '| default/agent | 2 → 1 | \\! 1 node gets no new pod: untolerated taint a:NoSchedule (n1) |',
      '| default/new\\|er (new) | 0 → 1 | · not on 1 node: untolerated taint a:NoSchedule (n1)<br>+ 1 node gains it, 1 pod created (n2)<br>for: every node |',
      '',
      'No change for default/all.',
      '',
    ])
  })

  it('has no table where nothing changes, and says what is not known', () => {
    const { pods: _pods, ...partly } = objects
    const lines = markdownOf(partly, partly)
    expect(lines.filter((line) => line.startsWith('|'))).toEqual([])
    expect(lines).toContain('Pods were not given, and are not compared.')
  })

  it('counts nodes once where only the pods change', () => {
    const image = aDaemonSet({ podSpec: { containers: [{ name: 'main', image: 'main:2' }] } })
    const [, , , , row] = markdownOf(objects, { ...objects, daemonSets: [image] })
    expect(row).toContain('| default/agent | 2 | \\~ triggers a rollout: a new revision')
  })
})
