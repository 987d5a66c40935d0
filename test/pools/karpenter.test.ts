import { describe, expect, it } from 'vitest'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import { nodePoolTemplate, type NodePool } from '../../src/pools/karpenter.js'
import { whileStarting, type NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { frozen } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const read = (pool: NodePool): NodeTemplate => nodePoolTemplate(frozen(pool))

const poolWith = (
  requirements: readonly (readonly [string, string, ...string[]])[],
  spec: object = {},
): NodeTemplate =>
  read({
    metadata: { name: 'pool' },
    spec: {
      template: {
        metadata: { labels: { team: 'platform' } },
        spec: {
          requirements: requirements.map(([key, operator, ...values]) => ({
            key,
            operator,
            values,
          })),
          ...spec,
        },
      },
    },
  })

const wants = (key: string, operator: string, ...values: readonly string[]) =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
              },
            },
          },
        },
      },
    },
  })

const RUN = { code: 'Certain', decision: 'run' }
const LEAVE = { code: 'Certain', decision: 'leave' }

describe('nodePoolTemplate', () => {
  it('knows the labels that every node of the pool gets', () => {
    const { labels } = poolWith([['arch', 'In', 'amd64']]).node.metadata ?? {}
    expect(labels).toEqual({
      'kubernetes.io/hostname': 'pool',
      arch: 'amd64',
      team: 'platform',
      'karpenter.sh/registered': 'true',
      'karpenter.sh/initialized': 'true',
      'karpenter.sh/nodepool': 'pool',
    })
  })

  it.each<[string, readonly [string, string, ...string[]], ReturnType<typeof wants>, object]>([
    ['one of several', ['size', 'In', 'a', 'b'], wants('size', 'In', 'a'), { code: 'Depends' }],
    ['any of several', ['size', 'In', 'a', 'b'], wants('size', 'In', 'a', 'b'), RUN],
    ['none of several', ['size', 'In', 'a', 'b'], wants('size', 'In', 'c'), LEAVE],
    ['something that exists', ['size', 'Exists'], wants('size', 'Exists'), RUN],
    ['what is excluded', ['size', 'NotIn', 'a'], wants('size', 'In', 'a'), LEAVE],
    ['what may be absent', ['size', 'NotIn', 'a'], wants('size', 'Exists'), { code: 'Depends' }],
    [
      'what does not exist',
      ['nvidia.com/gpu', 'DoesNotExist'],
      wants('nvidia.com/gpu', 'Exists'),
      LEAVE,
    ],
    ['more', ['cpu', 'Gt', '4'], wants('cpu', 'Gt', '3'), RUN],
    ['as much', ['cpu', 'Gte', '4'], wants('cpu', 'Gt', '3'), RUN],
    ['more than is sure', ['cpu', 'Gte', '4'], wants('cpu', 'Gt', '4'), { code: 'Depends' }],
    ['as little', ['cpu', 'Lte', '4'], wants('cpu', 'Lt', '5'), RUN],
    ['something of a bound that is no number', ['cpu', 'Gte', 'x'], wants('cpu', 'Exists'), RUN],
    ['more than that', ['cpu', 'Gte', 'x'], wants('cpu', 'Gt', '0'), { code: 'Depends' }],
    ['less than that, which is 0', ['cpu', 'Gte', 'x'], wants('cpu', 'Lt', '0'), LEAVE],
    ['what can never be', ['cpu', 'Lte', '4'], wants('cpu', 'Gt', '4'), LEAVE],
  ])('a DaemonSet that wants %s of %j', (_what, requirement, policy, expected) => {
    expect(decideTemplate(policy, poolWith([requirement]))).toMatchObject(expected)
  })

  it('takes a requirement without values for one that leaves every value open', () => {
    const requirements = [{ key: 'cpu', operator: 'Exists' }]
    const pool = read({ spec: { template: { spec: { requirements } } } })
    expect(decideTemplate(wants('cpu', 'Exists'), pool)).toEqual(RUN)
    expect(decideTemplate(wants('cpu', 'In', '4'), pool)).toMatchObject({ code: 'Depends' })
  })

  it('takes several requirements on a label together', () => {
    const pool = poolWith([
      ['cpu', 'Gt', '4'],
      ['cpu', 'Lt', '9'],
    ])
    expect(decideTemplate(wants('cpu', 'NotIn', '4', '9'), pool)).toEqual(RUN)
    expect(decideTemplate(wants('cpu', 'Gt', '6'), pool)).toMatchObject({ code: 'Depends' })
  })

  it('tells lasting taints from those of the start', () => {
    const pool = poolWith([], {
      taints: [{ key: 'gpu', effect: 'NoSchedule' }],
      startupTaints: [{ key: 'cni', effect: 'NoExecute' }],
    })
    const tolerant = aPolicy({
      kind: 'DaemonSet',
      spec: { template: { spec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } } },
    })
    expect(decideTemplate(tolerant, pool)).toEqual(RUN)
    expect(decideTemplate(tolerant, whileStarting(pool))).toEqual(LEAVE)
    expect(pool.startupTaints?.map(({ key }) => key)).toContain('karpenter.sh/unregistered')
  })

  it('knows the nodes of EKS Auto Mode', () => {
    const pool = poolWith([], { nodeClassRef: { group: 'eks.amazonaws.com' } })
    expect(pool.node.metadata?.labels?.['eks.amazonaws.com/compute-type']).toBe('auto')
    const plain = poolWith([], { nodeClassRef: { group: 'karpenter.k8s.aws' } })
    expect(plain.node.metadata?.labels).not.toHaveProperty('eks.amazonaws.com/compute-type')
  })

  it('takes a pool that says nothing', () => {
    expect(read({}).node.metadata?.name).toBe('')
    expect(read({ spec: { template: { spec: { requirements: [{}] } } } }).node.spec).toEqual({
      taints: [],
    })
  })
})
