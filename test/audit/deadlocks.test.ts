import { describe, expect, it } from 'vitest'
import { bootstrapDeadlocks } from '../../src/audit/deadlocks.js'
import { commonRemovers, type TaintRemover } from '../../src/audit/removers.js'
import type { Toleration } from '../../src/kube/toleration.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { surveyOf } from '../support/survey.js'

const removes = (taint: string, ...daemonSets: readonly string[]): TaintRemover => ({
  taint: aTaint(taint),
  daemonSets,
})

const tolerating = (name: string, ...keys: readonly string[]) =>
  aDaemonSet({
    name,
    podSpec: { tolerations: keys.map((key): Toleration => ({ key, operator: 'Exists' })) },
  })

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized'

describe('bootstrapDeadlocks', () => {
  /** openshift/cluster-cloud-controller-manager-operator#267 */
  it('finds the DaemonSet that cannot take off its taint because of a taint of the customer’s', () => {
    const nodes = [aNode('n1'), aNode('n2', { taints: ['acme.com/dedicated=db:NoSchedule'] })]
    const daemonSets = [tolerating('cloud-node-manager', UNINITIALIZED)]
    expect(bootstrapDeadlocks(surveyOf({ nodes, daemonSets }), commonRemovers)).toEqual([
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
    const removers = [removes('a:NoSchedule', 'cni'), removes('b:NoSchedule', 'cloud')]
    const found = bootstrapDeadlocks(
      surveyOf({ nodes: [aNode('n1'), aNode('n2')], daemonSets }),
      removers,
    )
    expect(found.map(({ subject, blockedBy, nodes }) => [subject.name, blockedBy, nodes])).toEqual([
      [
        'cni',
        [
          {
            taint: { key: 'b', value: '', effect: 'NoSchedule' },
            remover: { kind: 'DaemonSet', namespace: 'default', name: 'cloud' },
          },
        ],
        ['n1', 'n2'],
      ],
      [
        'cloud',
        [
          {
            taint: { key: 'a', value: '', effect: 'NoSchedule' },
            remover: { kind: 'DaemonSet', namespace: 'default', name: 'cni' },
          },
        ],
        ['n1', 'n2'],
      ],
    ])
  })

  it('finds the one that does not tolerate its own taint', () => {
    const found = bootstrapDeadlocks(
      surveyOf({ nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] }),
      [removes('a:NoExecute', 'cni')],
    )
    expect(found).toMatchObject([
      { blockedBy: [{ taint: { key: 'a' }, remover: { name: 'cni' } }] },
    ])
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
    const removers = [
      removes(`${a}:NoSchedule`, 'cni', 'cloud'),
      removes(`${b}:NoSchedule`, 'cloud'),
    ]
    expect(bootstrapDeadlocks(surveyOf({ nodes: [aNode('n1')], daemonSets }), removers)).toEqual([])
  })

  it('takes a remover’s taint without a key for one with an empty key', () => {
    const objects = frozen({ nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] })
    const removers = [{ taint: { effect: 'NoSchedule' }, daemonSets: ['cni'] }]
    expect(bootstrapDeadlocks(surveyOf(objects), removers)).toMatchObject([
      {
        removes: { key: '', value: '', effect: 'NoSchedule' },
        blockedBy: [{ taint: { key: '' }, remover: { name: 'cni' } }],
        nodes: ['n1'],
      },
    ])
  })

  it('is content with a remover’s taint that has no effect, which keeps nobody away', () => {
    const objects = frozen({ nodes: [aNode('n1')], daemonSets: [aDaemonSet({ name: 'cni' })] })
    const removers = [{ taint: { key: 'a' }, daemonSets: ['cni'] }]
    expect(bootstrapDeadlocks(surveyOf(objects), removers)).toEqual([])
  })

  it('does not put a taint on nodes that its DaemonSet does not select', () => {
    const gpu = aDaemonSet({ name: 'gpu', podSpec: { nodeSelector: { gpu: 'true' } } })
    expect(
      bootstrapDeadlocks(surveyOf({ nodes: [aNode('n1')], daemonSets: [gpu] }), [
        removes('a:NoSchedule', 'gpu'),
      ]),
    ).toEqual([])
  })

  it('finds nothing in the removers that everybody has when they tolerate everything', () => {
    const daemonSets = ['cilium', 'ebs-csi-node', 'x-cloud-controller-manager'].map((name) =>
      aDaemonSet({ name, podSpec: { tolerations: [{ operator: 'Exists' }] } }),
    )
    const nodes = [aNode('n1', { taints: ['acme.com/dedicated=db:NoSchedule'] })]
    expect(bootstrapDeadlocks(surveyOf({ nodes, daemonSets }), commonRemovers)).toEqual([])
  })

  it('expects a taint that only some clusters use on nodes like those that carry it', () => {
    const plugin = tolerating('nvidia-device-plugin-daemonset', 'nvidia.com/gpu')
    const startup = 'nvidia.com/gpu-not-ready:NoSchedule'
    const nodes = [aNode('n1', { taints: ['nvidia.com/gpu:NoSchedule'] })]
    const stuck = aNode('n2', { taints: ['nvidia.com/gpu:NoSchedule', startup] })
    expect(bootstrapDeadlocks(surveyOf({ nodes, daemonSets: [plugin] }), commonRemovers)).toEqual(
      [],
    )
    expect(
      bootstrapDeadlocks(
        surveyOf({ nodes: [...nodes, stuck], daemonSets: [plugin] }),
        commonRemovers,
      ),
    ).toMatchObject([
      {
        removes: { key: 'nvidia.com/gpu-not-ready' },
        blockedBy: [
          {
            taint: { key: 'nvidia.com/gpu-not-ready' },
            remover: { name: 'nvidia-device-plugin-daemonset' },
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
      bootstrapDeadlocks(surveyOf({ nodes: [], daemonSets: [daemonSet] }), commonRemovers, pools)
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
