import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { orphansOf } from '../../src/cluster/orphans.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const daemonSet = aDaemonSet()
const HASH = { 'controller-revision-hash': 'h' }

const podOf = (name: string, labels: Readonly<Record<string, string>>, more: object = {}) => ({
  metadata: { namespace: 'default', name, labels, ...more },
  spec: { nodeName: 'n1' },
})

const leftOf = (...pods: readonly ReturnType<typeof podOf>[]) =>
  orphansOf(cluster(frozen({ pods, nodes: [] })), daemonSet).pods.map(({ name }) => name)

describe('orphansOf', () => {
  it('takes pods by the name and the hash of a revision for those of a DaemonSet (rule 1)', () => {
    expect(leftOf(podOf('agent-x', HASH))).toEqual(['agent-x'])
    expect(leftOf(podOf('agent-x', {}), podOf('agents-x', HASH), podOf('agent', HASH))).toEqual([])
    const ofSet = { ...HASH, 'statefulset.kubernetes.io/pod-name': 'agent-0' }
    expect(leftOf(podOf('agent-0', ofSet))).toEqual([])
  })

  it('leaves out what the selector matches, what has an owner and what has ended (rule 2)', () => {
    expect(leftOf(podOf('agent-x', { ...HASH, app: 'agent' }))).toEqual([])
    const ownerReferences = [{ kind: 'ReplicaSet', name: 'r', uid: 'r', controller: true }]
    expect(leftOf(podOf('agent-x', HASH, { ownerReferences }))).toEqual([])
    expect(leftOf(podOf('agent-x', HASH, { namespace: 'other' }))).toEqual([])
    const ended = { ...podOf('agent-x', HASH), status: { phase: 'Failed' } }
    expect(leftOf(ended)).toEqual([])
  })

  it('says nothing where the selector matches everything or cannot be read', () => {
    const pods = [podOf('agent-x', HASH)]
    for (const selector of [{}, { matchExpressions: [{ key: 'a', operator: 'Near' }] }]) {
      const odd = aDaemonSet({ spec: { selector } })
      expect(orphansOf(cluster({ pods }), odd)).toEqual({ pods: [], revisions: [] })
    }
    expect(orphansOf(cluster({}), daemonSet)).toEqual({ pods: [], revisions: [] })
  })
})
