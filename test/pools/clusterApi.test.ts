import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { machineTemplate, type Machines } from '../../src/pools/clusterApi.js'
import { frozen } from '../support/frozen.js'

const LABELS = 'capacity.cluster-autoscaler.kubernetes.io/labels'
const TAINTS = 'capacity.cluster-autoscaler.kubernetes.io/taints'

const machines = (
  annotations: Record<string, string>,
  template: NonNullable<Machines['spec']>['template'] = {},
) => machineTemplate(frozen({ metadata: { name: 'md-0', annotations }, spec: { template } }))

describe('machineTemplate', () => {
  it('reads the capacity annotations', () => {
    const result = machines({
      [LABELS]: 'disk=ssd, kubernetes.io/arch=arm64,',
      [TAINTS]: 'dedicated=db:NoSchedule,spot:NoExecute',
    })
    expect(E.isRight(result) && result.right.node).toEqual({
      metadata: {
        name: 'md-0',
        labels: {
          'kubernetes.io/hostname': 'md-0',
          'kubernetes.io/arch': 'arm64',
          'beta.kubernetes.io/arch': 'arm64',
          disk: 'ssd',
        },
      },
      spec: {
        taints: [
          { key: 'dedicated', value: 'db', effect: 'NoSchedule' },
          { key: 'spot', value: '', effect: 'NoExecute' },
        ],
      },
    })
  })

  it('hands on the labels of Cluster API’s own domains, and taints', () => {
    const result = machines(
      {},
      {
        metadata: {
          labels: {
            'node-role.kubernetes.io/gpu': '',
            'team.node-restriction.kubernetes.io/a': 'x',
            'node.cluster.x-k8s.io/b': 'y',
            'my.node.cluster.x-k8s.io/c': 'z',
            other: 'no',
          },
        },
        spec: {
          taints: [
            { key: 'a', effect: 'NoSchedule', propagation: 'Always' },
            { key: 'b', effect: 'NoSchedule', propagation: 'OnInitialization' },
          ],
        },
      },
    )
    if (E.isLeft(result)) throw new Error('refused')
    expect(Object.keys(result.right.node.metadata?.labels ?? {})).toEqual([
      'kubernetes.io/hostname',
      'node-role.kubernetes.io/gpu',
      'team.node-restriction.kubernetes.io/a',
      'node.cluster.x-k8s.io/b',
      'my.node.cluster.x-k8s.io/c',
    ])
    expect(result.right.node.spec?.taints?.map(({ key }) => key)).toEqual(['a'])
    expect(result.right.startupTaints?.map(({ key }) => key)).toContain('b')
  })

  it('knows what a node has to give where cpu and memory are stated', () => {
    const capacity = (given: Record<string, string>) => {
      const result = machines(
        Object.fromEntries(
          Object.entries(given).map(([key, value]) => [
            `capacity.cluster-autoscaler.kubernetes.io/${key}`,
            value,
          ]),
        ),
      )
      return E.isRight(result) ? result.right.node.status?.allocatable : result
    }
    expect(capacity({ cpu: '4', memory: '16Gi' })).toEqual({
      cpu: '4',
      memory: '16Gi',
      pods: '110',
    })
    expect(
      capacity({
        cpu: '4',
        memory: '1',
        maxPods: '58',
        'ephemeral-disk': '100Gi',
        'gpu-count': '2',
      }),
    ).toEqual({
      cpu: '4',
      memory: '1',
      pods: '58',
      'ephemeral-storage': '100Gi',
      'nvidia.com/gpu': '2',
    })
    expect(
      capacity({ cpu: '4', memory: '1', 'gpu-count': '2', 'gpu-type': 'amd.com/gpu' }),
    ).toMatchObject({ 'amd.com/gpu': '2' })
    expect(capacity({ cpu: '4' })).toBeUndefined()
    expect(capacity({ memory: '4' })).toBeUndefined()
  })

  it('takes machines that say nothing', () => {
    const result = machineTemplate({})
    expect(E.isRight(result) && result.right.node.metadata?.name).toBe('')
  })

  it.each([
    [LABELS, 'disk', 'labels as key=value,…'],
    [LABELS, 'a=b=c', 'labels as key=value,…'],
    [LABELS, 'a=b c', 'labels as key=value,…'],
    [TAINTS, 'dedicated', 'taints as key=value:Effect,…'],
    [TAINTS, 'a:Never', 'taints as key=value:Effect,…'],
    [TAINTS, 'a:NoSchedule-', 'taints as key=value:Effect,…'],
  ])('refuses the annotation %s: %s', (annotation, text, expected) => {
    expect(machines({ [annotation]: text })).toEqual(
      E.left([
        {
          code: 'WrongType',
          path: ['metadata', 'annotations', annotation],
          expected,
          found: `the string ${JSON.stringify(text)}`,
        },
      ]),
    )
  })
})
