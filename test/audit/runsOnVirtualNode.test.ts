import { describe, expect, it } from 'vitest'
import { runsOnVirtualNode } from '../../src/audit/runsOnVirtualNode.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

/** aws-observability/helm-charts#58: tolerating everything put the agent on Fargate. */
const agent = aDaemonSet({ podSpec: { tolerations: [{ operator: 'Exists' }] } })
const fargate = aNode('fargate-1', {
  labels: { 'eks.amazonaws.com/compute-type': 'fargate' },
  taints: ['eks.amazonaws.com/compute-type=fargate:NoSchedule'],
})
const aci = aNode('aci', { labels: { type: 'virtual-kubelet' } })

describe('runsOnVirtualNode', () => {
  it('finds DaemonSets on nodes that never start their pods', () => {
    const nodes = [aNode('n1'), fargate, aci]
    expect(runsOnVirtualNode.check(audited({ nodes, daemonSets: [agent] }))).toMatchObject([
      { label: 'eks.amazonaws.com/compute-type=fargate', nodes: ['fargate-1'], severity: 'error' },
      { label: 'type=virtual-kubelet', nodes: ['aci'] },
    ])
  })

  it('is content with a DaemonSet that stays away', () => {
    expect(
      runsOnVirtualNode.check(
        audited({ nodes: [aNode('n1'), fargate], daemonSets: [aDaemonSet()] }),
      ),
    ).toEqual([])
  })

  it('tells a node by its taint, admiraltyio/admiralty#114', () => {
    const node = aNode('v1', { taints: ['virtual-kubelet.io/provider=azure:NoSchedule'] })
    expect(runsOnVirtualNode.check(audited({ nodes: [node], daemonSets: [agent] }))).toMatchObject([
      { taint: { key: 'virtual-kubelet.io/provider', value: 'azure' }, nodes: ['v1'] },
    ])
  })

  it('tells such nodes by their labels', () => {
    const others = [aNode('n1'), {}, aNode('n2', { labels: { type: 'kubelet' } })]
    expect(runsOnVirtualNode.check(audited({ nodes: others, daemonSets: [agent] }))).toEqual([])
  })
})
