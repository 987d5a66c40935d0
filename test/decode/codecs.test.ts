import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  anyAffinity,
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyPodSpec,
  anyTaint,
  anyToleration,
  anyScene,
} from 'podfit/arbitraries'
import {
  AffinityCodec,
  ControllerRevisionCodec,
  DaemonSetCodec,
  EventCodec,
  LabelSelectorCodec,
  NamespaceCodec,
  NodeCodec,
  NodeSelectorTermCodec,
  ObjectMetaCodec,
  PodCodec,
  PodSpecCodec,
  PodTemplateCodec,
  TaintCodec,
  TolerationCodec,
} from '../../src/decode/codecs.js'
import { decodeWith } from '../../src/decode/decodeWith.js'
import { formatFieldPath } from '../../src/data/fieldPath.js'
import { anyTerm } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

interface Slicing {
  readonly slice: (value: never, like?: unknown) => unknown
}

const CODECS: readonly (readonly [string, t.Mixed & Slicing, fc.Arbitrary<unknown>])[] = [
  ['TaintCodec', TaintCodec, anyTaint],
  ['TolerationCodec', TolerationCodec, anyToleration],
  ['ObjectMetaCodec', ObjectMetaCodec, anyLabels.map((labels) => ({ name: 'n1', labels }))],
  ['LabelSelectorCodec', LabelSelectorCodec, anyLabelSelector.map((selector) => selector ?? {})],
  ['NodeSelectorTermCodec', NodeSelectorTermCodec, anyTerm],
  ['AffinityCodec', AffinityCodec, anyAffinity],
  ['PodSpecCodec', PodSpecCodec, anyPodSpec],
  ['PodTemplateCodec', PodTemplateCodec, anyPodSpec.map((spec) => ({ metadata: {}, spec }))],
  ['NodeCodec', NodeCodec, anyNode],
  ['PodCodec', PodCodec, anyScene.map(({ pods }) => pods[0] ?? {})],
  ['DaemonSetCodec', DaemonSetCodec, anyScene.map(({ daemonSet }) => daemonSet)],
  ['NamespaceCodec', NamespaceCodec, fc.record({ status: fc.record({ phase: fc.string() }) })],
  [
    'EventCodec',
    EventCodec,
    fc.record({ reason: fc.string({ unit: 'grapheme' }), count: fc.nat() }),
  ],
  ['ControllerRevisionCodec', ControllerRevisionCodec, anyScene.map((s) => s.revisions[0] ?? {})],
]

const ODD_TEXT = ['', 'x', '\ud800']
const ODD_NUMBERS = [5, 1.5, -1, 2 ** 31, 2 ** 53, 2 ** 63, 2n ** 63n - 1n, 2n ** 63n]
const ODD_CONTAINERS = [[], [null], {}, { a: null }, { a: 5 }]
const ODD = [null, undefined, true, ...ODD_TEXT, ...ODD_NUMBERS, ...ODD_CONTAINERS]

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A value with an odd one at the end of a path that the steps pick. */
const withOdd = (value: unknown, odd: unknown, steps: readonly number[]): unknown => {
  const [step, ...more] = steps
  if (step === undefined || !isContainer(value)) return odd
  const keys = Object.keys(value)
  const key = keys[step % keys.length]
  if (key === undefined) return odd
  const entries = Object.entries(value).map(
    ([name, member]) => [name, name === key ? withOdd(member, odd, more) : member] as const,
  )
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries)
}

const mutated = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      arbitrary,
      fc.constantFrom<unknown>(...ODD),
      fc.array(fc.nat({ max: 20 }), { maxLength: 6 }),
    )
    .map(([value, odd, steps]) => withOdd(value, odd, steps))

const looksTheSame = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toStrictEqual(b)
    return true
  } catch {
    return false
  }
}

describe.each(CODECS)('%s', (_name, codec, arbitrary) => {
  it('takes every value of its arbitrary', () => {
    fc.assert(
      fc.property(frozenly(arbitrary), (value) => {
        expect(E.isRight(codec.decode(value))).toBe(true)
      }),
    )
  })

  it('is right of the very same value if it is one, and otherwise refuses or changes it', () => {
    fc.assert(
      fc.property(frozenly(fc.oneof(arbitrary, mutated(arbitrary))), (value) => {
        const decoded = codec.decode(value)
        const kept = E.isRight(decoded) && looksTheSame(decoded.right, value)
        expect(kept).toBe(codec.is(value))
        if (!kept) return
        const read = decodeWith(codec)(value)
        expect(E.isRight(read) && read.right).toBe(value)
      }),
    )
  })

  it('keeps all that is read, whatever was read before', () => {
    fc.assert(
      fc.property(frozenly(arbitrary), frozenly(arbitrary), (given, before) => {
        const value: unknown = E.getOrElse(() => given)(codec.decode(given))
        const slice = codec.slice(value as never)
        expect(codec.is(slice)).toBe(true)
        expect(codec.slice(slice as never)).toStrictEqual(slice)
        const shared = codec.slice(value as never, codec.slice(before as never))
        expect(shared).toStrictEqual(slice)
        expect(codec.slice(value as never, slice)).toBe(slice)
      }),
    )
  })

  it('takes what it has decoded', () => {
    fc.assert(
      fc.property(frozenly(mutated(arbitrary)), (value) => {
        const decoded = codec.decode(value)
        if (E.isRight(decoded)) expect(codec.is(decoded.right)).toBe(true)
      }),
    )
  })
})

const WRONG_METADATA = {
  name: 1,
  namespace: 1,
  uid: 1,
  generation: '1',
  labels: 1,
  annotations: [],
  creationTimestamp: 1,
  deletionTimestamp: '',
  deletionGracePeriodSeconds: 1.5,
  finalizers: [1],
  ownerReferences: [
    {
      apiVersion: 1,
      kind: 1,
      name: 1,
      uid: 1,
      controller: 'true',
      blockOwnerDeletion: 1,
    },
  ],
}

const WRONG_REQUIREMENT = { key: 1, operator: 1, values: [1] }
const WRONG_TERM = { matchExpressions: [WRONG_REQUIREMENT], matchFields: [WRONG_REQUIREMENT] }
const WRONG_CONDITION = { type: 1, status: 1, reason: 1, message: 1, lastTransitionTime: 1 }

const WRONG_POD_SPEC = {
  nodeName: 1,
  nodeSelector: { a: 1 },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [WRONG_TERM] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: '1', preference: WRONG_TERM }],
    },
  },
  tolerations: [{ key: 1, operator: 1, value: 1, effect: 1, tolerationSeconds: '1' }],
  hostNetwork: 'true',
  restartPolicy: true,
  activeDeadlineSeconds: 1.5,
  containers: [
    {
      name: 1,
      image: 1,
      ports: [{ containerPort: '1', hostPort: 2 ** 31, hostIP: 1, protocol: 1, name: 1 }],
    },
  ],
  initContainers: [{ image: 1, restartPolicy: true }],
}

const issuesOf = (codec: t.Mixed, value: unknown): readonly string[] => {
  const result = decodeWith(codec)(value)
  return E.isRight(result)
    ? []
    : result.left.map(({ path: at, expected }) => `${formatFieldPath(at)}: ${expected}`)
}

describe('the fields that are read', () => {
  it('of metadata', () => {
    expect(issuesOf(ObjectMetaCodec, WRONG_METADATA)).toEqual([
      'name: string',
      'namespace: string',
      'uid: string',
      'generation: 64-bit integer',
      'labels: map of strings',
      'annotations: map of strings',
      'creationTimestamp: RFC 3339 time',
      'deletionTimestamp: RFC 3339 time',
      'deletionGracePeriodSeconds: 64-bit integer',
      'finalizers[0]: string',
      'ownerReferences[0].apiVersion: string',
      'ownerReferences[0].kind: string',
      'ownerReferences[0].name: string',
      'ownerReferences[0].uid: string',
      'ownerReferences[0].controller: boolean',
      'ownerReferences[0].blockOwnerDeletion: boolean',
    ])
  })

  it('of a node', () => {
    const wrong = {
      apiVersion: 1,
      kind: 1,
      metadata: [],
      spec: { taints: [{ key: 1, value: 1, effect: 1, timeAdded: 1 }], unschedulable: 'true' },
      status: { conditions: [WRONG_CONDITION] },
    }
    expect(issuesOf(NodeCodec, wrong)).toEqual([
      'apiVersion: string',
      'kind: string',
      'metadata: object',
      'spec.taints[0].key: string',
      'spec.taints[0].value: string',
      'spec.taints[0].effect: string',
      'spec.taints[0].timeAdded: RFC 3339 time',
      'spec.unschedulable: boolean',
      'status.conditions[0].type: string',
      'status.conditions[0].status: string',
      'status.conditions[0].reason: string',
      'status.conditions[0].message: string',
      'status.conditions[0].lastTransitionTime: RFC 3339 time',
    ])
  })

  it('of a pod', () => {
    const wrong = {
      apiVersion: 1,
      kind: 1,
      metadata: [],
      spec: WRONG_POD_SPEC,
      status: { phase: 1, conditions: {} },
    }
    const terms = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution'
    const preferred =
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]'
    expect(issuesOf(PodCodec, wrong)).toEqual([
      'apiVersion: string',
      'kind: string',
      'metadata: object',
      'spec.nodeName: string',
      'spec.nodeSelector.a: string',
      `${terms}.nodeSelectorTerms[0].matchExpressions[0].key: string`,
      `${terms}.nodeSelectorTerms[0].matchExpressions[0].operator: string`,
      `${terms}.nodeSelectorTerms[0].matchExpressions[0].values[0]: string`,
      `${terms}.nodeSelectorTerms[0].matchFields[0].key: string`,
      `${terms}.nodeSelectorTerms[0].matchFields[0].operator: string`,
      `${terms}.nodeSelectorTerms[0].matchFields[0].values[0]: string`,
      `${preferred}.weight: 32-bit integer`,
      `${preferred}.preference.matchExpressions[0].key: string`,
      `${preferred}.preference.matchExpressions[0].operator: string`,
      `${preferred}.preference.matchExpressions[0].values[0]: string`,
      `${preferred}.preference.matchFields[0].key: string`,
      `${preferred}.preference.matchFields[0].operator: string`,
      `${preferred}.preference.matchFields[0].values[0]: string`,
      'spec.tolerations[0].key: string',
      'spec.tolerations[0].operator: string',
      'spec.tolerations[0].value: string',
      'spec.tolerations[0].effect: string',
      'spec.tolerations[0].tolerationSeconds: 64-bit integer',
      'spec.hostNetwork: boolean',
      'spec.restartPolicy: string',
      'spec.activeDeadlineSeconds: 64-bit integer',
      'spec.containers[0].name: string',
      'spec.containers[0].image: string',
      'spec.containers[0].ports[0].containerPort: 32-bit integer',
      'spec.containers[0].ports[0].hostPort: 32-bit integer',
      'spec.containers[0].ports[0].hostIP: string',
      'spec.containers[0].ports[0].protocol: string',
      'spec.containers[0].ports[0].name: string',
      'spec.initContainers[0].image: string',
      'spec.initContainers[0].restartPolicy: string',
      'status.phase: string',
      'status.conditions: list',
    ])
  })

  it('of a DaemonSet', () => {
    const wrong = {
      apiVersion: 1,
      kind: 1,
      metadata: [],
      spec: {
        selector: { matchLabels: { a: 1 }, matchExpressions: [WRONG_REQUIREMENT] },
        template: { metadata: { labels: [] }, spec: { hostNetwork: 1 } },
        updateStrategy: { type: 1, rollingUpdate: { maxUnavailable: 1.5, maxSurge: true } },
        minReadySeconds: 2 ** 31,
        revisionHistoryLimit: '10',
      },
      status: {
        currentNumberScheduled: '1',
        numberMisscheduled: '1',
        desiredNumberScheduled: '1',
        numberReady: '1',
        observedGeneration: '1',
        updatedNumberScheduled: '1',
        numberAvailable: '1',
        numberUnavailable: '1',
        collisionCount: '1',
      },
    }
    expect(issuesOf(DaemonSetCodec, wrong)).toEqual([
      'apiVersion: string',
      'kind: string',
      'metadata: object',
      'spec.selector.matchLabels.a: string',
      'spec.selector.matchExpressions[0].key: string',
      'spec.selector.matchExpressions[0].operator: string',
      'spec.selector.matchExpressions[0].values[0]: string',
      'spec.template.metadata.labels: map of strings',
      'spec.template.spec.hostNetwork: boolean',
      'spec.updateStrategy.type: string',
      'spec.updateStrategy.rollingUpdate.maxUnavailable: 32-bit integer or string',
      'spec.updateStrategy.rollingUpdate.maxSurge: 32-bit integer or string',
      'spec.minReadySeconds: 32-bit integer',
      'spec.revisionHistoryLimit: 32-bit integer',
      'status.currentNumberScheduled: 32-bit integer',
      'status.numberMisscheduled: 32-bit integer',
      'status.desiredNumberScheduled: 32-bit integer',
      'status.numberReady: 32-bit integer',
      'status.observedGeneration: 64-bit integer',
      'status.updatedNumberScheduled: 32-bit integer',
      'status.numberAvailable: 32-bit integer',
      'status.numberUnavailable: 32-bit integer',
      'status.collisionCount: 32-bit integer',
    ])
  })

  it('of a ControllerRevision, whose data is anything', () => {
    const wrong = { apiVersion: 1, kind: 1, metadata: 1, revision: 'a', data: 1 }
    expect(issuesOf(ControllerRevisionCodec, wrong)).toEqual([
      'apiVersion: string',
      'kind: string',
      'metadata: object',
      'revision: 64-bit integer',
    ])
  })

  it('are zero values where a list has null', () => {
    const terms = { nodeSelectorTerms: [null] }
    const preferred = [null, { preference: { matchExpressions: [null, { values: [null] }] } }]
    const result = decodeWith(PodCodec)({
      metadata: { finalizers: [null], ownerReferences: [null] },
      spec: {
        tolerations: [null],
        containers: [null, { ports: [null] }],
        initContainers: [null],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: terms,
            preferredDuringSchedulingIgnoredDuringExecution: preferred,
          },
        },
      },
      status: { conditions: [null] },
    })
    expect(result).toEqual(
      E.right({
        metadata: { finalizers: [''], ownerReferences: [{}] },
        spec: {
          tolerations: [{}],
          containers: [{}, { ports: [{}] }],
          initContainers: [{}],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] },
              preferredDuringSchedulingIgnoredDuringExecution: [
                {},
                { preference: { matchExpressions: [{}, { values: [''] }] } },
              ],
            },
          },
        },
        status: { conditions: [{}] },
      }),
    )
    expect(decodeWith(NodeCodec)({ spec: { taints: [null] } })).toEqual(
      E.right({ spec: { taints: [{}] } }),
    )
  })

  it('and none of what validation would refuse', () => {
    const spec = {
      selector: { matchExpressions: [{ key: 'bad key!', operator: 'Near', values: ['b!'] }] },
      template: { spec: { tolerations: [{ operator: 'Perhaps', effect: 'Never' }] } },
      updateStrategy: { type: 'Sometimes', rollingUpdate: { maxUnavailable: 'some' } },
      minReadySeconds: -5,
    }
    expect(issuesOf(DaemonSetCodec, { apiVersion: 'any', spec })).toEqual([])
  })
})

describe('a codec', () => {
  it('has a name of its own', () => {
    const names = CODECS.map(([name]) => name.replace('Codec', ''))
    expect(CODECS.map(([, codec]) => codec.name)).toEqual(names)
  })

  it('of a union takes no broken object of one kind for another', () => {
    const broken = { kind: 'DaemonSet', spec: { minReadySeconds: 'x' } }
    expect(NodeCodec.is(broken)).toBe(false)
    expect(E.isLeft(NodeCodec.decode(broken))).toBe(true)
    expect(E.isLeft(DaemonSetCodec.decode(broken))).toBe(true)
  })
})
