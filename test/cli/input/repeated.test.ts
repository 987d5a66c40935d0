import { describe, expect, it } from 'vitest'
import { repeated } from '../../../src/cli/input/snapshot.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const NONE = { others: {}, broken: [] }
const agent = aDaemonSet()
const manifest = aDaemonSet({ metadata: { uid: null } })
const pod = aPodOf(agent, { node: 'n1' })

describe('repeated', () => {
  it('is nothing of nothing, and of objects that are there once', () => {
    expect(repeated(NONE)).toEqual([])
    const nodes = [aNode('n1'), aNode('__proto__')]
    expect(
      repeated(frozen({ ...NONE, nodes, pods: [pod], daemonSets: [agent, manifest] })),
    ).toEqual([])
  })

  it('is what is there again, each once', () => {
    const nodes = [aNode('n1'), aNode('n2'), aNode('n1', { labels: { a: 'b' } }), aNode('n1')]
    const revision = { metadata: { namespace: 'default', name: 'agent-a' } }
    const daemonSets = [agent, manifest, agent, manifest]
    const revisions = [revision, revision]
    const objects = { ...NONE, nodes, pods: [pod, pod], daemonSets, revisions }
    expect(repeated(frozen(objects))).toEqual([
      'Node n1',
      'Pod default/pod-n1',
      'DaemonSet default/agent',
      'DaemonSet default/agent',
      'ControllerRevision default/agent-a',
    ])
  })
})
