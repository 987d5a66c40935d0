import { describe, expect, it } from 'vitest'
import { bootstrapDeadlock } from '../../src/audit/bootstrapDeadlock.js'
import type { TaintOwner } from '../../src/readiness/taintOwners.js'
import type { Toleration } from '../../src/kube/toleration.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { audited } from '../support/audited.js'

const owns = (taint: string, ...daemonSets: readonly string[]): TaintOwner => ({
  taint: aTaint(taint),
  daemonSets,
})

const tolerating = (name: string, ...keys: readonly string[]) =>
  aDaemonSet({
    name,
    podSpec: { tolerations: keys.map((key): Toleration => ({ key, operator: 'Exists' })) },
  })

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized'

describe('bootstrapDeadlock', () => {
  /** openshift/cluster-cloud-controller-manager-operator#267 */
  it('finds the DaemonSet that cannot take off its taint because of a taint of the customer’s', () => {
    const nodes = [aNode('n1'), aNode('n2', { taints: ['acme.com/dedicated=db:NoSchedule'] })]
    const daemonSets = [tolerating('cloud-node-manager', UNINITIALIZED)]
    expect(bootstrapDeadlock.check(audited({ nodes, daemonSets }))).toEqual([
      {
        code: 'BootstrapDeadlock',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'cloud-node-manager' },
        path: ['spec', 'template', 'spec', 'tolerations'],
        removes: { key: UNINITIALIZED, value: 'true', effect: 'NoSchedule' },
        blockedBy: [{ taint: { key: 'acme.com/dedicated', value: 'db', effect: 'NoSchedule' } }],
        nodes: ['n2'],
      },
    ])
  })

  /** cloudnativelabs/kube-router#547: the CNI waits for the cloud provider, which waits for the CNI. */
  it('finds two that wait for one another', () => {
    const daemonSets = [tolerating('cni', 'a'), tolerating('cloud', 'b')]
    const taintOwners = [owns('a:NoSchedule', 'cni'), owns('b:NoSchedule', 'cloud')]
    const found = bootstrapDeadlock.check(
      audited({ nodes: [aNode('n1'), aNode('n2')], daemonSets }, { taintOwners }),
    )
    expect(found.map(({ subject, blockedBy, nodes }) => [subject.name, blockedBy, nodes])).toEqual([
      [
        'cni',
        [
          {
            taint: { key: 'b', value: '', effect: 'NoSchedule' },
            owner: { kind: 'DaemonSet', namespace: 'default', name: 'cloud' },
          },
        ],
        ['n1', 'n2'],
      ],
      [
        'cloud',
        [
          {
            taint: { key: 'a', value: '', effect: 'NoSchedule' },
            owner: { kind: 'DaemonSet', namespace: 'default', name: 'cni' },
          },
        ],
        ['n1', 'n2'],
      ],
    ])
  })

  it('finds the one that does not tolerate its own taint', () => {
    const found = bootstrapDeadlock.check(
      audited(
        { nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] },
        { taintOwners: [owns('a:NoExecute', 'cni')] },
      ),
    )
    expect(found).toMatchObject([{ blockedBy: [{ taint: { key: 'a' }, owner: { name: 'cni' } }] }])
  })

  it.each([
    [
      'they come one after the other',
      [tolerating('cni', 'a'), tolerating('cloud', 'a', 'b')],
      ['a', 'b'],
    ],
    [
      'one of two that may remove a taint runs',
      [tolerating('cni'), tolerating('cloud', 'a', 'b')],
      ['a', 'b'],
    ],
  ])('is content when %s', (_why, daemonSets, [a, b]) => {
    const taintOwners = [owns(`${a}:NoSchedule`, 'cni', 'cloud'), owns(`${b}:NoSchedule`, 'cloud')]
    expect(
      bootstrapDeadlock.check(audited({ nodes: [aNode('n1')], daemonSets }, { taintOwners })),
    ).toEqual([])
  })

  it('takes a owner’s taint without a key for one with an empty key', () => {
    const objects = frozen({ nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] })
    const taintOwners = [{ taint: { effect: 'NoSchedule' }, daemonSets: ['cni'] }]
    expect(bootstrapDeadlock.check(audited(objects, { taintOwners }))).toMatchObject([
      {
        removes: { key: '', value: '', effect: 'NoSchedule' },
        blockedBy: [{ taint: { key: '' }, owner: { name: 'cni' } }],
        nodes: ['n1'],
      },
    ])
  })

  it('is content with a owner’s taint that has no effect, which keeps nobody away', () => {
    const objects = frozen({ nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] })
    const taintOwners = [{ taint: { key: 'a' }, daemonSets: ['cni'] }]
    expect(bootstrapDeadlock.check(audited(objects, { taintOwners }))).toEqual([])
  })

  it('does not put a taint on nodes that its DaemonSet does not select', () => {
    const gpu = aDaemonSet({ name: 'gpu', podSpec: { nodeSelector: { gpu: 'true' } } })
    expect(
      bootstrapDeadlock.check(
        audited(
          { nodes: [aNode('n1')], daemonSets: [gpu] },
          { taintOwners: [owns('a:NoSchedule', 'gpu')] },
        ),
      ),
    ).toEqual([])
  })

  it('finds nothing in the taint owners that everybody has when they tolerate everything', () => {
    const daemonSets = ['cilium', 'ebs-csi-node', 'x-cloud-controller-manager'].map((name) =>
      aDaemonSet({ name, podSpec: { tolerations: [{ operator: 'Exists' }] } }),
    )
    const nodes = [aNode('n1', { taints: ['acme.com/dedicated=db:NoSchedule'] })]
    expect(bootstrapDeadlock.check(audited({ nodes, daemonSets }))).toEqual([])
  })

  it('expects a taint that only some clusters use on nodes like those that carry it', () => {
    const plugin = tolerating('nvidia-device-plugin-daemonset', 'nvidia.com/gpu')
    const startup = 'nvidia.com/gpu-not-ready:NoSchedule'
    const nodes = [aNode('n1', { taints: ['nvidia.com/gpu:NoSchedule'] })]
    const stuck = aNode('n2', { taints: ['nvidia.com/gpu:NoSchedule', startup] })
    expect(bootstrapDeadlock.check(audited({ nodes, daemonSets: [plugin] }))).toEqual([])
    expect(
      bootstrapDeadlock.check(audited({ nodes: [...nodes, stuck], daemonSets: [plugin] })),
    ).toMatchObject([
      {
        removes: { key: 'nvidia.com/gpu-not-ready' },
        blockedBy: [
          {
            taint: { key: 'nvidia.com/gpu-not-ready' },
            owner: { name: 'nvidia-device-plugin-daemonset' },
          },
        ],
        nodes: ['n2'],
      },
    ])
  })

  it('looks at node pools that have no nodes yet, as far as it is certain who runs there', () => {
    const plugin = tolerating('nvidia-device-plugin-daemonset', 'nvidia.com/gpu')
    const pool = (name: string, ...startup: readonly string[]): NodeTemplate => ({
      node: aNode(name, { taints: ['nvidia.com/gpu:NoSchedule'] }),
      startupTaints: [aTaint('karpenter.sh/unregistered:NoExecute'), ...startup.map(aTaint)],
      unknownLabels: [{ key: 'zone' }],
    })
    const pools = [pool('plain'), pool('late', 'nvidia.com/gpu-not-ready:NoSchedule')]
    const found = (daemonSet: typeof plugin) =>
      bootstrapDeadlock.check(audited({ nodes: [], daemonSets: [daemonSet] }, { templates: pools }))
    expect(found(plugin)).toMatchObject([{ nodes: ['late'] }])
    expect(
      found(
        tolerating('nvidia-device-plugin-daemonset', 'nvidia.com/gpu', 'nvidia.com/gpu-not-ready'),
      ),
    ).toEqual([])
    const zoned = aDaemonSet({
      name: 'nvidia-device-plugin',
      podSpec: { nodeSelector: { zone: 'a' } },
    })
    expect(found(zoned)).toEqual([])
  })
})
