import { expect, it } from 'vitest'
import { edited, gainedBy } from '../../src/suggest/suggestTolerations.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

it('says which nodes edits bring a DaemonSet to, and not those it had', () => {
  const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { gpu: 'true' } } })
  const nodes = [
    aNode('n1', { labels: { gpu: 'true' } }),
    aNode('n2'),
    aNode('n3', { taints: ['a:NoSchedule'] }),
  ]
  const edits = [
    { op: 'remove', path: ['spec', 'template', 'spec', 'nodeSelector', 'gpu'] },
  ] as const
  expect(edited(daemonSet, edits).spec?.template?.spec?.nodeSelector).toEqual({})
  expect(gainedBy(daemonSet, edits, nodes, newestSemantics)).toEqual(['n2'])
})
