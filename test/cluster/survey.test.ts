import { expect, it } from 'vitest'
import { nameOf, withTaints } from '../../src/kube/objectFacts.js'
import { survey } from '../../src/cluster/survey.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

it('a survey knows for each DaemonSet, by name, which nodes it selects and which of them run it', () => {
  const nodes = [
    aNode('n2', { taints: ['gpu:NoSchedule'] }),
    aNode('n1'),
    aNode('n3', { labels: { os: 'win' } }),
  ]
  const podSpec = {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'os', operator: 'DoesNotExist' }] }],
        },
      },
    },
  }
  const daemonSets = [aDaemonSet({ name: 'b', podSpec }), { metadata: { name: 'a' } }]
  const surveyed = survey({ nodes, daemonSets }, newestSemantics)
  expect(
    surveyed.daemonSets.map(({ subject, selects, runs }) => [
      subject,
      selects.map(nameOf),
      runs.map(nameOf),
    ]),
  ).toEqual([
    [{ kind: 'DaemonSet', name: 'a' }, ['n1', 'n2', 'n3'], ['n1', 'n3']],
    [{ kind: 'DaemonSet', namespace: 'default', name: 'b' }, ['n1', 'n2'], ['n1']],
  ])
  expect(surveyed.nodes.map(nameOf)).toEqual(['n1', 'n2', 'n3'])
  expect(survey({ daemonSets: [{}] }, newestSemantics).nodes).toEqual([])
})

it('a node may be looked at with other taints', () => {
  const node = aNode('n1', { taints: ['a:NoSchedule'] })
  expect(withTaints(node, []).spec).toEqual({ taints: [] })
  expect(withTaints({}, [{ key: 'b' }])).toEqual({ spec: { taints: [{ key: 'b' }] } })
})
